//! `eval --fit`: what gold teaches, as a dictionary to review.

use serde_json::{Value, json};

use crate::eval::{eval, report};
use crate::run::Folder;

/// Texts with one name each: in nine of twelve it is the group's, in the others something else. Only priors speak.
fn sightings() -> String {
    let line = |at: usize| {
        let mention = r#"{"start":4,"end":7,"entity":"group/ttp"}"#;
        let mentions = if at < 9 { mention } else { "" };
        format!("{{\"text\":\"The TTP was seen {at} times.\",\"mentions\":[{mentions}]}}\n")
    };
    (0..12).map(line).collect()
}

/// Georgia twelve times as the state and twelve times as the other one, each with a word of its own; all else is in both.
fn two_georgias() -> String {
    let line = |at: usize| {
        let (entity, word) = if at.is_multiple_of(2) {
            ("country/ge", "Svaneti")
        } else {
            ("place/us-ga", "peachtrees")
        };
        format!(
            "{{\"text\":\"Georgia: {word} in {at}, zucchini.\",\"mentions\":[{{\"start\":0,\"end\":7,\"entity\":\"{entity}\"}}]}}\n"
        )
    };
    (0..24).map(line).collect()
}

/// With the gold; of the places there are none, or the second Georgia alone: no check lets all of them pass.
fn fit_folder(test: &str, gold: &str, places: &str) -> Folder {
    let folder = Folder::with_names(test);
    let all = folder.read("names/places.toml");
    let head = &all[..all.find("[entity").unwrap()];
    match places {
        "" => std::fs::remove_file(folder.path("names/places.toml")).unwrap(),
        _ => folder.write("names/places.toml", format!("{head}{places}")),
    }
    folder.write("gold.jsonl", gold);
    folder
}

const SECOND_GEORGIA: &str = "[entity.us-ga]\nname = \"Georgia\"\n";

/// `precision 9/12`, of one file.
fn strict(files: &Value) -> String {
    let strict = &files[0]["figures"]["strict"];
    format!("{} {}", strict["precision_of"], strict["recall_of"])
}

#[test]
fn priors_are_learned_told_and_measured() {
    let folder = fit_folder("eval-fit", &sightings(), "");
    let run = eval(&folder, &["gold.jsonl", "--fit", "fit", "--format", "json"]);
    // (1000 · 9 + 4 · 450) / (12 + 4) = 675, and (1000 · 3 + 4 · 450) / (12 + 4) = 300.
    let run = run.told(
        0,
        &[
            "fit/decoy.toml: written",
            "fit/group.toml: written",
            "exonym: “TTP”, group/ttp: prior 450 → 680: meant 9 of 12 times where nothing else speaks, another 3",
            "exonym: “TTP”, decoy/ttp-purpura: prior 450 → 300: meant 3 of 12 times where nothing else speaks, another 9",
        ],
    );
    let report = run.records().remove(0);
    // Two senses that are too close to call; then the more frequent one, always.
    assert_eq!(strict(&report["files"]), "[0,0] [0,9]");
    let fit = &report["fit"];
    assert_eq!(fit["folder"], "fit");
    assert_eq!(strict(&fit["after"]), "[9,12] [9,9]");
    assert_eq!(strict(&fit["held_out"]), "[9,12] [9,9]");
    let prior = json!({ "old": 450, "new": 680, "right": 9, "other": 3, "none": 0, "alone": true });
    let group = fit["names"].as_array().unwrap().iter().find(|row| row["entity"] == "group/ttp");
    let row = json!({ "entity": "group/ttp", "name": "TTP", "prior": prior, "cues": null, "refused": null });
    assert_eq!(group, Some(&row));

    for name in folder.list("fit") {
        crate::run::is_as_kept(&format!("fit/{name}"), &folder.read(&format!("fit/{name}")));
    }
    folder.run(&["check", "--strict", "names", "fit"]).told(0, &["no problems"]);
    assert_eq!(folder.run(&["fmt", "--check", "fit"]).done(), "");
    let again = eval(&folder, &["-d", "fit", "-q", "--format", "json", "gold.jsonl"]);
    assert_eq!(strict(&again.records()[0]["files"]), "[9,12] [9,9]");
}

#[test]
fn what_is_known_by_heart_is_worth_nothing_elsewhere() {
    let five: String = sightings().split_inclusive('\n').take(5).collect();
    let folder = fit_folder("eval-fit-heart", &five, "");
    let fit = &report(&folder, &["gold.jsonl", "--fit", "fit"])["fit"];
    assert_eq!(strict(&fit["after"]), "[5,5] [5,5]");
    // Without one part or another there are fewer than five.
    assert_eq!(strict(&fit["held_out"]), "[0,0] [0,5]");
}

#[test]
fn cues_are_learned_where_they_hold_elsewhere() {
    let folder = fit_folder("eval-fit-cues", &two_georgias(), SECOND_GEORGIA);
    let report = report(&folder, &["gold.jsonl", "--fit", "fit"]);
    let fit = &report["fit"];
    let names = fit["names"].as_array().unwrap();
    let row = |entity: &str| names.iter().find(|row| row["entity"] == entity).unwrap();
    // Each is meant in half of the texts, so that no prior changes; nobody could tell them apart.
    assert_eq!(row("country/ge")["prior"], Value::Null);
    let cues = json!({ "for": ["Svaneti"], "against": ["peachtrees"], "without": 0, "with": 24, "of": 24 });
    assert_eq!(row("country/ge")["cues"], cues);
    assert_eq!(row("place/us-ga")["cues"]["for"], json!(["peachtrees"]));
    assert_eq!(strict(&report["files"]), "[0,0] [0,24]");
    assert_eq!(strict(&fit["after"]), "[24,24] [24,24]");
    assert_eq!(strict(&fit["held_out"]), "[24,24] [24,24]");
    folder.run(&["check", "--strict", "names", "fit"]).told(0, &["no problems"]);

    let shown = eval(&folder, &["gold.jsonl", "--fit", "shown"]).told(0, &["shown/country.toml"]);
    crate::run::is_as_kept("fit/report.txt", &shown.out);
    let page = eval(&folder, &["-q", "-f", "html", "gold.jsonl", "--fit", "page"]).done();
    assert!(page.contains("cues for Svaneti; against peachtrees"), "{page}");
}

#[test]
fn where_there_is_nothing_to_learn_nothing_is_written() {
    let folder = fit_folder("eval-fit-nothing", &sightings(), "");
    let few = eval(&folder, &["gold.jsonl", "--fit", "fit", "--fit-least", "13"]);
    let few = few.told(0, &["exonym: nothing is learned that could be written"]);
    assert!(few.out.contains("nothing that could be written"), "{}", few.out);
    assert!(!folder.path("fit").exists());
    // What a test of the dictionaries contradicts is told, and stays as it is.
    let tests = "[entity.ttp.test]\nhit = [\"The [TTP] and other militants met\"]\n";
    folder.write("names/groups.toml", folder.read("names/groups.toml") + tests);
    folder.write("gold.jsonl", sightings().replace("group/ttp", "NIL"));
    let run = eval(&folder, &["gold.jsonl", "--fit", "fit"]);
    run.told(0, &["prior 450 → 110", "(not written: failed-test)", "nothing is learned"]);
    assert!(!folder.path("fit").exists());
}

#[test]
fn what_is_there_stays() {
    let folder = fit_folder("eval-fit-there", &sightings(), "");
    folder.write("fit/mine.toml", "mine");
    eval(&folder, &["gold.jsonl", "--fit", "fit"]).refused(&["fit/mine.toml: is there", "help: "]);
    assert_eq!((folder.list("fit").len(), folder.read("fit/mine.toml").as_str()), (1, "mine"));
    eval(&folder, &["gold.jsonl", "--fit-least", "3"]).refused(&["--fit <DIR>"]);
}

#[test]
fn threads_and_compiled_dictionaries_teach_the_same() {
    let folder = fit_folder("eval-fit-same", &(sightings() + &two_georgias()), SECOND_GEORGIA);
    folder.run(&["build", "-q", "names", "-o", "base.exo"]).done();
    let all = [("names", "1"), ("names", "4"), ("base.exo", "2")].map(|(names, threads)| {
        let fit = format!("fit-{names}-{threads}");
        let args = ["eval", "-q", "-f", "json", "gold.jsonl", "-d", names, "-j", threads];
        let out = folder.run(&[&args[..], &["--fit", &fit]].concat()).done();
        let files = folder.list(&fit).into_iter().map(|name| folder.read(&format!("{fit}/{name}")));
        (out.replace(&fit, "fit"), files.collect::<Vec<_>>())
    });
    assert_eq!(all[0].1.len(), 4);
    assert!(all[1] == all[0] && all[2] == all[0]);
}
