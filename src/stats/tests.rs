use super::*;
use crate::samples;

const TOML: &str = r#"
schema    = 1
namespace = "group"
title     = "Groups"
license   = "CC0-1.0"
defaults  = { type = "armed-group", lang = "en", source = "un" }
[source]
un  = { title = "A list", url = "https://example.org/list" }
geo = { title = "A paper", url = "https://example.org/paper" }
[agent]
moi = "A ministry"

[entity.ttp]
name = "Tehreek-e-Taliban Pakistan"
[entity.ttp.names]
en = ["Pakistan{,i} Tal{e,i}ban", "Tehrik-e-Taliban", "Tehrik e Taliban"]
[entity.ttp.names.ur]
source = ["geo", "un"]
text = ["تحریک طالبان"]
[[entity.ttp.alias]]
text   = "Fitna"
kind   = "designation"
by     = "moi"
since  = 2024-07-31
tone   = "pejorative"
source = "geo"
[entity.ttp.test]
hit  = ["The [Fitna]", "A [Pakistani Taliban]"]
miss = ["a fitna"]

[entity.other]
name = "Other"
[entity.other.names]
zh-Hant = ["其他"]

# Of the same type, so that rival senses are told apart within one.
[entity.rival]
name  = "Rival"
decoy = true

[entity.bird]
name  = "bird"
type  = "animal"
decoy = true
"#;

fn dictionary() -> Dictionary {
    samples::dictionary(&[TOML])
}

fn shown(counts: &[(String, Count)]) -> Vec<String> {
    let show = |(group, count): &(String, Count)| {
        let Count { entities, entries, names, forms } = count;
        format!("{group}: {entities} entities, {entries} entries, {names} names, {forms} forms")
    };
    counts.iter().map(show).collect()
}

#[test]
fn entries_forms_and_names_are_three_things() {
    let statistics = Statistics::of(&dictionary());
    // A pattern of four forms is one entry; two spellings that fold together are one name.
    assert_eq!(statistics.total, Count { entities: 4, entries: 10, names: 12, forms: 13 });
    assert_eq!(statistics.decoys, 2);
    assert_eq!(
        shown(&statistics.by_language),
        [
            "en: 4 entities, 8 entries, 10 names, 11 forms",
            "ur: 1 entities, 1 entries, 1 names, 1 forms",
            "zh-Hant: 1 entities, 1 entries, 1 names, 1 forms",
        ]
    );
    assert_eq!(
        shown(&statistics.by_script),
        [
            "Latin: 4 entities, 8 entries, 10 names, 11 forms",
            "Arabic: 1 entities, 1 entries, 1 names, 1 forms",
            "Han: 1 entities, 1 entries, 1 names, 1 forms",
        ]
    );
    assert_eq!(
        shown(&statistics.by_tone)[1],
        "pejorative: 1 entities, 1 entries, 1 names, 1 forms"
    );
    assert_eq!(
        shown(&statistics.by_kind)[1],
        "designation: 1 entities, 1 entries, 1 names, 1 forms"
    );
}

#[test]
fn a_name_counts_for_each_of_its_sources() {
    let statistics = Statistics::of(&dictionary());
    let sources: Vec<_> =
        statistics.by_source.iter().map(|(source, count)| (&*source.key, count.names)).collect();
    assert_eq!(sources, [("un", 11), ("geo", 2)]);
}

#[test]
fn types_know_their_tests_and_languages() {
    let statistics = Statistics::of(&dictionary());
    let groups = &statistics.by_type[0];
    assert_eq!((&*groups.namespace, &*groups.entity_type), ("group", "armed-group"));
    assert!(!groups.decoys_only && statistics.by_type[1].decoys_only);
    let named_in: Vec<_> = groups.named_in.iter().map(|(lang, n)| (lang.as_str(), *n)).collect();
    assert_eq!(named_in, [("en", 2), ("ur", 1), ("zh-Hant", 1)]);
    assert_eq!(statistics.by_type[1].named_in, []);
    let tests = Tests { hits: 2, misses: 1, entities_with_hit: 1, entities_with_miss: 1 };
    assert_eq!((groups.tests, statistics.tests), (tests, tests));
}

#[test]
fn a_language_covers_its_varieties_and_rival_senses_lack_nothing() {
    let dictionary = dictionary();
    let ids = |tag| {
        lacking(&dictionary, tag).iter().map(|entity| entity.id.to_string()).collect::<Vec<_>>()
    };
    assert_eq!(ids("zh"), ["group/ttp"]);
    assert_eq!(ids("zh-Hant"), ["group/ttp"]);
    assert_eq!(ids("zh-Hans"), ["group/other", "group/ttp"]);
    assert_eq!(ids("UR"), ["group/other"]);
    assert_eq!(ids("en"), [""; 0]);
}

#[test]
fn nothing_is_nothing() {
    assert_eq!(Statistics::of(&Dictionary::default()).total, Count::default());
}
