//! `lookup`: whom a name may mean, and what else they are called.

use serde_json::json;

use crate::run::{Folder, Run};

#[track_caller]
fn lookup(folder: &Folder, args: &[&str]) -> Run {
    folder.run(&[&["lookup", "-d", "names"], args].concat())
}

/// What is shown of each entity: its first line, and by which names it was found.
#[track_caller]
fn found(folder: &Folder, args: &[&str]) -> Vec<String> {
    let out = lookup(folder, args).done();
    let is_head = |line: &str| !line.starts_with(' ') || line.starts_with("  found by ");
    out.lines().filter(|line| !line.is_empty() && is_head(line)).map(str::to_owned).collect()
}

#[test]
fn a_name_is_shown_with_all_others_and_who_uses_them_since_when_and_where_it_was_read() {
    let folder = Folder::with_names("lookup-name");
    let expected = r#"group/ttp Tehreek-e-Taliban Pakistan (armed-group)
  found by "TTP"
  designation, en, pejorative: Fitna al Khwarij
    used by Ministry of Interior, Government of Pakistan, from 2024-07-31
    source: UN Security Council consolidated list, https://scsanctions.un.org/consolidated/
  name, en: Tehreek-e-Taliban Pakistan
    source: UN Security Council consolidated list, https://scsanctions.un.org/consolidated/
  acronym, en: TTP
    source: UN Security Council consolidated list, https://scsanctions.un.org/consolidated/
  the entity is in: UN Security Council consolidated list, https://scsanctions.un.org/consolidated/

decoy/ttp-purpura thrombotic thrombocytopenic purpura (decoy, a rival sense: it is never reported)
  found by "TTP"
  name, en: thrombotic thrombocytopenic purpura
    source: Clinical Laboratory Science, https://clsjournal.ascls.org/content/33/3/55.full.txt
  acronym, en: TTP
    source: Clinical Laboratory Science, https://clsjournal.ascls.org/content/33/3/55.full.txt
  the entity is in: Clinical Laboratory Science, https://clsjournal.ascls.org/content/33/3/55.full.txt

"#;
    assert_eq!(lookup(&folder, &["TTP"]).done(), expected);
}

#[test]
fn an_id_is_shown_with_registers_labels_relations_and_every_sort_of_name() {
    let folder = Folder::with_more_names("lookup-id");
    let expected = "country/gb United Kingdom (country)
  m49: 826
  label in ur: برطانیہ
  distinct-from: Georgia (country/ge)
  name, en, broad: Britain
    source: Our style book, 2026-01-05
  demonym, en: British
    source: Our style book, 2026-01-05
  former, en: British Empire
    until 1997
    source: Our style book, 2026-01-05
  name, en, narrow: England
    source: Our style book, 2026-01-05
  code, en: GBR
    source: Our style book, 2026-01-05
  name, en: United Kingdom
    source: Our style book, 2026-01-05
  the entity is in: Our style book, 2026-01-05

";
    assert_eq!(lookup(&folder, &["country/gb"]).done(), expected);
    assert_eq!(lookup(&folder, &["country/uk"]).done(), expected, "an id that was given up");
}

#[test]
fn names_are_found_as_texts_spell_them() {
    let folder = Folder::with_names("lookup-fold");
    let cases = [
        ("Türkiye", "Türkiye"),
        ("TÜRKİYE", "Türkiye"),
        ("turkiye", "Türkiye"),
        ("TURKEY", "Turkey"),
    ];
    for (typed, name) in cases {
        let expected = ["country/tr Turkey (country)", &format!("  found by \"{name}\"")];
        assert_eq!(found(&folder, &[typed]), expected, "{typed}");
    }
    let group = "group/ttp Tehreek-e-Taliban Pakistan (armed-group)";
    for typed in ["tehreek e taliban pakistan", "Tehreek–e–Taliban Pakistan"] {
        assert_eq!(found(&folder, &[typed])[0], group, "{typed}");
    }
}

#[test]
fn blanks_around_and_in_a_name_are_not_part_of_it() {
    let folder = Folder::with_names("lookup-blanks");
    let expected = lookup(&folder, &["Turkey"]).done();
    for typed in ["  turkey ", "\tTURKEY\n"] {
        assert_eq!(lookup(&folder, &[typed]).done(), expected, "{typed:?}");
    }
    let by_id = lookup(&folder, &[" country/tr "]).done();
    assert_eq!(by_id, lookup(&folder, &["country/tr"]).done());
    let group = lookup(&folder, &["Fitna  al\nKhwarij"]).done();
    assert!(group.starts_with("group/ttp "), "{group}");
}

/// A pattern stands for many spellings, and an entity is in many sources.
#[test]
fn many_spellings_and_many_sources_can_be_read() {
    let folder = Folder::new("lookup-many");
    let text = r#"schema    = 1
namespace = "group"
title     = "Groups"
license   = "CC0-1.0"
defaults  = { lang = "en" }
[source]
one = { title = "A list", date = 2026-01-05 }
two = { title = "Another list", date = 2026-01-06 }
[entity.ttp]
name   = "Tehreek-e-Taliban Pakistan"
source = ["one", "two"]
[[entity.ttp.alias]]
text   = "Fit{na|ne|nat|nah} {al|ul|el|e} {Khawarij|Khwarij|Khawarej}"
source = "one"
[[entity.ttp.alias]]
text   = "Fitna{,s,e,t,h,a,i,o,u,x,y,z,w}"
kind   = "nickname"
source = "two"
"#;
    folder.write("names/groups.toml", text.replace('|', ","));
    let shown = lookup(&folder, &["group/ttp"]).done();
    let expected = "group/ttp Tehreek-e-Taliban Pakistan (entity)
  nickname, en: Fitna · Fitnaa · Fitnae · Fitnah · Fitnai · Fitnao · Fitnas · Fitnat · Fitnau ·
    Fitnaw · Fitnax · Fitnay · Fitnaz
    source: Another list, 2026-01-06
  name, en: Fitna al Khawarej · Fitna al Khawarij · Fitna al Khwarij · Fitna e Khawarej ·
    Fitna e Khawarij · Fitna e Khwarij · Fitna el Khawarej · Fitna el Khawarij · Fitna el Khwarij ·
    Fitna ul Khawarej · Fitna ul Khawarij · Fitna ul Khwarij
    and 36 spellings more; --all shows them
    source: A list, 2026-01-05
  name, en: Tehreek-e-Taliban Pakistan
    source: A list, 2026-01-05
    source: Another list, 2026-01-06
  the entity is in:
    A list, 2026-01-05
    Another list, 2026-01-06

";
    assert_eq!(shown, expected);
    let all = lookup(&folder, &["--all", "group/ttp"]).done();
    assert_eq!(all.matches("Fit").count(), 48 + 13);
    let widest = all.lines().filter(|line| line.contains(" · ")).map(|line| line.chars().count());
    assert!(widest.max() <= Some(100), "{all}");
}

#[test]
fn one_name_may_mean_several() {
    let folder = Folder::with_names("lookup-several");
    let by = "  found by \"Georgia\"";
    let expected = ["country/ge Georgia (country)", by, "place/us-ga Georgia (place)", by];
    assert_eq!(found(&folder, &["Georgia"]), expected);
}

#[test]
fn prefix_finds_names_that_begin_so() {
    let folder = Folder::with_names("lookup-prefix");
    let turkey = "country/tr Turkey (country)";
    let (by_turkey, by_turkiye) = ("  found by \"Turkey\"", "  found by \"Türkiye\"");
    assert_eq!(found(&folder, &["--prefix", "tur"]), [turkey, by_turkey, by_turkiye]);
    assert_eq!(found(&folder, &["--prefix", "TÜRKI"]), [turkey, by_turkiye]);
    assert_eq!(found(&folder, &["--prefix", "tur", "--limit", "1"]), [turkey, by_turkey]);
    // A rival sense comes last, wherever its name sorts.
    let heads = found(&folder, &["--prefix", "t"]);
    assert!(heads.iter().any(|line| line == "  found by \"TTP\""), "{heads:?}");
    let rival = heads.iter().position(|line| line.contains("a rival sense")).expect("a rival");
    assert!(heads[rival + 1..].iter().all(|line| line.starts_with("  found by ")), "{heads:?}");
}

#[test]
fn fuzzy_finds_names_with_one_or_two_letters_wrong() {
    let folder = Folder::with_names("lookup-fuzzy");
    let turkey = "country/tr Turkey (country)";
    let one = "  found by \"Turkey\", one letter wrong";
    let two = "  found by \"Turkey\", 2 letters wrong";
    assert_eq!(found(&folder, &["--fuzzy", "1", "Turkei"]), [turkey, one]);
    assert_eq!(found(&folder, &["--fuzzy", "2", "Turkei"]), [turkey, one]);
    assert_eq!(found(&folder, &["--fuzzy", "2", "Trukey"]), [turkey, two]);
    assert_eq!(found(&folder, &["--fuzzy", "1", "turkey"]), [turkey, "  found by \"Turkey\""]);
    lookup(&folder, &["--fuzzy", "1", "Trukey"]).told(1, &["Trukey: no such name or id\n"]);
}

#[test]
fn what_is_not_found_is_told_and_costs_nobody_else_anything() {
    let folder = Folder::with_names("lookup-missing");
    let run = lookup(&folder, &["Ruritania"]);
    let run = run.told(1, &["Ruritania: no such name or id; --prefix finds names that begin so\n"]);
    assert_eq!(run.out, "");
    lookup(&folder, &["Turkye"]).told(1, &["Turkye: no such name or id; did you mean T"]);
    for args in [&["country/zz"][..], &["--prefix", "zz"], &[""], &["--fuzzy", "2", ""]] {
        let run = lookup(&folder, args).told(1, &[": no such name or id"]);
        assert_eq!(run.out, "", "{args:?}");
    }
    let run = lookup(&folder, &["Pakistan", "Ruritania", "country/tr"]).told(1, &["Ruritania: "]);
    let ids: Vec<_> = run.out.lines().filter(|line| line.starts_with("country/")).collect();
    assert_eq!(ids, ["country/pk Pakistan (country)", "country/tr Turkey (country)"]);
}

#[test]
fn flags_of_lookup_that_cannot_be_meant() {
    let folder = Folder::with_names("lookup-flags");
    let cases: [(&[&str], &str); 6] = [
        (&["--prefix", "--fuzzy", "1", "Turkey"], "cannot be used with"),
        (&["--fuzzy", "3", "Turkey"], "3 is not in 1..=2"),
        (&["--fuzzy", "0", "Turkey"], "0 is not in 1..=2"),
        (&["--limit", "0", "Turkey"], "0 is not in 1.."),
        (&["--format", "html", "Turkey"], "possible values: text, json"),
        (&[], "<NAME|ID>"),
    ];
    for (args, said) in cases {
        lookup(&folder, args).refused(&[said]);
    }
}

#[test]
fn json_has_an_entity_a_line() {
    let folder = Folder::with_more_names("lookup-json");
    let json = |args: &[&str]| lookup(&folder, &[&["--format", "json"], args].concat()).records();

    let ttp = json(&["ttp"]);
    assert_eq!(ttp.len(), 2);
    assert_eq!((&ttp[0]["entity"], &ttp[0]["decoy"]), (&json!("group/ttp"), &json!(false)));
    assert_eq!((&ttp[1]["entity"], &ttp[1]["decoy"]), (&json!("decoy/ttp-purpura"), &json!(true)));
    assert_eq!(ttp[0]["found"], json!([{ "text": "TTP", "distance": 0 }]));
    let source = json!({
        "key": "un-list",
        "title": "UN Security Council consolidated list",
        "date": null,
        "url": "https://scsanctions.un.org/consolidated/",
    });
    let designation = json!({
        "text": "Fitna al Khwarij",
        "kind": "designation",
        "lang": "en",
        "by": [{ "key": "pk-moi", "name": "Ministry of Interior, Government of Pakistan" }],
        "since": "2024-07-31",
        "until": null,
        "dated": false,
        "scope": "exact",
        "tone": "pejorative",
        "sources": [source],
    });
    assert_eq!(ttp[0]["names"][0], designation);
    assert_eq!(ttp[0]["names"].as_array().unwrap().len(), 3);

    let gb = &json(&["country/uk"])[0];
    assert_eq!((&gb["entity"], &gb["name"]), (&json!("country/gb"), &json!("United Kingdom")));
    assert_eq!((&gb["type"], &gb["found"]), (&json!("country"), &json!([])));
    assert_eq!((&gb["ids"]["m49"], &gb["labels"]["ur"]), (&json!("826"), &json!("برطانیہ")));
    assert_eq!(gb["relates"], json!([{ "relation": "distinct-from", "entity": "country/ge" }]));

    let fuzzy = &json(&["--fuzzy", "2", "Trukey"])[0];
    assert_eq!(fuzzy["found"], json!([{ "text": "Turkey", "distance": 2 }]));
}

#[test]
fn the_embedded_dictionaries_know_who_is_called_what() {
    let folder = Folder::new("lookup-embedded");
    let out = folder.run(&["lookup", "Fitna al Khwarij"]).done();
    assert!(out.starts_with("group/ttp Tehreek-e-Taliban Pakistan (armed-group)\n"), "{out}");
    for part in ["pejorative", "used by ", "from 2024-07-31", "source: "] {
        assert!(out.contains(part), "no {part} in\n{out}");
    }
    assert_eq!(folder.run(&["lookup", "group/ttp"]).done().matches("group/ttp ").count(), 1);
}
