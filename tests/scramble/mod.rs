//! Random dictionaries, and many ways to lay each of them out in TOML.

/// Endless numbers from a seed: xorshift64*, the same on every machine.
pub(crate) struct Dice(u64);

impl Dice {
    pub(crate) fn new(seed: u64) -> Self {
        Self(seed.wrapping_mul(0x9E37_79B9_7F4A_7C15) | 1)
    }

    pub(crate) fn below(&mut self, end: usize) -> usize {
        self.0 ^= self.0 >> 12;
        self.0 ^= self.0 << 25;
        self.0 ^= self.0 >> 27;
        let number = self.0.wrapping_mul(0x2545_F491_4F6C_DD1D) >> 33;
        usize::try_from(number % end as u64).unwrap()
    }

    fn once_in(&mut self, times: usize) -> bool {
        self.below(times) == 0
    }

    fn one_of<'a>(&mut self, all: &[&'a str]) -> &'a str {
        all[self.below(all.len())]
    }

    fn some_of<'a>(&mut self, all: &[&'a str]) -> Vec<&'a str> {
        let mut some: Vec<_> = all.iter().copied().filter(|_| self.once_in(2)).collect();
        if some.is_empty() {
            some.push(self.one_of(all));
        }
        some
    }

    fn shuffle<T>(&mut self, all: &mut [T]) {
        for at in (1..all.len()).rev() {
            all.swap(at, self.below(at + 1));
        }
    }
}

/// What a dictionary says, however it is laid out. Values are as they are spelled.
#[derive(Clone)]
pub(crate) enum Node {
    Value(String),
    /// One string or several, in this order.
    Strings(Vec<String>),
    /// The same in any order.
    Names(Vec<String>),
    Table(Vec<(String, Node)>),
    Blocks(Vec<Vec<(String, Node)>>),
}

/// Names as they are spelled; no two are the same name.
const NAMES: &[&str] = &[
    "\"Tal{e,i}ban\"",
    "\"al Qaida\"",
    "\"Al Qaida\"",
    "'Türkiye'",
    "\"T\\u00fcrkei\"",
    "\"تحریک\"",
    "'a\"b'",
    "\"x # no comment\"",
    "\"[x], {y,z} = 1\"",
    "\"\"\"Z\"\"\"",
    "'''it's'''",
];
const SENTENCES: &[&str] = &[
    "\"the [TTP] said\"",
    "\"[One] and [two], who met in a town far from here and then went home again, said nothing at all\"",
    "'a \\[bracket\\] and [this]'",
    "\"\"\"[several]\nlines\"\"\"",
];
const WORDS: &[&str] = &[
    "\"militant*\"",
    "\"@b\"",
    "'South Waziristan'",
    "\"purpura\"",
    "\"a word of quite some length\"",
];
const LANGUAGES: &[&str] = &["en", "ur", "de", "zh-Hant", "und"];

/// A dictionary with something of everything, and a few mistakes.
pub(crate) fn dictionary(dice: &mut Dice) -> Node {
    let text = |text: &str| Node::Value(format!("\"{text}\""));
    let mut file = vec![
        entry("schema", Node::Value("1".into())),
        entry("namespace", text("group")),
        entry("title", text("Groups")),
        entry("license", Node::Value("'CC0-1.0'".into())),
    ];
    if dice.once_in(2) {
        file.push(entry("decoy", Node::Value("false".into())));
    }
    let defaults = vec![
        entry("type", text("armed-group")),
        entry("lang", text("en")),
        entry("source", strings(&["\"s1\""])),
        entry("cue", Node::Table(vec![entry("for", strings(&dice.some_of(WORDS)))])),
    ];
    file.push(entry("defaults", Node::Table(some_entries(dice, defaults, 1))));
    let source = |date: bool| {
        let mut keys =
            vec![entry("title", text("A source")), entry("url", text("https://x.example"))];
        if date {
            keys.push(entry("date", Node::Value("2024-07-31".into())));
        }
        Node::Table(keys)
    };
    let sources = ["s1", "s2", "a-source-with-a-longer-key"];
    file.push(entry(
        "source",
        Node::Table(sources.iter().map(|key| entry(key, source(dice.once_in(2)))).collect()),
    ));
    file.push(entry("agent", Node::Table(vec![entry("who", text("Who")), entry("a", text("A"))])));
    if dice.once_in(3) {
        file.push(entry(
            "moved",
            Node::Table(vec![entry("old", text("a")), entry("az", text("b"))]),
        ));
    }
    if dice.once_in(6) {
        let inner = Node::Table(vec![entry("x", strings(&["1", "2"]))]);
        file.push(entry("unknown", Node::Table(vec![entry("inner", inner)])));
    }
    let slugs = dice.some_of(&["a", "b", "b-2", "c", "\"not a slug\""]);
    let entities = slugs.into_iter().map(|slug| entry(slug, Node::Table(entity(dice))));
    file.push(entry("entity", Node::Table(entities.collect())));
    Node::Table(file)
}

fn entity(dice: &mut Dice) -> Vec<(String, Node)> {
    let value = |text: &str| Node::Value(text.into());
    let languages = dice.some_of(LANGUAGES);
    let labels = languages.iter().map(|tag| entry(tag, value("\"x\""))).collect();
    let languages = dice.some_of(LANGUAGES);
    let mut names = Vec::new();
    for tag in languages {
        let mut list = Node::Names(owned(&dice.some_of(NAMES)));
        if dice.once_in(3) {
            list = Node::Table(vec![entry("source", strings(&["\"s2\""])), entry("text", list)]);
        }
        names.push(entry(tag, list));
    }
    let blocks = (0..=dice.below(3)).map(|_| alias(dice)).collect();
    let relates = dice.some_of(&["part-of", "related", "distinct-from"]);
    let relates = relates.iter().map(|key| entry(key, strings(&["\"a\"", "\"b\""]))).collect();
    let sentences = dice.some_of(SENTENCES);
    let test = vec![entry("hit", strings(&sentences)), entry("miss", strings(&["\"none\""]))];
    let all = vec![
        entry("name", value("\"A name\"")),
        entry("label", Node::Table(labels)),
        entry("type", value("'class'")),
        entry("ids", Node::Table(vec![entry("un-sc", value("\"1\"")), entry("m49", value("'2'"))])),
        entry("source", strings(&dice.some_of(&["\"s1\"", "\"s2\"", "\"nowhere\""]))),
        entry("names", Node::Table(names)),
        entry("alias", Node::Blocks(blocks)),
        entry("relates", Node::Table(relates)),
        entry("test", Node::Table(some_entries(dice, test, 1))),
        entry("decoy", value("true")),
        entry("note", value("\"\"\"a note\nof two lines\"\"\"")),
        entry("remove", Node::Names(owned(&dice.some_of(NAMES)))),
        entry("nmae", Node::Table(vec![entry("en", Node::Value("[ ]".into()))])),
    ];
    some_entries(dice, all, 2)
}

fn alias(dice: &mut Dice) -> Vec<(String, Node)> {
    let value = |text: &str| Node::Value(text.into());
    let cue = vec![
        entry("for", strings(&dice.some_of(WORDS))),
        entry("against", strings(&dice.some_of(WORDS))),
        entry("within", value("\"paragraph\"")),
    ];
    let seen = vec![entry("first", value("\"2020\"")), entry("last", value("2024-02-30"))];
    let all = vec![
        entry("text", Node::Names(owned(&dice.some_of(NAMES)))),
        entry("kind", value("\"acronym\"")),
        entry("lang", value("\"ur\"")),
        entry("by", strings(&dice.some_of(&["\"who\"", "\"a\""]))),
        entry("since", value("2024-07-31")),
        entry("seen", Node::Table(some_entries(dice, seen, 1))),
        entry("tone", value("'contested'")),
        entry("prior", value("0x1f4")),
        entry("defined", value("true")),
        entry("forbid", strings(&dice.some_of(WORDS))),
        entry("cue", Node::Table(some_entries(dice, cue, 1))),
        entry("source", strings(&["\"s1\"", "\"s2\""])),
        entry("kidn", value("\"slip\"")),
    ];
    some_entries(dice, all, 2)
}

fn entry(key: &str, node: Node) -> (String, Node) {
    (key.into(), node)
}

fn strings(all: &[&str]) -> Node {
    Node::Strings(owned(all))
}

fn owned(all: &[&str]) -> Vec<String> {
    all.iter().map(|&one| one.into()).collect()
}

/// The first ones, and about half of the others.
fn some_entries(
    dice: &mut Dice,
    mut entries: Vec<(String, Node)>,
    first: usize,
) -> Vec<(String, Node)> {
    let mut at = 0;
    entries.retain(|_| {
        at += 1;
        at <= first || dice.once_in(2)
    });
    entries
}

/// One way to lay a dictionary out.
pub(crate) fn layout(dictionary: &Node, dice: &mut Dice, has_comments: bool) -> String {
    let Node::Table(entries) = dictionary else { panic!("a file is a table") };
    let line_break = if dice.once_in(4) { "\r\n" } else { "\n" };
    let mut layout = Layout { dice, has_comments, comments: 0, line_break };
    let mut text = String::from(if layout.dice.once_in(8) { "\u{feff}" } else { "" });
    text += &layout.between();
    text += &layout.body("", entries);
    text += &layout.between();
    // Line breaks inside strings are those of the file, too.
    text.replace("\r\n", "\n").replace('\n', line_break)
}

struct Layout<'d> {
    dice: &'d mut Dice,
    has_comments: bool,
    comments: usize,
    line_break: &'static str,
}

impl Layout<'_> {
    fn comment(&mut self) -> String {
        self.comments += 1;
        let blanks = self.blanks();
        format!("# comment {}, \"quoted\" = [{{{blanks}", self.comments)
    }

    fn blanks(&mut self) -> &'static str {
        self.dice.one_of(&["", " ", "  ", "\t"])
    }

    /// What may stand between two lines.
    fn between(&mut self) -> String {
        let mut text = String::new();
        while self.dice.once_in(3) {
            text += self.blanks();
            if self.has_comments && self.dice.once_in(2) {
                text += &self.comment();
            }
            text += self.line_break;
        }
        text
    }

    /// The end of a line.
    fn end(&mut self) -> String {
        let blanks = self.blanks();
        let comment =
            if self.has_comments && self.dice.once_in(5) { self.comment() } else { String::new() };
        format!("{blanks}{comment}{}", self.line_break)
    }

    /// What may stand between the elements of a list; in braces too, since TOML 1.1.
    fn inside(&mut self) -> String {
        match self.dice.below(4) {
            0 => self.end() + &self.between() + self.blanks(),
            _ => self.blanks().into(),
        }
    }

    /// The entries of a table under its heading, and the tables in it.
    fn body(&mut self, path: &str, entries: &[(String, Node)]) -> String {
        let mut entries = entries.to_vec();
        self.dice.shuffle(&mut entries);
        let mut lines = String::new();
        let mut tables: Vec<String> = Vec::new();
        for (key, node) in &entries {
            let inner = if path.is_empty() { key.clone() } else { format!("{path}.{key}") };
            match node {
                Node::Table(entries) if self.dice.once_in(2) || path.is_empty() => {
                    let heading = self.heading("[", &inner, "]");
                    let only_tables =
                        entries.iter().all(|(_, node)| matches!(node, Node::Table(_)));
                    let body = self.body(&inner, entries);
                    let is_implied = only_tables && body.starts_with('[') && self.dice.once_in(2);
                    tables.push(if is_implied { body } else { heading + &body });
                }
                Node::Blocks(blocks) if self.dice.once_in(2) => {
                    let mut text = String::new();
                    for entries in blocks {
                        text += &self.heading("[[", &inner, "]]");
                        text += &self.body(&inner, entries);
                    }
                    tables.push(text);
                }
                _ => lines += &self.lines(key, node),
            }
        }
        self.dice.shuffle(&mut tables);
        lines + &tables.concat()
    }

    fn heading(&mut self, open: &str, path: &str, close: &str) -> String {
        let between = self.between();
        let (before, after) = (self.blanks(), self.blanks());
        format!("{between}{open}{before}{path}{after}{close}{}", self.end())
    }

    /// A key on its line, or a table with a line for each of its keys.
    fn lines(&mut self, key: &str, node: &Node) -> String {
        if let Node::Table(entries) = node
            && self.dice.once_in(2)
        {
            let mut entries = entries.clone();
            self.dice.shuffle(&mut entries);
            let lines =
                entries.iter().map(|(inner, node)| self.lines(&format!("{key}.{inner}"), node));
            return lines.collect();
        }
        let between = self.between();
        let value = self.value(node);
        format!(
            "{between}{}{key}{}={}{value}{}",
            self.blanks(),
            self.blanks(),
            self.blanks(),
            self.end()
        )
    }

    fn value(&mut self, node: &Node) -> String {
        match node {
            Node::Value(text) => text.clone(),
            Node::Strings(all) => self.strings(all.clone()),
            Node::Names(all) => {
                let mut all = all.clone();
                self.dice.shuffle(&mut all);
                self.strings(all)
            }
            Node::Table(entries) => self.braces(entries),
            Node::Blocks(blocks) => {
                let blocks = blocks.iter().map(|entries| self.braces(entries)).collect();
                self.list("[", blocks, "]")
            }
        }
    }

    fn strings(&mut self, mut all: Vec<String>) -> String {
        if all.len() == 1 && self.dice.once_in(2) {
            return all.remove(0);
        }
        self.list("[", all, "]")
    }

    fn braces(&mut self, entries: &[(String, Node)]) -> String {
        let mut entries = entries.to_vec();
        self.dice.shuffle(&mut entries);
        let entries = entries.iter().map(|(key, node)| format!("{key} = {}", self.value(node)));
        let entries = entries.collect();
        self.list("{", entries, "}")
    }

    fn list(&mut self, open: &str, elements: Vec<String>, close: &str) -> String {
        let mut text = String::from(open);
        let last = elements.len();
        for (at, element) in elements.into_iter().enumerate() {
            text += &self.inside();
            text += &element;
            if at + 1 < last || self.dice.once_in(3) {
                text += &self.inside();
                text.push(',');
            }
        }
        text + &self.inside() + close
    }
}
