//! Dictionaries laid over a compiled one say what all of them say that are compiled together: the same names and entities, mentions and
//! links, look-ups and problems, on random dictionaries and texts.

#[path = "../chance/mod.rs"]
mod chance;
mod told;
mod world;

use std::collections::BTreeSet;
use std::sync::Arc;

use exonym::diagnostic::{Diagnostic, Severity};
use exonym::dictionary::{Layer, Reading, read};
use exonym::fold::FoldedText;
use exonym::gazetteer::{AliasRef, EntityRef, Gazetteer};
use exonym::scan::{PlainScanner, ScanBuffers};
use exonym::{Annotator, Buffers};

use self::chance::Dice;
use self::told::{of_alias, of_entity, of_found, of_link, of_mention};
use self::world::{NAMES, NAMESPACES, SLUGS, World, context, layer, text};

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
