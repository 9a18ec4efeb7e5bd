//! Dictionaries laid over a compiled one say what all of them say that are compiled together: the same names and entities, mentions and
//! links, look-ups and problems, on random dictionaries and texts.

use std::collections::BTreeSet;
use std::fmt::Write as _;
use std::sync::Arc;

use exonym::diagnostic::{Diagnostic, Severity, SourceFile};
use exonym::dictionary::{Date, Layer, Reading, read};
use exonym::fold::FoldedText;
use exonym::gazetteer::{AliasRef, EntityRef, Found, Gazetteer};
use exonym::resolve::{Candidate, Context, EvidenceSet, Link, Verdict};
use exonym::scan::{Mention, PlainScanner, ScanBuffers};
use exonym::{Annotator, Buffers};
use serde_json::{Map, Value, json};

/// Names that share words and keys, so that they meet: in one key, in one text, over one another, beside brackets.
const NAMES: &[&str] = &[
    "Taliban",
    "taliban",
    "Táliban",
    "Tali-Ban",
    "Tali Ban",
    "Afghan Taliban",
    "Pakistani Taliban",
    "Tehreek-e-Taliban Pakistan",
    "Pakistan",
    "Tehreek e Taliban",
    "TTP",
    "T.T.P.",
    "BLA",
    "Balochistan Liberation Army",
    "Baloch Liberation Army",
    "Fitna",
    "Fitna al Hindustan",
    "Turkey",
    "turkey",
    "Türkei",
    "Türkiye",
    "Türkiye Cumhuriyeti",
    "Man",
    "Isle of Man",
    "US",
    "U.S.",
    "us",
    "ترکیہ",
    "طالبان",
    "לבנון",
    "土耳其",
    "土耳",
    "Mỹ",
    "G20",
    "Georgia",
    "-stan",
    "(old) name",
    "한국",
];

const GLUE: &[&str] = &[
    " ",
    " ",
    " ",
    ", ",
    ". ",
    "\n\n",
    " (",
    ") ",
    "’s ",
    "-",
    " and ",
    "“",
    "” ",
    ", also known as ",
    ", or ",
    " or ",
    "; ",
    " militants ",
    " gravy ",
    " said ",
    "x",
    "'da ",
    "i",
    " ال",
    "ול",
    "은 ",
    "The ministers of both countries met for talks in the capital on Friday. ",
];

const DEFINITIONS: &[&str] = &[
    "Balochistan Lumber Authority (BLA)",
    "TTP (Basic Taliban Party)",
    "Technical Taliban Party (TTP)",
    "Unknown Sort (US)",
];

const TYPES: &[&str] = &["country", "armed-group", "class"];

const NAMESPACES: &[&str] = &["x", "y"];

/// So many slugs a namespace has.
const SLUGS: usize = 7;

/// Endless numbers from a seed: xorshift64*.
struct Dice(u64);

impl Dice {
    fn new(seed: u64) -> Self {
        let mut dice = Self(seed.wrapping_mul(0x9E37_79B9_7F4A_7C15) | 1);
        dice.below(2);
        dice.below(2);
        dice
    }

    fn below(&mut self, sides: usize) -> usize {
        self.0 ^= self.0 >> 12;
        self.0 ^= self.0 << 25;
        self.0 ^= self.0 >> 27;
        (self.0.wrapping_mul(0x2545_F491_4F6C_DD1D) >> 33) as usize % sides
    }

    fn percent(&mut self, chance: usize) -> bool {
        self.below(100) < chance
    }

    fn pick<'a>(&mut self, choices: &[&'a str]) -> &'a str {
        choices[self.below(choices.len())]
    }

    fn some<'a>(&mut self, choices: &[&'a str], most: usize) -> Vec<&'a str> {
        let some: BTreeSet<_> = (0..self.below(most + 1)).map(|_| self.pick(choices)).collect();
        some.into_iter().collect()
    }
}

/// What random layers may point to.
#[derive(Clone, Default)]
struct World {
    /// Entities with the names that they have been given; none for one that the next layer gives.
    entities: Vec<(String, Vec<String>)>,
    /// Ids that were given up.
    moved: BTreeSet<String>,
}

impl World {
    fn is_due(&self, id: &str) -> bool {
        self.entities.iter().any(|(known, names)| known == id && names.is_empty())
    }

    fn has(&self, id: &str) -> bool {
        self.entities.iter().any(|(known, _)| known == id)
    }

    /// An id to point to; hardly ever one that leads nowhere.
    fn target(&self, dice: &mut Dice) -> String {
        let moved: Vec<_> = self.moved.iter().map(String::as_str).collect();
        match dice.below(150) {
            0 => "x/nobody".into(),
            1..15 if !moved.is_empty() => dice.pick(&moved).into(),
            _ if self.entities.is_empty() => "x/nobody".into(),
            _ => self.entities[dice.below(self.entities.len())].0.clone(),
        }
    }
}

fn cues(dice: &mut Dice, world: &World) -> Vec<String> {
    (0..=dice.below(2))
        .map(|_| match dice.below(4) {
            0 => dice.pick(&["militants", "gravy", "said", "talks"]).into(),
            1 => dice.pick(&["milit*", "grav*", "tal*"]).into(),
            _ => format!("@{}", world.target(dice)),
        })
        .collect()
}

/// Keys of an alias block.
fn rule(dice: &mut Dice, world: &World) -> Map<String, Value> {
    let mut rule = Map::new();
    let mut set = |key: &str, value: Value| _ = rule.insert(key.into(), value);
    for (key, values) in [
        ("kind", &["name", "acronym", "demonym", "former"][..]),
        ("lang", &["en", "en", "de", "tr", "ur", "he", "ar", "ko"]),
        ("scope", &["exact", "broad"]),
        ("case", &["smart", "fold", "initial", "exact"]),
        ("marks", &["fold", "exact"]),
        ("hyphen", &["fold", "exact"]),
        ("boundary", &["word", "word", "prefix", "none"]),
    ] {
        if dice.percent(30) {
            set(key, dice.pick(values).into());
        }
    }
    if dice.percent(30) {
        set("prior", [500, 450, 250, 900, 50][dice.below(5)].into());
    }
    if dice.percent(15) {
        set("by", "moi".into());
        set("since", dice.pick(&["2019-01-01", "2024-07-31"]).into());
    }
    if dice.percent(15) {
        set("affix", json!(dice.some(&["tr", "he", "ko"], 2)));
    }
    if dice.percent(10) {
        set("defined", true.into());
    }
    for key in ["require", "forbid"] {
        if dice.percent(10) {
            set(key, json!(cues(dice, world)));
        }
    }
    if dice.percent(30) {
        let within = dice.pick(&["document", "paragraph", "sentence"]);
        set(
            "cue",
            json!({ "for": cues(dice, world), "against": cues(dice, world), "within": within }),
        );
    }
    if dice.percent(30) {
        set("source", dice.pick(&["s", "t"]).into());
    }
    rule
}

/// Relations of an entity to others.
fn relations(dice: &mut Dice, world: &World, own: &str) -> Value {
    let mut relations = Map::new();
    for kind in ["member", "related", "distinct-from"] {
        if dice.percent(40) {
            let mut targets: BTreeSet<_> =
                (0..=dice.below(2)).map(|_| world.target(dice)).collect();
            targets.remove(own);
            relations.insert(kind.into(), json!(targets));
        }
    }
    relations.into()
}

/// What one file says about one entity.
fn entity(dice: &mut Dice, world: &World, id: &str, known: Option<&[String]>) -> Value {
    let mut entity = Map::new();
    let mut set = |key: &str, value: Value| _ = entity.insert(key.into(), value);
    let mut names = dice.some(NAMES, 4);
    set("slug", id.split_once('/').expect("an id").1.into());
    let replace = known.is_some() && dice.percent(15);
    if replace {
        set("replace", true.into());
    }
    let needs_name = known.is_none() || replace;
    if (needs_name && !dice.percent(1)) || dice.percent(20) {
        let name = names.pop().unwrap_or("Nobody");
        set("name", name.into());
    }
    if let Some(known) = known.filter(|known| known.len() > 1 && !replace && dice.percent(30)) {
        // The first one is the canonical name, mostly.
        let first = usize::from(!dice.percent(3));
        set("remove", json!([known[first + dice.below(known.len() - first)]]));
    }
    // The same text with another rule.
    if let Some(known) = known.filter(|known| !known.is_empty() && dice.percent(40)) {
        let text = &known[dice.below(known.len())];
        if !names.contains(&text.as_str()) {
            let mut block = rule(dice, world);
            block.insert("text".into(), json!([text]));
            set("alias", json!([block]));
        }
    } else if names.len() > 1 {
        let mut block = rule(dice, world);
        block.insert("text".into(), json!([names.pop()]));
        set("alias", json!([block]));
    }
    if !names.is_empty() {
        set("names", json!({ dice.pick(&["en", "tr", "ur"]): names }));
    }
    if dice.percent(40) {
        set("relates", relations(dice, world, id));
    }
    if dice.percent(30) {
        set("type", dice.pick(TYPES).into());
    }
    if dice.percent(15) {
        set("decoy", dice.percent(60).into());
    }
    if dice.percent(20) {
        set("label", json!({ dice.pick(&["en", "tr"]): dice.pick(NAMES) }));
    }
    if dice.percent(20) {
        set("ids", json!({ dice.pick(&["un", "wd"]): dice.pick(&["Q1", "Q2"]) }));
    }
    if dice.percent(20) {
        set("source", json!(["t", "s"]));
    }
    entity.into()
}

/// A layer of one pack for each namespace, and what it adds to the world.
fn layer(dice: &mut Dice, world: &mut World, name: &str, share: usize) -> Layer {
    let mut files = Vec::new();
    for &namespace in NAMESPACES {
        let mut lines = String::new();
        let mut moved = Map::new();
        let before = world.clone();
        for slug in (0..SLUGS).map(|slug| slug.to_string()) {
            let id = format!("{namespace}/{slug}");
            if before.moved.contains(&id) && !dice.percent(1) {
                continue;
            }
            if !before.has(&id) && name != "base" && dice.percent(8) && !before.entities.is_empty()
            {
                moved.insert(slug, before.target(dice).into());
                world.moved.insert(id);
            } else if dice.percent(share) || before.is_due(&id) {
                let known =
                    before.entities.iter().find(|(known, names)| *known == id && !names.is_empty());
                let entity = entity(dice, &before, &id, known.map(|(_, names)| names.as_slice()));
                let text = entity.to_string();
                let mut names: Vec<String> =
                    known.map(|(_, names)| names.clone()).unwrap_or_default();
                names.extend(entity["name"].as_str().map(str::to_owned));
                let plain =
                    entity["names"].as_object().into_iter().flat_map(|names| names.values());
                names.extend(
                    plain
                        .flat_map(|names| names.as_array().unwrap())
                        .map(|name| name.as_str().unwrap().to_owned()),
                );
                world.entities.retain(|(other, _)| *other != id);
                world.entities.push((id, names));
                writeln!(lines, "{text}").unwrap();
            }
        }
        if dice.percent(30) && !before.entities.is_empty() {
            let old = dice.pick(&["m0", "m1", "m2"]);
            let id = format!("{namespace}/{old}");
            if !before.moved.contains(&id) || dice.percent(3) {
                moved.insert(old.into(), before.target(dice).into());
                world.moved.insert(id);
            }
        }
        let mut defaults = json!({ "source": "s" });
        if dice.percent(30) {
            defaults["type"] = dice.pick(TYPES).into();
        }
        if dice.percent(30) {
            defaults["lang"] = dice.pick(&["tr", "en"]).into();
        }
        if dice.percent(10) {
            defaults["decoy"] = true.into();
        }
        if dice.percent(15) && !before.entities.is_empty() {
            defaults["relates"] = relations(dice, &before, "");
        }
        let header = json!({
            "schema": 1, "namespace": namespace, "title": "t", "license": "CC0-1.0", "defaults": defaults, "moved": moved,
            "source": { "s": { "title": format!("S of {name}") }, "t": { "title": "T" } },
            "agent": { "moi": "Ministry" },
        });
        let name = format!("{name}-{namespace}.jsonl");
        files.push(Arc::new(SourceFile { name, text: format!("{header}\n{lines}") }));
    }
    files.extend(languages(dice, name));
    Layer::new(files)
}

/// Files about languages.
fn languages(dice: &mut Dice, layer: &str) -> Vec<Arc<SourceFile>> {
    let tags: BTreeSet<_> = dice.some(&["en", "tr", "de", "he", "ko"], 2).into_iter().collect();
    let file = |tag: &str| {
        let mut text =
            format!("schema = 1\nlanguage = \"{tag}\"\ntitle = \"t\"\nlicense = \"c\"\n");
        text.push_str("[affix]\n");
        for (list, words) in [
            ("ending", &["s", "da", "x"][..]),
            ("elision", &["x", "i", "and"]),
            ("proclitic", &["ול", "ال"]),
            ("suffix", &["i", "x", "da", "xi"]),
            ("particle", &["은"]),
            ("inflection", &["> s", "a > an, as", "s >", "n > x, i"]),
        ] {
            if dice.percent(40) {
                writeln!(text, "{list} = {:?}", dice.some(words, 3)).unwrap();
            }
        }
        text.push_str("[words]\n");
        for (list, words) in [
            ("title", &["Dr", "Mr"][..]),
            ("or", &["or"]),
            ("connective", &["also known as", "or"]),
        ] {
            if dice.percent(30) {
                writeln!(text, "{list} = {:?}", dice.some(words, 2)).unwrap();
            }
        }
        Arc::new(SourceFile { name: format!("{layer}-{tag}.toml"), text })
    };
    tags.into_iter().map(file).collect()
}

fn text(dice: &mut Dice) -> String {
    let mut text = String::new();
    for _ in 0..2 + dice.below(8) {
        let name = if dice.percent(10) { dice.pick(DEFINITIONS) } else { dice.pick(NAMES) };
        match dice.below(12) {
            0 => text.push_str(&name.to_uppercase()),
            1 => text.push_str(&name.to_lowercase()),
            _ => text.push_str(name),
        }
        for _ in 0..=dice.below(2) {
            text.push_str(dice.pick(GLUE));
        }
    }
    if dice.percent(10) { text.to_uppercase() } else { text }
}

fn context(dice: &mut Dice) -> Context {
    let year = [2018, 2020, 2025][dice.below(3)];
    Context {
        lang: dice.percent(40).then(|| dice.pick(&["en", "de", "tr", "ur"]).into()),
        date: dice.percent(50).then_some(Date { year, month: 0, day: 0 }),
        nested: dice.percent(30),
        explain: true,
        without: EvidenceSet::default(),
        min_score: 0,
    }
}

fn of_alias(alias: AliasRef<'_>) -> String {
    format!("{:?} of {}: {:?}", alias.text(), alias.entity().id(), alias.rule())
}

/// Everything that is said of an entity.
fn of_entity(entity: EntityRef<'_>) -> String {
    let relations: Vec<_> =
        entity.relations().map(|(relation, other)| (relation, other.id())).collect();
    format!(
        "{} {:?} {:?} {} {} {:?} {:?} {:?} {relations:?} {:#?}",
        entity.id(),
        entity.name(),
        entity.entity_type(),
        entity.is_class(),
        entity.is_decoy(),
        entity.labels().collect::<Vec<_>>(),
        entity.registers().collect::<Vec<_>>(),
        entity.sources().collect::<Vec<_>>(),
        entity.aliases().map(of_alias).collect::<Vec<_>>()
    )
}

fn of_candidate(gazetteer: &Gazetteer, candidate: &Candidate) -> String {
    let alias = of_alias(gazetteer.alias(candidate.alias));
    format!("{} by {alias} {}", gazetteer.entity(candidate.entity).id(), candidate.attributed)
}

fn of_link(gazetteer: &Gazetteer, link: &Link) -> String {
    let verdict = match &link.verdict {
        Verdict::Entity(one) => of_candidate(gazetteer, one),
        Verdict::Ambiguous(several) => {
            several.iter().map(|one| of_candidate(gazetteer, one)).collect::<Vec<_>>().join(" or ")
        }
        Verdict::Nil => "nil".into(),
    };
    let mut said = format!("{:?} {} {verdict}", link.span, link.quoted);
    for story in &link.stories {
        write!(said, "\n  {} {}", of_candidate(gazetteer, &story.candidate), story.score).unwrap();
        for reason in &story.evidence {
            let other = reason.kind.entity().map(|entity| gazetteer.entity(entity).id());
            write!(
                said,
                "\n    {} {other:?} {} {:?}",
                reason.kind.as_str(),
                reason.weight,
                reason.span
            )
            .unwrap();
        }
    }
    said
}

fn of_mention(gazetteer: &Gazetteer, mention: &Mention) -> String {
    let Mention { span, key, candidates, doubtful } = *mention;
    format!("{span:?} {:?} {candidates:b} {doubtful:b}", gazetteer.key(key))
}

fn of_found(gazetteer: &Gazetteer, found: Vec<Found>) -> Vec<(String, u8)> {
    found.into_iter().map(|found| (gazetteer.key(found.key).into_owned(), found.distance)).collect()
}

/// Everything that both gazetteers can be asked must have one answer.
fn hold_equal(over: &Arc<Gazetteer>, joint: &Arc<Gazetteer>, dice: &mut Dice) -> usize {
    let both = [over, joint];
    assert_eq!(over.languages(), joint.languages());
    let entities = both.map(|one| one.entities().map(of_entity).collect::<Vec<_>>());
    assert_eq!(entities[0], entities[1], "entities");
    let keys = both.map(|one| {
        let of_key = |key| {
            (one.key(key).into_owned(), one.candidates(key).map(of_alias).collect::<Vec<_>>())
        };
        one.keys().map(of_key).collect::<Vec<_>>()
    });
    assert_eq!(keys[0], keys[1], "keys");
    let by_key: BTreeSet<_> =
        over.keys().flat_map(|key| over.candidates(key)).map(AliasRef::index).collect();
    let by_entity = over.entities().flat_map(EntityRef::forms).map(AliasRef::index);
    assert_eq!(by_entity.collect::<BTreeSet<_>>(), by_key, "numbers of aliases");
    let counts = both.map(|one| (one.entity_count(), one.alias_count(), one.key_count()));
    assert_eq!(counts[0], counts[1], "counts");
    for id in NAMESPACES.iter().flat_map(|space| {
        (0..SLUGS)
            .map(move |slug| format!("{space}/{slug}"))
            .chain((0..3).map(move |old| format!("{space}/m{old}")))
    }) {
        let found = both.map(|one| {
            one.entity_by_id(&id).map(|entity| (entity.id(), one.entity(entity.index()).name()))
        });
        assert_eq!(found[0], found[1], "{id}");
    }
    for name in NAMES {
        let found = both.map(|one| one.find(name).map(|key| one.key(key).into_owned()));
        assert_eq!(found[0], found[1], "{name}");
        let begin = name.chars().take(dice.below(5)).collect::<String>();
        let limit = 1 + dice.below(6);
        let found = both.map(|one| of_found(one, one.find_prefix(&begin, limit)));
        assert_eq!(found[0], found[1], "beginning with {begin}");
    }
    let (name, distance) = (dice.pick(NAMES), dice.below(3) as u8);
    let found = both.map(|one| of_found(one, one.find_fuzzy(name, distance).unwrap()));
    assert_eq!(found[0], found[1], "near {name}");

    let annotators = both.map(|one| Annotator::new(Arc::clone(one)));
    let plain = PlainScanner::new(over);
    let mut links = 0;
    for _ in 0..6 {
        let (text, context) = (text(dice), context(dice));
        let said = annotators.each_ref().map(|annotator| {
            let (gazetteer, mut buffers) = (annotator.gazetteer(), Buffers::default());
            let links = annotator.annotate(&text, &context, &mut buffers);
            let links: Vec<_> = links.iter().map(|link| of_link(gazetteer, link)).collect();
            let mentions: Vec<_> =
                buffers.mentions().iter().map(|mention| of_mention(gazetteer, mention)).collect();
            (mentions, links)
        });
        assert_eq!(said[0], said[1], "{text:?} {context:?}");
        links += said[0].1.len();
        let (mut folded, mut mentions) = (FoldedText::default(), Vec::new());
        folded.fold(&text);
        plain.scan(over, &text, &folded, &mut ScanBuffers::default(), &mut mentions);
        let mentions: Vec<_> = mentions.iter().map(|mention| of_mention(over, mention)).collect();
        assert_eq!(mentions, said[0].0, "the plain scanner, in {text:?}");
    }
    links
}

fn has_errors(reading: &Reading) -> bool {
    reading.diagnostics.iter().any(|problem| problem.severity == Severity::Error)
}

/// The rules that are broken, and the files.
fn broken<'d>(diagnostics: impl IntoIterator<Item = &'d Diagnostic>) -> Vec<(&'d str, &'d str)> {
    let mut broken: Vec<_> = diagnostics
        .into_iter()
        .map(|problem| (problem.rule, problem.place.file.name.as_str()))
        .collect();
    broken.sort_unstable();
    broken
}

/// Compiling what is read as it is read gives the bytes and the warnings of reading all of it first.
fn hold_streamed(layers: &[Layer], whole: &Reading) {
    let streamed = Gazetteer::compile_layers(layers);
    assert_eq!(streamed.is_none(), has_errors(whole), "{:#?}", whole.diagnostics);
    let Some((streamed, warnings)) = streamed else { return };
    let whole_gazetteer = Gazetteer::compile(&whole.dictionary).expect("it has no errors");
    assert!(streamed.as_bytes() == whole_gazetteer.as_bytes(), "the gazetteers differ");
    assert_eq!(broken(&warnings), broken(&whole.diagnostics), "warnings");
}

/// A base, and what lies over it. Tells how many links there were, if there is no error.
fn check(seed: u64) -> Option<usize> {
    let dice = &mut Dice::new(seed);
    let mut world = World::default();
    for id in
        NAMESPACES.iter().flat_map(|space| (0..SLUGS).map(move |slug| format!("{space}/{slug}")))
    {
        if dice.percent(60) {
            world.entities.push((id, Vec::new()));
        }
    }
    let mut layers: Vec<Layer> =
        (0..=dice.below(2)).map(|_| layer(dice, &mut world, "base", 10)).collect();
    let reading = read(&layers);
    if has_errors(&reading) {
        return None;
    }
    let base = Arc::new(Gazetteer::compile(&reading.dictionary).expect("it has no errors"));
    let mut upper: Vec<Layer> = Vec::new();
    for number in 0..=dice.below(3) {
        let share = 5 + dice.below(40);
        upper.push(layer(dice, &mut world, &format!("upper{number}"), share));
    }
    layers.extend(upper.iter().cloned());
    let joint = read(&layers);
    hold_streamed(&layers, &joint);
    let over = base.read_over(&upper);
    // What has moved below can move nowhere else.
    if over.diagnostics.iter().any(|problem| problem.rule == "duplicate-moved") {
        return None;
    }
    assert_eq!(
        has_errors(&over),
        has_errors(&joint),
        "{:#?} {:#?}",
        over.diagnostics,
        joint.diagnostics
    );
    if has_errors(&over) {
        return None;
    }
    let all = reading.diagnostics.iter().chain(&over.diagnostics);
    assert_eq!(broken(all), broken(&joint.diagnostics), "problems");
    let joint = Arc::new(Gazetteer::compile(&joint.dictionary).expect("it has no errors"));
    let whole = Arc::new(Gazetteer::overlaid(&base, &over.dictionary).expect("it has no errors"));
    let mut links = hold_equal(&whole, &joint, dice);
    let again = Gazetteer::overlaid(&base, &over.dictionary).expect("it has no errors");
    assert_eq!(again.fingerprint(), whole.fingerprint());
    assert_ne!(base.fingerprint(), whole.fingerprint());

    // One after the other.
    let mut lying = Arc::clone(&base);
    for layer in upper {
        let reading = lying.read_over(&[layer]);
        if has_errors(&reading) {
            return Some(links);
        }
        lying =
            Arc::new(Gazetteer::overlaid(&lying, &reading.dictionary).expect("it has no errors"));
    }
    links += hold_equal(&lying, &joint, dice);
    Some(links)
}

/// `EXONYM_CASES` tells how many dictionaries; `EXONYM_SEED` where they begin.
#[test]
fn what_lies_over_a_compiled_file_is_as_if_it_were_compiled_with_it() {
    let number = |name: &str, otherwise: u64| {
        std::env::var(name).map_or(otherwise, |value| value.parse().expect("a number"))
    };
    let (first, count) = (number("EXONYM_SEED", 1), number("EXONYM_CASES", 1_000));
    println!("seeds {first} to {}", first + count);
    let (mut sound, mut links) = (0, 0);
    for seed in first..first + count {
        let found =
            std::panic::catch_unwind(|| check(seed)).unwrap_or_else(|_| panic!("seed {seed}"));
        sound += u64::from(found.is_some());
        links += found.unwrap_or_default();
    }
    println!("{sound} of {count} have no errors, {links} links");
    assert!(count < 100 || sound * 2 > count, "most are sound");
    assert!(count < 100 || links as u64 > count * 5, "many names are found");
}
