//! `stats`: what is counted, what is listed, what is drawn, and what is refused.

use std::path::Path;

use serde_json::{Value, json};

use crate::run::{Folder, is_as_kept};

fn counted(folder: &Folder, args: &[&str]) -> Value {
    let out = folder.run(&[&["stats", "names", "-f", "json"], args].concat()).done();
    serde_json::from_str(&out).unwrap()
}

#[test]
fn tables_are_as_kept() {
    let folder = Folder::with_more_names("stats-text");
    is_as_kept("stats.txt", &folder.run(&["stats", "names"]).done());
}

#[test]
fn json_counts_the_same() {
    let folder = Folder::with_more_names("stats-json");
    let document = counted(&folder, &[]);
    assert_eq!(document["entities"], 8);
    assert_eq!(document["decoys"], 1);
    let tests = json!({ "hits": 1, "misses": 1, "entities_with_hit": 1, "entities_with_miss": 1 });
    assert_eq!(document["tests"], tests);
    let of_type = |name: &str| {
        let types = document["types"].as_array().unwrap();
        types.iter().find(|of| of["type"] == name).unwrap()
    };
    assert_eq!(of_type("place")["named_in"], json!({ "en": 2, "no": 1 }));
    assert_eq!(of_type("country")["tests"], tests);
    assert_eq!(of_type("decoy")["decoys_only"], true);
    let names = |list: &str| -> u64 {
        document[list].as_array().unwrap().iter().map(|one| one["names"].as_u64().unwrap()).sum()
    };
    // No name of this dictionary has two languages, scripts, kinds or tones.
    for list in ["types", "languages", "scripts", "kinds", "tones", "sources"] {
        assert_eq!(names(list), document["names"].as_u64().unwrap(), "{list}");
    }
}

#[test]
fn what_lacks_a_name_in_a_language_is_listed() {
    let folder = Folder::with_names("stats-lacking");
    let list = folder.run(&["stats", "names", "--lacking", "no"]).done();
    let all_but_the_isle_of_man = "country/ge  Georgia\ncountry/pk  Pakistan\ncountry/tr  Turkey\n\
        group/ttp  Tehreek-e-Taliban Pakistan\nplace/us-ga  Georgia\n";
    assert_eq!(list, all_but_the_isle_of_man);
    assert_eq!(folder.run(&["stats", "names", "--lacking", "en"]).done(), "");
    let document = counted(&folder, &["--lacking", "no"]);
    assert_eq!(document["lang"], "no");
    let georgia = json!({ "id": "place/us-ga", "name": "Georgia", "type": "place" });
    assert_eq!(document["lacking"].as_array().unwrap().last(), Some(&georgia));
}

#[test]
fn layers_are_counted_as_one() {
    let folder = Folder::with_names("stats-layers");
    let more = "schema = 1\nnamespace = \"country\"\ntitle = \"More\"\nlicense = \"CC0-1.0\"\n\
        source.s = { title = \"A <b> & \\\"c\\\"\\u0007\\uFFFF\", url = \"https://example.org\" }\n\
        defaults = { source = \"s\", lang = \"ka\" }\n[entity.ge]\nnames.ka = [\"საქართველო\"]\n";
    folder.write("more/more.toml", more);
    let run = folder.run(&["stats", "names", "more", "-f", "json"]).done();
    let document: Value = serde_json::from_str(&run).unwrap();
    assert_eq!(document["entities"], counted(&folder, &[])["entities"]);
    let scripts = document["scripts"].as_array().unwrap();
    assert!(scripts.iter().any(|one| one["script"] == "Georgian" && one["names"] == 1), "{run}");

    let drawing = folder.run(&["stats", "names", "more", "-f", "svg"]).done();
    assert!(drawing.contains(">A &lt;b&gt; &amp; \"c\"␇\u{fffd}</text>"), "{drawing}");
    let table = folder.run(&["stats", "names", "more"]).done();
    assert!(table.contains("A <b> & \"c\"␇"), "{table}");
}

#[test]
fn nothing_can_be_counted_and_drawn() {
    let folder = Folder::new("stats-nothing");
    folder.write(
        "names/none.toml",
        "schema = 1\nnamespace = \"x\"\ntitle = \"X\"\nlicense = \"CC0-1.0\"\n",
    );
    assert_eq!(counted(&folder, &[])["names"], 0);
    assert!(folder.run(&["stats", "names"]).done().starts_with("entities  0,"));
    assert!(folder.run(&["stats", "names", "-f", "svg"]).done().ends_with("</svg>\n"));
}

#[test]
fn what_cannot_be_counted_is_refused() {
    let folder = Folder::with_names("stats-refused");
    folder.run(&["stats", "nowhere"]).refused(&["nowhere"]);
    // Without a path, the folder `dictionaries` is meant.
    folder.run(&["stats"]).refused(&["dictionaries"]);
    folder.run(&["build", "names", "-o", "names.exo"]);
    folder
        .run(&["stats", "names.exo"])
        .refused(&["names.exo: this is a compiled file", "give the TOML files"]);
    folder
        .run(&["stats", "names", "--lacking", "no language"])
        .refused(&["`no language` is no language tag"]);
    folder
        .run(&["stats", "names", "--lacking", "ur", "-f", "svg"])
        .refused(&["cannot be drawn", "--format text or json"]);
    folder.run(&["stats", "names", "-f", "png"]).refused(&["invalid value 'png'", "svg"]);
    folder.write("names/wrong.toml", "schema = 1\n[entity.x]\nname = 3\n");
    folder.run(&["stats", "names"]).refused(&[
        "cannot be counted as they stand",
        "names/wrong.toml",
        "error[wrong-type]",
    ]);
}

/// `EXONYM_BLESS=1` draws it anew. `EXONYM_STALE=1` lets an old drawing pass: whoever adds a name in a browser cannot draw.
#[test]
fn the_drawing_of_the_dictionaries_is_up_to_date() {
    if std::env::var_os("EXONYM_STALE").is_some() {
        println!("skipped: EXONYM_STALE lets an old drawing pass");
        return;
    }
    let dictionaries = Path::new(env!("CARGO_MANIFEST_DIR")).join("../dictionaries");
    let folder = Folder::new("stats-drawing");
    let drawing = folder.run(&["stats", dictionaries.to_str().unwrap(), "-f", "svg"]).done();
    is_as_kept("../../../dictionaries/coverage.svg", &drawing);
}
