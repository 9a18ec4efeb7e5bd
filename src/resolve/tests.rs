//! Random texts and dictionaries: every short way says what the long one does.

use crate::language::{Language, shipped};
use crate::span::Span;
use std::sync::{Arc, LazyLock};

use super::cues::{CueIndex, CueList};
use super::hits::{CueHits, gather};
use super::search::CueSearch;
use super::*;
use crate::diagnostic::{Place, SourceFile};
use crate::dice::Dice;
use crate::dictionary::{Alias, Case, Dictionary, Entity, Relation, Within};
use crate::id::EntityId;
use crate::scan::{ScanBuffers, Scanner};

static LANGUAGES: LazyLock<Vec<Language>> = LazyLock::new(shipped);

const NAMES: &[&str] = &[
    "Pakistan",
    "TTP",
    "T.T.P.",
    "BLA",
    "Balochistan Liberation Army",
    "Fitna al Hindustan",
    "Hindustan",
    "Turkey",
    "turkey",
    "Türkei",
    "Isle of Man",
    "US",
    "U.S.",
    "طالبان",
    "土耳其",
    "Georgia",
];

const GLUE: &[&str] = &[
    " ",
    " ",
    ", ",
    ". ",
    "\n",
    "\n\n",
    " (",
    ") ",
    "’s ",
    "-",
    "“",
    "” ",
    "\" ",
    ", also known as ",
    ", or ",
    "Bank of ",
    "Balochistan Lumber Authority (BLA)",
    "Thrombotic Tissue Purpura (“TTP”)",
    " militants ",
    " Ṁilitancy ",
    "xgravy ",
    " gravy-boat",
    " said, ",
    " (talks) ",
    "The ministers of both countries met for a third day of talks in the capital on Friday. ",
];

const CUES: &[&str] =
    &["militants", "milit", "gravy", "said", "talks", "capital", "of both", "the"];

/// So many ids there are.
const IDS: usize = 9;

fn id(number: usize) -> EntityId {
    EntityId::new("x", &number.to_string()).unwrap()
}

fn cues(dice: &mut Dice, chance: usize) -> Vec<Cue> {
    let mut cues = Vec::new();
    while cues.len() < 5 && dice.percent(chance) {
        cues.push(match dice.below(5) {
            0 | 1 => Cue::Word(dice.pick(CUES).into()),
            2 | 3 => Cue::Stem(dice.pick(CUES).into()),
            _ => Cue::Entity(id(dice.below(IDS))),
        });
    }
    cues
}

fn rule(dice: &mut Dice) -> Rule {
    let date = |dice: &mut Dice| {
        dice.percent(20).then(|| Date { year: dice.pick(&[2019, 2024]), month: 7, day: 31 })
    };
    Rule {
        kind: dice.pick(&[Kind::Name, Kind::Name, Kind::Acronym]),
        lang: dice.pick(&["und", "en", "en", "de", "ur"]).into(),
        since: date(dice),
        until: date(dice),
        dated: dice.percent(10),
        case: dice.pick(&[Case::Smart, Case::Smart, Case::Fold]),
        prior: dice.pick(&[500, 500, 350, 250, 900, 50]),
        defined: dice.percent(20),
        require: cues(dice, 12),
        forbid: cues(dice, 8),
        cue_for: cues(dice, 60),
        cue_against: cues(dice, 40),
        within: dice.pick(&[Within::Document, Within::Paragraph, Within::Sentence]),
        ..Rule::default()
    }
}

fn entity(dice: &mut Dice, number: usize) -> Entity {
    let place = Place {
        file: Arc::new(SourceFile { name: String::new(), text: String::new() }),
        span: Span::default(),
    };
    let kinds = [Relation::Member, Relation::Related, Relation::DistinctFrom];
    let mut names = NAMES.to_vec();
    let mut alias = |dice: &mut Dice| {
        let text = names.swap_remove(dice.below(names.len())).to_owned();
        let rule = if dice.percent(30) { Rule::default() } else { rule(dice) };
        Alias { text, rule: Arc::new(rule), place: place.clone() }
    };
    let aliases: Vec<_> = (0..=dice.below(5)).map(|_| alias(dice)).collect();
    Entity {
        id: id(number),
        name: aliases[0].text.clone(),
        labels: Vec::new(),
        entity_type: dice.pick(&["country", "armed-group", "class", ""]).into(),
        ids: Vec::new(),
        sources: Vec::new(),
        aliases,
        relations: (0..dice.below(3)).map(|_| (dice.pick(&kinds), id(dice.below(IDS)))).collect(),
        decoy: dice.percent(25),
        note: String::new(),
        hits: Vec::new(),
        misses: Vec::new(),
        place: place.clone(),
    }
}

fn entities(dice: &mut Dice) -> Vec<Entity> {
    let mut entities = Vec::new();
    for number in 0..IDS {
        if dice.percent(70) {
            entities.push(entity(dice, number));
        }
    }
    entities
}

fn compile(entities: Vec<Entity>) -> Arc<Gazetteer> {
    let languages = LANGUAGES.clone();
    let dictionary = Dictionary { entities, languages, ..Dictionary::default() };
    Arc::new(Gazetteer::compile(&dictionary).unwrap())
}

fn gazetteer(dice: &mut Dice) -> Arc<Gazetteer> {
    compile(entities(dice))
}

fn text(dice: &mut Dice) -> String {
    let mut text = String::new();
    for _ in 0..=dice.below(15) {
        match dice.below(12) {
            0 => text.push_str(&dice.pick(NAMES).to_uppercase()),
            1 => text.push_str(&dice.pick(NAMES).to_lowercase()),
            _ => text.push_str(dice.pick(NAMES)),
        }
        for _ in 0..=dice.below(2) {
            text.push_str(dice.pick(GLUE));
        }
    }
    if dice.percent(15) { text.to_uppercase() } else { text }
}

fn context(dice: &mut Dice) -> Context {
    Context {
        lang: dice.percent(40).then(|| dice.pick(&["en", "de"]).into()),
        date: dice.percent(50).then(|| Date {
            year: dice.pick(&[2018, 2020, 2025]),
            month: 0,
            day: 0,
        }),
        nested: dice.percent(30),
        explain: false,
        without: EvidenceSet::default(),
        min_score: if dice.percent(20) { 930 } else { 0 },
    }
}

/// Checks as many cases as `EXONYM_CASES` says, each with its own seed; `EXONYM_SEED` moves them all.
fn run(check: impl Fn(u64, &mut Dice)) {
    let number = |name: &str| std::env::var(name).ok().and_then(|value| value.parse().ok());
    let first = number("EXONYM_SEED").unwrap_or(0) << 32;
    for seed in first..first + number("EXONYM_CASES").unwrap_or(1_000) {
        check(seed, &mut Dice::new(seed));
    }
}

#[test]
fn verdicts_are_those_of_weighing_everything() {
    run(|seed, dice| {
        let gazetteer = gazetteer(dice);
        let (scanner, resolver) = (Scanner::new(&gazetteer), Resolver::new(&gazetteer));
        let (mut scan, mut mentions) = (ScanBuffers::default(), Vec::new());
        let mut buffers = ResolveBuffers::default();
        for _ in 0..4 {
            let (text, context) = (text(dice), context(dice));
            scanner.scan(&gazetteer, &text, &mut scan, &mut mentions);
            let folded = Some(scan.folded());
            let mut links = |context: &Context| {
                resolver.resolve_folded(&gazetteer, &text, folded, &mentions, context, &mut buffers)
            };
            let quick = links(&context);
            let mut weighed = links(&Context { explain: true, ..context.clone() });
            assert!(weighed.iter().all(|link| !link.stories.is_empty()), "seed {seed}: {text:?}");
            for link in &mut weighed {
                link.stories.clear();
            }
            assert_eq!(quick, weighed, "seed {seed}: {text:?}, {context:?}");
            let without_fold = resolver.resolve(&gazetteer, &text, &mentions, &context);
            assert_eq!(quick, without_fold, "seed {seed}: {text:?}, {context:?}");
        }
    });
}

/// The names that a text of this date may have, and nothing that says so: what `dated` means, in the obvious way.
fn of_the_time(mut entities: Vec<Entity>, date: Option<Date>) -> Vec<Entity> {
    for entity in &mut entities {
        entity.aliases.retain(|alias| {
            let Rule { since, until, dated, .. } = *alias.rule;
            let is_after =
                |since: Date| date.is_some_and(|date| date.last_day() >= since.first_day());
            let is_before =
                |until: Date| date.is_some_and(|date| date.first_day() <= until.last_day());
            !dated || (date.is_some() && since.is_none_or(is_after) && until.is_none_or(is_before))
        });
        for alias in &mut entity.aliases {
            Arc::make_mut(&mut alias.rule).dated = false;
        }
    }
    entities
}

/// Each link with its entities and their names, as numbers differ between gazetteers.
fn told(gazetteer: &Gazetteer, links: &[Link]) -> Vec<String> {
    let name = |candidate: &Candidate| {
        let alias = gazetteer.alias(candidate.alias);
        let id = gazetteer.entity(candidate.entity).id().to_string();
        (id, alias.text().to_owned(), candidate.attributed)
    };
    let told = links.iter().map(|link| {
        let meant: Vec<_> = match &link.verdict {
            Verdict::Entity(only) => vec![name(only)],
            Verdict::Ambiguous(several) => several.iter().map(name).collect(),
            Verdict::Nil => Vec::new(),
        };
        format!("{:?} {meant:?} {} {}", link.span, link.score, link.quoted)
    });
    told.collect()
}

#[test]
fn names_of_another_time_are_as_good_as_none() {
    run(|seed, dice| {
        let entities = entities(dice);
        let whole = compile(entities.clone());
        let (scanner, resolver) = (Scanner::new(&whole), Resolver::new(&whole));
        for _ in 0..2 {
            let (text, context) = (text(dice), context(dice));
            let rest = compile(of_the_time(entities.clone(), context.date));
            let links = |gazetteer: &Gazetteer, scanner: &Scanner, resolver: &Resolver| {
                let (mut scan, mut mentions) = (ScanBuffers::default(), Vec::new());
                scanner.scan(gazetteer, &text, &mut scan, &mut mentions);
                told(gazetteer, &resolver.resolve(gazetteer, &text, &mentions, &context))
            };
            assert_eq!(
                links(&whole, &scanner, &resolver),
                links(&rest, &Scanner::new(&rest), &Resolver::new(&rest)),
                "seed {seed}: {text:?}, {context:?}"
            );
        }
    });
}

#[test]
fn cues_sought_by_sets_are_those_found_all_at_once() {
    run(|seed, dice| {
        let gazetteer = gazetteer(dice);
        let index = CueIndex::new(&gazetteer);
        let text = text(dice);
        let mut folded = FoldedText::default();
        folded.fold(&text);
        let all = gather(&text, index.affixes(), &folded, &[], |found| {
            index.words().find(&folded, found);
        });
        for number in 0..gazetteer.rules().len() as u32 {
            let cues = index.of_rule(number);
            for list in [&cues.require, &cues.forbid, &cues.for_it, &cues.against_it] {
                // Another one for each list, as one looks for all at once in the end.
                let search = CueSearch::new(&index, &text, Some(&folded), &[]);
                assert_eq!(
                    places(list, search.hits(list), &text),
                    places(list, &all, &text),
                    "seed {seed}: {list:?} in {text:?}"
                );
            }
        }
    });
}

/// Where each cue of a list stands first from each place of the text on.
fn places(list: &CueList, hits: &CueHits, text: &str) -> Vec<Option<Span>> {
    let quiet = reach::Quiet::default();
    let from = |at: usize| {
        let reach = reach::Reach::new(text, Span::new(at, at), Within::Sentence, &quiet);
        let first = |number| [hits.first_word(number, &reach), hits.first_stem(number, &reach)];
        let numbers = list.targets.iter().filter_map(|target| target.number());
        numbers.flat_map(first).collect::<Vec<_>>()
    };
    text.char_indices().step_by(5).flat_map(|(at, _)| from(at)).collect()
}
