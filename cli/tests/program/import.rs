//! `import`: what becomes of lists of names, what is told of lines that are none, and that the pack is always sound.

use std::io::Write;

use serde_json::{Value, json};

use crate::run::{Folder, Run, mentions, records};

const LIST: [&str; 4] = ["import", "list", "--license", "CC0-1.0"];

/// `exonym import list` over standard input.
#[track_caller]
fn import(folder: &Folder, list: impl AsRef<[u8]>, args: &[&str]) -> Run {
    folder.run_reading(list, &[&LIST[..], args].concat())
}

/// The entities of a pack: slug, and all names.
#[track_caller]
fn entities(pack: &str) -> Vec<(String, Vec<String>)> {
    let text = |value: &Value| value.as_str().unwrap().to_owned();
    let entity = |entity: &Value| {
        let mut names = vec![text(&entity["name"])];
        let aliases = entity["alias"].as_array().into_iter().flatten();
        names.extend(aliases.map(|alias| text(&alias["text"])));
        names.dedup();
        (text(&entity["slug"]), names)
    };
    records(pack).iter().skip(1).map(entity).collect()
}

#[track_caller]
fn is_sound(folder: &Folder, pack: &str) {
    let run = folder.run(&["check", "--format", "json", pack]);
    assert_eq!(run.code, Some(0), "{}", run.out);
}

#[test]
fn from_a_list_to_links() {
    let folder = Folder::new("import");
    folder.write(
        "partners.txt",
        "\u{feff}Acme Fischwerke\r\n\r\n  Zölder & Söhne \r\nNordlicht Holding",
    );
    let args = ["-o", "partners.jsonl", "--type", "company", "--namespace", "partner"];
    let run = folder.run(&[&LIST[..], &args, &["partners.txt"]].concat());
    run.told(0, &["3 names, 0 lines repeated a name, 0 lines could not be used"]);
    let pack = folder.read("partners.jsonl");
    let header = &records(&pack)[0];
    assert_eq!(
        header,
        &json!({
            "schema": 1,
            "namespace": "partner",
            "title": "partners.txt",
            "license": "CC0-1.0",
            "source": { "list": { "title": "partners.txt" } },
            "defaults": { "type": "company", "lang": "und", "source": "list" },
        })
    );
    is_sound(&folder, "partners.jsonl");
    folder.run(&["build", "partners.jsonl", "-o", "partners.exo"]).told(0, &["3 names"]);
    for dictionary in ["partners.jsonl", "partners.exo"] {
        let text = "{\"text\":\"ACME FISCHWERKE buys Zolder & Sohne.\"}";
        let run = folder.run_reading(text, &["annotate", "--input", "jsonl", "-d", dictionary]);
        let found = mentions(&run.records()[0]);
        assert_eq!(found[0], "text 0..15 ACME FISCHWERKE partner/acme-fischwerke");
        assert!(
            found[1].starts_with("text 21..35 Zolder & Sohne partner/zolder-sohne--"),
            "{found:?}"
        );
    }
}

#[test]
fn what_a_pack_says_of_its_names() {
    let folder = Folder::new("import-flags");
    let args = [
        "-q",
        "--title",
        "Partners",
        "--source-title",
        "Our register",
        "--url",
        "https://example.org/",
        "--date",
        "2026-01",
        "--lang",
        "de",
        "--case",
        "fold",
        "--boundary",
        "prefix",
        "--prior",
        "400",
    ];
    let header = &records(&import(&folder, "Zölder\n", &args).done())[0];
    assert_eq!(header["title"], "Partners");
    assert_eq!(
        header["source"]["list"],
        json!({ "title": "Our register", "date": "2026-01", "url": "https://example.org/" })
    );
    assert_eq!(
        header["defaults"],
        json!({ "lang": "de", "case": "fold", "boundary": "prefix", "prior": 400, "source": "list" })
    );
}

#[test]
fn every_problem_with_the_pack_itself_is_told_first() {
    let folder = Folder::new("import-header");
    folder.run_reading("Zölder\n", &["import", "list"]).refused(&["--license <SPDX>"]);
    for (args, said) in [
        (["--namespace", "A B"], "\"A B\" is no namespace"),
        (["--type", "A B"], "\"A B\" is no type"),
        (["--url", "example"], "\"example\" is no address"),
        (["--lang", "english"], "\"english\" is no language tag"),
        (["--title", " "], "`title` is empty"),
    ] {
        import(&folder, "Zölder\n", &args).refused(&[said, "help: "]);
    }
}

#[test]
fn one_name_is_one_entity() {
    let folder = Folder::new("import-twice");
    let run = import(&folder, "Zölder\nAcme-Werke\nZolder\nACME  Werke\nZölder\n", &[]);
    let run = run.told(0, &["2 names, 3 lines repeated a name, 0 lines could not be used"]);
    let expected = [("zolder", vec!["Zölder"]), ("acme-werke", vec!["Acme-Werke"])];
    let expected = expected
        .map(|(slug, names)| (slug.to_owned(), names.into_iter().map(String::from).collect()));
    assert_eq!(entities(&run.out), expected);
}

#[test]
fn a_name_has_the_same_slug_in_every_list() {
    let folder = Folder::new("import-slugs");
    let list = ["Zölder", "O'Brien Werke", "北京有限公司", "Acme 北京有限公司", "Zölder-2"];
    let slugs = |list: &[&str]| {
        let mut all = entities(&import(&folder, list.join("\n"), &["-q"]).done());
        all.sort();
        all
    };
    let all = slugs(&list);
    let mut turned = list;
    turned.reverse();
    assert_eq!(slugs(&turned), all);
    let mut alone: Vec<_> = list.iter().flat_map(|name| slugs(&[name])).collect();
    alone.sort();
    assert_eq!(alone, all);
}

#[test]
fn where_case_matters_neighbours_are_spellings() {
    let folder = Folder::new("import-exact");
    let run = import(&folder, "Zölder\nZÖLDER\nzölder\nZÖLDER\nWerk Nord\n", &["--case", "exact"]);
    let run = run.told(0, &["4 names, 1 lines repeated a name, 0 lines could not be used"]);
    assert_eq!(entities(&run.out)[0].1, ["Zölder", "ZÖLDER", "zölder"]);
    folder.write("exact.jsonl", &run.out);
    is_sound(&folder, "exact.jsonl");
    let text = "{\"text\":\"zölder, ZöLDER, ZÖLDER\"}";
    let run = folder.run_reading(text, &["annotate", "--input", "jsonl", "-d", "exact.jsonl"]);
    assert_eq!(mentions(&run.records()[0]).len(), 2);

    let run = import(&folder, "Zölder\nWerk Nord\nZÖLDER\nZölder\n", &["--case", "exact"]);
    run.told(
        1,
        &[
            "stdin:3: an earlier line spells the name \"ZÖLDER\" in other letters",
            "help: put spellings of a name on lines that follow one another (`sort -f`), or give --case fold",
            "2 names, 1 lines repeated a name, 1 lines could not be used",
        ],
    );
}

#[test]
fn lines_that_are_no_names() {
    let folder = Folder::new("import-bad");
    let long = "Zölder ".repeat(37);
    let lines: [(&[u8], &str); 9] = [
        (
            b"Z\xf6lder",
            "byte 1 of the line (0xF6) is not UTF-8\n  help: convert the list: `iconv -f windows-1252 -t utf-8`",
        ),
        (
            b"Z\x07older",
            "U+0007 is a control character\n  help: take it out, or type the text anew",
        ),
        (
            b"Zolder\t12",
            "there is a tab in the name\n  help: take the column of the names: `cut -f 1`",
        ),
        (b"--- ...", "the name \"--- ...\" has neither letters nor digits\n  help: leave it out"),
        (long.as_bytes(), "a name of 258 characters, and 256 are allowed\n  help: "),
        (
            "Z\u{43e}lder".as_bytes(),
            "the name \"Zоlder\" mixes Latin and Cyrillic in one word\n  help: type the word anew in one script",
        ),
        (b"<b>Zolder</b>", "the name \"<b>Zolder</b>\" has markup in it\n  help: "),
        ("Z\u{202e}older".as_bytes(), "U+202E is an invisible directional override\n  help: "),
        ("Werke\u{e000}".as_bytes(), "U+E000 is for private use"),
    ];
    let mut list = b"Acme Werke\n".to_vec();
    for (line, _) in lines {
        list.extend_from_slice(line);
        list.push(b'\n');
    }
    list.extend_from_slice(b"Werk Nord\n");
    let run = import(&folder, list, &[]);
    let run = run.told(1, &["2 names, 0 lines repeated a name, 9 lines could not be used"]);
    for (at, (_, said)) in lines.iter().enumerate() {
        let said = format!("stdin:{}: {said}", at + 2);
        assert!(run.err.contains(&said), "not said: {said}\n{}", run.err);
    }
    assert_eq!(entities(&run.out).len(), 2);
}

#[test]
fn a_thousand_bad_lines_are_told_once() {
    let folder = Folder::new("import-many-bad");
    let run = import(&folder, "?!\n".repeat(1000), &["-q"]).told(1, &["… and 980 errors more"]);
    assert_eq!(run.err.matches("help: ").count(), 20);
    assert_eq!(entities(&run.out), []);
    let line = "x".repeat(70_000);
    import(&folder, line, &[]).told(1, &["stdin:1: the line has more than 64 KiB", "0 names"]);
}

#[test]
fn what_needs_no_judgement_is_mended() {
    let folder = Folder::new("import-mended");
    let run = import(&folder, "\u{200e}Zo\u{308}lder\u{a0}Werke\u{ad}\n", &["-q"]);
    assert_eq!(
        entities(&run.done())[0],
        ("zolder-werke".to_owned(), vec!["Zölder Werke".to_owned()])
    );
}

#[test]
fn frequent_words_are_not_believed_alone() {
    let folder = Folder::new("import-frequent");
    let run = import(&folder, "Army\n1984\nXy\nZölder\n", &[]);
    let run =
        run.told(0, &["4 names", "3 among them (words of most texts, numbers, a letter or two)"]);
    folder.write("names.jsonl", &run.out);
    is_sound(&folder, "names.jsonl");
    let text = "{\"text\":\"Army of 1984: Zölder.\"}";
    let run = folder.run_reading(text, &["annotate", "--input", "jsonl", "-d", "names.jsonl"]);
    assert_eq!(mentions(&run.records()[0]), ["text 14..21 Zölder list/zolder"]);
}

#[test]
fn names_that_look_alike_in_two_scripts() {
    let folder = Folder::new("import-looks");
    let (cyrillic, latin) = ("\u{421}\u{421}\u{421}\u{420}", "CCCP");
    for list in [[cyrillic, latin], [latin, cyrillic]] {
        let run = import(&folder, list.join("\n"), &[]);
        let said = format!("stdin:2: the name \"{}\" looks like one of an earlier line", list[1]);
        let run = run.told(1, &[&said, "help: type the wrong one anew"]);
        folder.write("names.jsonl", &run.out);
        is_sound(&folder, "names.jsonl");
    }
    import(&folder, cyrillic, &[]).told(0, &["1 names"]);
}

#[test]
fn several_lists_packed_or_not() {
    let folder = Folder::new("import-packed");
    let mut packed = flate2::write::GzEncoder::new(Vec::new(), flate2::Compression::fast());
    packed.write_all("\u{feff}Zölder\nAcme Werke\n".as_bytes()).unwrap();
    folder.write("a.txt.gz", packed.finish().unwrap());
    folder.write("b.txt", "\u{feff}Zolder\nWerk Nord");
    let args = [&LIST[..], &["-q", "a.txt.gz", "-", "b.txt"]].concat();
    let run = folder.run_reading("Werk Ost\n", &args);
    let slugs: Vec<String> = entities(&run.done()).into_iter().map(|(slug, _)| slug).collect();
    assert_eq!(slugs, ["zolder", "acme-werke", "werk-ost", "werk-nord"]);
}

#[test]
fn an_empty_list() {
    let folder = Folder::new("import-empty");
    let run = import(&folder, "", &[]).told(0, &["0 names, "]);
    folder.write("names.jsonl", &run.out);
    is_sound(&folder, "names.jsonl");
}

#[test]
fn files_that_are_not_written() {
    let folder = Folder::new("import-refused");
    folder.write("names.jsonl", "Zölder\n");
    folder.write("folder.jsonl/x", "");
    for (output, said) in [
        ("names.jsonl", "names.jsonl: is an input, and would be written over"),
        ("./names.jsonl", "./names.jsonl: is an input, and would be written over"),
        ("folder.jsonl", "folder.jsonl: is a directory"),
        ("names.txt", "names.txt: would not be read as a pack: its name does not end in .jsonl"),
        ("nowhere/names.jsonl", "nowhere/names.jsonl: "),
    ] {
        folder
            .run(&[&LIST[..], &["names.jsonl", "-o", output]].concat())
            .refused(&[said, "help: "]);
    }
    folder.run(&[&LIST[..], &["no.txt"]].concat()).refused(&["no.txt: there is no such file"]);
    assert_eq!(folder.read("names.jsonl"), "Zölder\n");
    assert_eq!(folder.list("."), ["folder.jsonl", "names.jsonl"]);
}

/// A part of the names would pass for all of them.
#[test]
fn a_list_that_breaks_off_makes_no_file() {
    let folder = Folder::new("import-broken");
    let mut packed = flate2::write::GzEncoder::new(Vec::new(), flate2::Compression::fast());
    for n in 0..20_000 {
        writeln!(packed, "Zölder {n}").unwrap();
    }
    let packed = packed.finish().unwrap();
    folder.write("a.txt.gz", &packed[..packed.len() / 2]);
    folder.write("names.jsonl", "before");
    let run = folder.run(&[&LIST[..], &["a.txt.gz", "-o", "names.jsonl"]].concat());
    run.told(2, &["the gzip stream is truncated"]);
    assert_eq!(folder.read("names.jsonl"), "before");
    assert_eq!(folder.list("."), ["a.txt.gz", "names.jsonl"]);
}

/// Whatever the lines are, `check` has no error to tell, and every line that is not refused is found again.
#[test]
fn random_lines_make_sound_packs() {
    let number = |name: &str| std::env::var(name).ok().and_then(|text| text.parse().ok());
    let cases = number("EXONYM_CASES").unwrap_or(12_u64);
    let seed = number("EXONYM_SEED").unwrap_or(1);
    println!("EXONYM_SEED={seed} EXONYM_CASES={cases}");
    let folder = Folder::new("import-random");
    for case in 0..cases {
        let mut dice = Dice(seed.wrapping_mul(1 << 32) + case * 1_000_003);
        let lines: Vec<Vec<u8>> = (0..200).map(|_| dice.line()).collect();
        // A byte order mark that begins the list would be no part of its first line.
        let list = ["Zölder\n".as_bytes(), &lines.join(&b'\n')].concat();
        folder.write("list.txt", &list);
        let letter_case = ["smart", "fold", "initial", "exact"][dice.below(4)];
        let boundary = ["word", "word", "prefix", "none"][dice.below(4)];
        let prior = ["500", "500", "300", "100"][dice.below(4)];
        let args = [
            "--case",
            letter_case,
            "--boundary",
            boundary,
            "--prior",
            prior,
            "-o",
            "names.jsonl",
            "list.txt",
        ];
        let run = folder.run(&[&LIST[..], &args].concat());
        assert!(matches!(run.code, Some(0 | 1)), "{}", run.err);
        is_sound(&folder, "names.jsonl");
        let all = entities(&folder.read("names.jsonl"));
        let counted = run.err.lines().find(|line| line.contains(" lines repeated")).unwrap();
        let numbers: Vec<usize> = counted.split(' ').filter_map(|word| word.parse().ok()).collect();
        let names: usize = all.iter().map(|(_, names)| names.len()).sum();
        let blank =
            |line: &[u8]| std::str::from_utf8(line).is_ok_and(|line| line.trim().is_empty());
        let filled = list.split(|&byte| byte == b'\n').filter(|line| !blank(line)).count();
        assert_eq!(numbers, [names, numbers[1], numbers[2]], "{counted}");
        assert_eq!(numbers.iter().sum::<usize>(), filled, "{counted}");
        // Names may look like options, and ids.
        let wanted: Vec<&str> =
            all.iter().flat_map(|(_, names)| names).map(String::as_str).collect();
        if wanted.is_empty() {
            continue;
        }
        let mut lookup = vec!["lookup", "-d", "names.jsonl", "--format", "json", "--"];
        lookup.extend(&wanted);
        let run = folder.run(&lookup);
        assert_eq!(run.code, Some(0), "{}", run.err);
        for (slug, _) in &all {
            assert!(run.out.contains(&format!("\"list/{slug}\"")), "{slug} is not found");
        }
    }
}

struct Dice(u64);

impl Dice {
    /// `SplitMix64`.
    fn next(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9E37_79B9_7F4A_7C15);
        let mut z = self.0;
        z = (z ^ (z >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
        z = (z ^ (z >> 27)).wrapping_mul(0x94D0_49BB_1331_11EB);
        z ^ (z >> 31)
    }

    fn below(&mut self, limit: usize) -> usize {
        (self.next() % limit as u64) as usize
    }

    fn line(&mut self) -> Vec<u8> {
        const WORDS: &[&str] = &[
            "the",
            "The",
            "Army",
            "على",
            "Turkey",
            "turkey",
            "TURKEY",
            "TTP",
            "ТТР",
            "U.S.",
            "O’Brien",
            "Ltd.",
            "@home",
            "#tag",
            "example.com",
            "https://a.b/c",
            "{x,y}",
            "\\u0041",
            "\"",
            "&amp;",
            "<i>",
            ".*",
            "(a|b)",
            "[[",
            "북한",
            "東京",
            "ト",
            "و",
            "ال",
            "’s",
            "1984",
            "x",
            "--",
            "l'",
            "ﬁ",
            "ß",
            "İ",
            "ı",
            "Ⅷ",
            "½",
            "☮",
            "👍🏽",
            "🇹🇷",
            "nin",
            "CCCP",
            "СССР",
        ];
        const SIGNS: &[char] = &[
            ' ', '\t', '\r', '\u{a0}', '\u{3000}', '-', '–', '\'', '’', '.', ',', '"', '\\', '{',
            '}', '&', ';', '(', ')', '/', '\u{1}', '\u{7f}', '\u{85}', '\u{ad}', '\u{200b}',
            '\u{200c}', '\u{200d}', '\u{200e}', '\u{202e}', '\u{2028}', '\u{feff}', '\u{301}',
            '\u{308}', '\u{345}', '\u{640}', '\u{64e}', '\u{fe0f}', '\u{e000}', '\u{ffff}',
            '\u{378}',
        ];
        let mut line = Vec::new();
        for _ in 0..self.below(6) {
            let mut buffer = [0; 4];
            match self.below(9) {
                0..=3 => line.extend_from_slice(WORDS[self.below(WORDS.len())].as_bytes()),
                4 => line.extend_from_slice(
                    SIGNS[self.below(SIGNS.len())].encode_utf8(&mut buffer).as_bytes(),
                ),
                5 => {
                    let any =
                        char::from_u32(1 + self.below(0x10_ffff) as u32).unwrap_or('\u{fffd}');
                    line.extend_from_slice(any.encode_utf8(&mut buffer).as_bytes());
                }
                6 => {
                    let near = char::from_u32(1 + self.below(0x30ff) as u32).unwrap_or('a');
                    line.extend_from_slice(near.encode_utf8(&mut buffer).as_bytes());
                }
                7 => line.extend((0..=self.below(5)).map(|_| b'a' + self.below(26) as u8)),
                _ => line.push(b' '),
            }
        }
        match self.below(60) {
            0 => line.insert(self.below(line.len() + 1), 0xff),
            1 => line = line.repeat(60),
            _ => {}
        }
        line
    }
}
