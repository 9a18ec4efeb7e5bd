//! What a change of a dictionary does to texts: the quick way, which annotates few texts, and the obvious one agree.

mod chance;

use std::collections::BTreeMap;
use std::sync::Arc;

use exonym::diagnostic::{Place, SourceFile};
use exonym::dictionary::{
    Agent, Alias, Boundary, Case, Cue, Date, Dictionary, Entity, Kind, Matter, Relation, Rule,
    Scope, Tone, Within,
};
use exonym::diff::{self, DiffBuffers, Differ, Effect, Tally, Text};
use exonym::gazetteer::Gazetteer;
use exonym::language::{Language, List};
use exonym::resolve::{Candidate, Context, Verdict};
use exonym::{Annotator, Buffers, EntityId, Span};

use self::chance::Dice;

/// Names that share words and keys, so that they meet: in one text, over one another, beside brackets.
const NAMES: &[&str] = &[
    "Taliban",
    "Afghan Taliban",
    "Pakistani Taliban",
    "Tehreek-e-Taliban Pakistan",
    "Pakistan",
    "TTP",
    "T.T.P.",
    "Thrombotic Purpura Type",
    "BLA",
    "Balochistan Liberation Army",
    "Baloch Liberation Army",
    "Fitna",
    "Fitna al Hindustan",
    "Hindustan",
    "Turkey",
    "turkey",
    "Türkei",
    "Türkiye",
    "Man",
    "Isle of Man",
    "IS",
    "US",
    "U.S.",
    "ترکیہ",
    "طالبان",
    "土耳其",
    "Mỹ",
    "G20",
    "Georgia",
];

const GLUE: &[&str] = &[
    " ",
    " ",
    " ",
    ", ",
    ". ",
    "\n",
    "\n\n",
    " (",
    ") ",
    "(",
    ")",
    "’s ",
    "-",
    " and ",
    "“",
    "” ",
    " (“",
    "”) ",
    ", also known as ",
    ", or ",
    " – the state-designated name for the outlawed ",
    " or ",
    "; ",
    "Bank of ",
    "the ",
    " militants ",
    " ADAMTS13 ",
    " gravy ",
    " said ",
    "@",
    "x",
    "The ministers of both countries met for a third day of talks in the capital on Friday. ",
    "Die Minister beider Länder trafen sich am Freitag zum dritten Mal in der Hauptstadt. ",
];

/// Acronyms that a text defines, by long forms that are mostly no names, and share words with some.
const DEFINITIONS: &[&str] = &[
    "Balochistan Lumber Authority (BLA)",
    "BLA (Basic Liberation Army)",
    "Technical Taliban Party (TTP)",
    "TTP (tehreek-e-taliban pakistan)",
    "Thrombotic Tissue Purpura (“TTP”)",
    "Georgia Two Zero (G20)",
    "Unknown Sort (US)",
    "hindustan Iron Society (IS)",
];

const CUES: &[&str] = &["militants", "ADAMTS13", "gravy", "said", "talks"];

const TYPES: &[&str] = &["country", "armed-group", "class", ""];

fn place() -> Place {
    let file = Arc::new(SourceFile { name: String::new(), text: String::new() });
    Place { file, span: Span::default() }
}

fn id(number: usize) -> EntityId {
    EntityId::new("x", &number.to_string()).unwrap()
}

/// So many different ids there are.
const IDS: usize = 9;

fn cues(dice: &mut Dice, chance: usize) -> Vec<Cue> {
    let mut cues = Vec::new();
    while cues.len() < 2 && dice.percent(chance) {
        cues.push(match dice.below(4) {
            0 => Cue::Word(dice.pick(CUES).into()),
            1 => Cue::Stem(dice.pick(CUES)[..4].into()),
            // It may lead nowhere.
            _ => Cue::Entity(id(dice.below(IDS))),
        });
    }
    cues
}

fn rule(dice: &mut Dice) -> Rule {
    let date = |dice: &mut Dice| {
        dice.percent(20).then(|| Date { year: dice.pick(&[2019, 2024]), month: 7, day: 31 })
    };
    let by = |key: &str| Arc::new(Agent { key: key.into(), name: key.into() });
    Rule {
        kind: dice.pick(&[Kind::Name, Kind::Name, Kind::Acronym, Kind::Demonym]),
        lang: dice.pick(&["und", "en", "en", "de", "tr", "ur"]).into(),
        by: if dice.percent(20) { vec![by(dice.pick(&["moi", "ispr"]))] } else { Vec::new() },
        since: date(dice),
        until: date(dice),
        dated: dice.percent(10),
        scope: dice.pick(&[Scope::Exact, Scope::Exact, Scope::Broad]),
        tone: dice.pick(&[Tone::Neutral, Tone::Neutral, Tone::Pejorative]),
        case: dice.pick(&[Case::Smart, Case::Smart, Case::Fold, Case::Initial, Case::Exact]),
        marks: dice.pick(&[Matter::Fold, Matter::Fold, Matter::Exact]),
        hyphen: dice.pick(&[Matter::Fold, Matter::Fold, Matter::Exact]),
        affix: dice.percent(10).then(|| vec!["tr".into()]),
        boundary: dice.pick(&[Boundary::Word, Boundary::Word, Boundary::Word, Boundary::None]),
        prior: dice.pick(&[500, 500, 450, 250, 900, 50]),
        defined: dice.percent(20),
        require: cues(dice, 12),
        forbid: cues(dice, 8),
        cue_for: cues(dice, 25),
        cue_against: cues(dice, 15),
        within: dice.pick(&[Within::Document, Within::Paragraph, Within::Sentence]),
        ..Rule::default()
    }
}

fn alias(dice: &mut Dice) -> Alias {
    let rule = if dice.percent(40) { Rule::default() } else { rule(dice) };
    Alias { text: dice.pick(NAMES).into(), rule: Arc::new(rule), place: place() }
}

fn add_alias(dice: &mut Dice, entity: &mut Entity) {
    let alias = alias(dice);
    if !entity.aliases.iter().any(|known| known.text == alias.text) {
        entity.aliases.push(alias);
    }
}

fn relations(dice: &mut Dice) -> Vec<(Relation, EntityId)> {
    let kinds = [Relation::Member, Relation::Member, Relation::Related, Relation::DistinctFrom];
    (0..dice.below(3)).map(|_| (dice.pick(&kinds), id(dice.below(IDS)))).collect()
}

fn entity(dice: &mut Dice, number: usize) -> Entity {
    let mut entity = Entity {
        id: id(number),
        name: String::new(),
        labels: Vec::new(),
        entity_type: dice.pick(TYPES).into(),
        ids: Vec::new(),
        sources: Vec::new(),
        aliases: Vec::new(),
        relations: relations(dice),
        decoy: dice.percent(20),
        note: String::new(),
        hits: Vec::new(),
        misses: Vec::new(),
        place: place(),
    };
    for _ in 0..=dice.below(4) {
        add_alias(dice, &mut entity);
    }
    entity.name.clone_from(&entity.aliases[0].text);
    entity
}

fn dictionary(dice: &mut Dice) -> Dictionary {
    let mut entities = Vec::new();
    for number in 0..IDS {
        if dice.percent(50) {
            entities.push(entity(dice, number));
        }
    }
    let languages = vec![language(dice, "en"), language(dice, "tr")];
    Dictionary { entities, languages, ..Dictionary::default() }
}

fn language(dice: &mut Dice, tag: &str) -> Language {
    let mut language = Language::new(tag);
    for (list, word) in [
        (List::Ending, "s"),
        (List::Suffix, "x"),
        (List::Suffix, "land"),
        (List::Connective, "also known as"),
        (List::Or, "or"),
    ] {
        if dice.percent(80) {
            language.set(list, vec![word.into()]);
        }
    }
    language
}

/// Changes a few things, each of those that people change.
fn edit(dice: &mut Dice, old: &Dictionary) -> Dictionary {
    let mut new = old.clone();
    for _ in 0..dice.below(4) {
        edit_once(dice, &mut new);
    }
    new
}

fn edit_once(dice: &mut Dice, new: &mut Dictionary) {
    let Dictionary { entities, moved, languages, .. } = new;
    if dice.percent(5) {
        languages[1] = language(dice, "tr");
        return;
    }
    let free: Vec<usize> =
        (0..IDS).filter(|&number| !entities.iter().any(|one| one.id == id(number))).collect();
    if entities.is_empty() || !free.is_empty() && dice.percent(15) {
        let number = free[dice.below(free.len())];
        moved.retain(|(old, _)| *old != id(number));
        entities.push(entity(dice, number));
        entities.sort_by(|a, b| a.id.cmp(&b.id));
        return;
    }
    let at = dice.below(entities.len());
    let one = &mut entities[at];
    let which = dice.below(one.aliases.len());
    match dice.below(12) {
        0 | 1 => add_alias(dice, one),
        2 if one.aliases.len() > 1 => {
            one.aliases.remove(which);
        }
        3 | 4 => one.aliases[which].rule = Arc::new(rule(dice)),
        5 | 6 => {
            // One key of a rule alone.
            let (mut changed, other) = ((*one.aliases[which].rule).clone(), rule(dice));
            match dice.below(11) {
                0 => changed.case = other.case,
                1 => changed.prior = other.prior,
                2 => changed.cue_for = other.cue_for,
                3 => changed.require = other.require,
                4 => changed.lang = other.lang,
                5 => changed.kind = other.kind,
                6 => changed.since = other.since,
                7 => changed.forbid = other.forbid,
                8 => changed.defined = other.defined,
                9 => changed.dated = other.dated,
                _ => changed.marks = other.marks,
            }
            one.aliases[which].rule = Arc::new(changed);
        }
        7 => one.name = dice.pick(NAMES).into(),
        8 => match dice.below(3) {
            0 => one.decoy = !one.decoy,
            1 => one.entity_type = dice.pick(TYPES).into(),
            _ => one.relations = relations(dice),
        },
        9 => {
            entities.remove(at);
        }
        10 if !free.is_empty() => {
            let to = id(free[dice.below(free.len())]);
            moved.retain(|(old, _)| *old != to);
            for (_, end) in moved.iter_mut().filter(|(_, end)| *end == one.id) {
                *end = to.clone();
            }
            moved.push((std::mem::replace(&mut one.id, to.clone()), to));
            moved.sort();
            entities.sort_by(|a, b| a.id.cmp(&b.id));
        }
        _ if entities.len() > 1 => {
            // One is joined to another.
            let gone = entities.remove(at);
            let heir = dice.below(entities.len());
            let heir = &mut entities[heir];
            for alias in gone.aliases {
                if !heir.aliases.iter().any(|known| known.text == alias.text) {
                    heir.aliases.push(alias);
                }
            }
            for (_, end) in moved.iter_mut().filter(|(_, end)| *end == gone.id) {
                *end = heir.id.clone();
            }
            moved.push((gone.id, heir.id.clone()));
            moved.sort();
        }
        _ => {}
    }
}

fn text(dice: &mut Dice) -> String {
    chance::text(dice, NAMES, (15, DEFINITIONS), GLUE)
}

fn context(dice: &mut Dice) -> Context {
    Context {
        lang: dice.percent(40).then(|| dice.pick(&["en", "de", "tr"]).into()),
        date: dice.percent(50).then(|| Date {
            year: dice.pick(&[2018, 2020, 2025]),
            month: 0,
            day: 0,
        }),
        ..Context::default()
    }
}

fn annotator(dictionary: &Dictionary) -> Annotator {
    Annotator::new(Arc::new(Gazetteer::compile(dictionary).unwrap()))
}

/// What records say of a candidate.
fn said(gazetteer: &Gazetteer, candidate: &Candidate) -> String {
    let (entity, rule) =
        (gazetteer.entity(candidate.entity), gazetteer.alias(candidate.alias).rule());
    let by: Vec<_> = rule.by.iter().filter(|_| candidate.attributed).map(|by| &by.key).collect();
    let since = rule.since.filter(|_| candidate.attributed);
    format!(
        "{} {} {} {:?} {by:?} {since:?} {:?} {:?} {:?}",
        entity.id(),
        entity.name(),
        entity.entity_type(),
        rule.kind,
        rule.until,
        rule.tone,
        rule.scope
    )
}

/// The ids that a verdict names, those of the old gazetteer led to where they are now, and what is said of them.
fn verdict(
    gazetteer: &Gazetteer,
    moved: &[(EntityId, EntityId)],
    is_new: impl Fn(&str) -> bool,
    verdict: &Verdict,
) -> (String, Vec<String>) {
    let id = |candidate: &Candidate| {
        let id = gazetteer.entity(candidate.entity).id();
        let heir = moved.iter().find(|(old, _)| old.as_str() == id).filter(|_| !is_new(&id));
        heir.map_or(id.to_string(), |(_, heir)| heir.to_string())
    };
    let sort = match verdict {
        Verdict::Entity(_) => "entity",
        Verdict::Ambiguous(_) => "ambiguous",
        Verdict::Nil => "nil",
    };
    let candidates = diff::candidates(verdict);
    let mut ids: Vec<_> = candidates.iter().map(id).collect();
    ids.sort();
    let mut all_said: Vec<_> = candidates.iter().map(|one| said(gazetteer, one)).collect();
    all_said.sort();
    (format!("{sort} {}", ids.join("|")), all_said)
}

type Counts = BTreeMap<Effect, u64>;

/// The obvious way: annotate twice, compare every span.
fn obvious(
    old: &Annotator,
    new: &Annotator,
    moved: &[(EntityId, EntityId)],
    text: &str,
    context: &Context,
) -> Counts {
    let mut spans: BTreeMap<Span, [(String, Vec<String>); 2]> = BTreeMap::new();
    let is_new = |id: &str| new.gazetteer().entities().any(|entity| entity.id() == id);
    for (side, annotator) in [old, new].into_iter().enumerate() {
        for link in annotator.annotate(text, context, &mut Buffers::default()) {
            let moved = if side == 0 { moved } else { &[] };
            let found = verdict(annotator.gazetteer(), moved, is_new, &link.verdict);
            let nil = || [(); 2].map(|()| ("nil ".to_owned(), Vec::new()));
            spans.entry(link.span).or_insert_with(nil)[side] = found;
        }
    }
    let mut counts = Counts::new();
    for [(old, old_said), (new, new_said)] in spans.into_values() {
        let effect = match (old.as_str(), new.as_str()) {
            ("nil ", "nil ") => continue,
            ("nil ", _) => Effect::Gained,
            (_, "nil ") => Effect::Lost,
            _ if old != new => Effect::ReDecided,
            _ if old_said != new_said => Effect::Relabelled,
            _ => continue,
        };
        *counts.entry(effect).or_default() += 1;
    }
    counts
}

fn counts(tally: &Tally) -> Counts {
    let counts = Effect::ALL.map(|effect| (effect, tally.mentions(effect)));
    counts.into_iter().filter(|(_, count)| *count > 0).collect()
}

/// One dictionary, one change of it, some texts. Returns how many texts there were, how many were annotated, and how many differed.
fn check(seed: u64) -> [u64; 3] {
    let dice = &mut Dice::new(seed);
    let old = dictionary(dice);
    let new = edit(dice, &old);
    let (before, after) = (annotator(&old), annotator(&new));
    let differ = Differ::new(before.clone(), after.clone());
    let gazetteer = after.gazetteer();
    let names = gazetteer
        .keys()
        .flat_map(|key| gazetteer.candidates(key).map(move |alias| (key, alias.index())));
    let added: Vec<_> = differ.new_names().map(|(key, alias)| (key, alias.index())).collect();
    assert!(added.into_iter().eq(names.filter(|&(_, alias)| differ.is_new(alias))), "seed {seed}");
    let mut buffers = DiffBuffers::default();
    let mut parts = Vec::new();
    let mut numbers = [0; 3];
    for document in 0..12 {
        let (text, context) = (text(dice), context(dice));
        let one = Text {
            text: &text,
            context: &context,
            place: &|span| diff::Place {
                record: document.to_string(),
                field: span.start.to_string(),
            },
        };
        let quick = differ.diff(&one, &mut buffers);
        let full = differ.diff_in_full(&one, &mut buffers);
        let expected = obvious(&before, &after, &new.moved, &text, &context);
        assert_eq!(counts(&full), expected, "seed {seed}: {text:?}");
        numbers[0] += 1;
        numbers[1] += quick.annotated;
        numbers[2] += u64::from(!expected.is_empty());
        let mut same = quick.clone();
        same.annotated = 1;
        assert_eq!(same, full, "seed {seed}: {text:?}");
        parts.push(quick.at(document));
    }
    let mut forth = Tally::default();
    for part in &parts {
        forth.merge(part.clone());
    }
    let mut back = Tally::default();
    let (mut even, mut odd) = (Tally::default(), Tally::default());
    for (at, part) in parts.into_iter().enumerate().rev() {
        if at % 2 == 0 { even.merge(part) } else { odd.merge(part) }
    }
    back.merge(odd);
    back.merge(even);
    assert_eq!(forth, back, "seed {seed}: parts in another order");
    numbers
}

/// `EXONYM_CASES` tells how many dictionaries; `EXONYM_SEED` where they begin.
#[test]
fn the_quick_way_finds_what_the_obvious_one_finds() {
    let number = |name: &str, otherwise: u64| {
        std::env::var(name).map_or(otherwise, |value| value.parse().expect("a number"))
    };
    let (first, count) = (number("EXONYM_SEED", 1), number("EXONYM_CASES", 3_000));
    println!("seeds {first} to {}", first + count);
    let mut sums = [0; 3];
    for seed in first..first + count {
        let numbers = std::panic::catch_unwind(|| check(seed));
        let numbers = numbers.unwrap_or_else(|_| panic!("seed {seed}"));
        sums.iter_mut().zip(numbers).for_each(|(sum, number)| *sum += number);
    }
    let [texts, annotated, differing] = sums;
    println!("{texts} texts, {annotated} annotated, {differing} differ");
    assert!(count < 100 || annotated * 10 < texts * 9, "some texts are spared");
    assert!(count < 100 || differing * 10 > texts, "many texts differ");
}
