//! Random dictionaries in layers, and texts that have their names.

use std::collections::BTreeSet;
use std::fmt::Write as _;
use std::sync::Arc;

use exonym::diagnostic::SourceFile;
use exonym::dictionary::{Date, Layer};
use exonym::resolve::{Context, EvidenceSet};
use serde_json::{Map, Value, json};

use crate::chance::{self, Dice};

/// Names that share words and keys, so that they meet: in one key, in one text, over one another, beside brackets.
pub(super) const NAMES: &[&str] = &[
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

pub(super) const NAMESPACES: &[&str] = &["x", "y"];

/// So many slugs a namespace has.
pub(super) const SLUGS: usize = 7;

/// Some of these, `most` at the most, each once.
pub(super) fn some<'a>(dice: &mut Dice, choices: &[&'a str], most: usize) -> Vec<&'a str> {
    let some: BTreeSet<_> = (0..dice.below(most + 1)).map(|_| dice.pick(choices)).collect();
    some.into_iter().collect()
}

/// What random layers may point to.
#[derive(Clone, Default)]
pub(super) struct World {
    /// Entities with the names that they have been given; none for one that the next layer gives.
    pub(super) entities: Vec<(String, Vec<String>)>,
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
        if dice.percent(30) {
            set("dated", true.into());
        }
    }
    if dice.percent(15) {
        set("affix", json!(some(dice, &["tr", "he", "ko"], 2)));
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
    let mut names = some(dice, NAMES, 4);
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
pub(super) fn layer(dice: &mut Dice, world: &mut World, name: &str, share: usize) -> Layer {
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
    let tags: BTreeSet<_> = some(dice, &["en", "tr", "de", "he", "ko"], 2).into_iter().collect();
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
                writeln!(text, "{list} = {:?}", some(dice, words, 3)).unwrap();
            }
        }
        text.push_str("[words]\n");
        for (list, words) in [
            ("title", &["Dr", "Mr"][..]),
            ("or", &["or"]),
            ("connective", &["also known as", "or"]),
        ] {
            if dice.percent(30) {
                writeln!(text, "{list} = {:?}", some(dice, words, 2)).unwrap();
            }
        }
        Arc::new(SourceFile { name: format!("{layer}-{tag}.toml"), text })
    };
    tags.into_iter().map(file).collect()
}

pub(super) fn text(dice: &mut Dice) -> String {
    chance::text(dice, NAMES, (10, DEFINITIONS), GLUE)
}

pub(super) fn context(dice: &mut Dice) -> Context {
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
