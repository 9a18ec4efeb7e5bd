//! Flags that cannot be meant: refused with what would be right.

use crate::run::Folder;

#[test]
fn flags_that_cannot_be_meant() {
    let folder = Folder::with_names("flags");
    let cases: &[(&[&str], &[&str])] = &[
        (&["annotate", "--nosuch"], &["unexpected argument '--nosuch'", "Usage: exonym annotate"]),
        (&["annotate", "--nill"], &["a similar argument exists: '--nil'"]),
        (&["anotate"], &["unrecognized subcommand 'anotate'", "'annotate'"]),
        (
            &["annotate", "--field", "a..b"],
            &["`a..b` names no field: write title, a.b or items[].body"],
        ),
        (&["annotate", "--field", "items[0]"], &["`items[0]` names no field"]),
        (&["annotate", "--field", ""], &["`` names no field"]),
        (&["annotate", "--id", "a["], &["--id", "`a[` names no field"]),
        (
            &["annotate", "--input", "pdf"],
            &["`pdf` is no input format: use text, lines, jsonl, csv, tsv or feed"],
        ),
        (
            &["annotate", "--format", "xml"],
            &["there is no format \"xml\": choose one of jsonl, tsv, html, brat, bulk, text"],
        ),
        (
            &["annotate", "--max-record", "lots"],
            &["`lots` is not a size: write a number of bytes such as 512K, 64M or 1G"],
        ),
        (&["annotate", "--max-record", "0"], &["`0` is not a size"]),
        (&["annotate", "--max-record", "2G"], &["at most 1G can be read as one record"]),
        (&["annotate", "--offsets", "words"], &["possible values: byte, char, utf16"]),
        (&["annotate", "--as-of", "31/10/2025"], &["\"31/10/2025\" is no date: write 2024-07-31"]),
        (&["annotate", "--as-of", "2025-02-30"], &["2025-02-30"]),
        (&["annotate", "-j", "many"], &["invalid value 'many'"]),
        (&["annotate", "-j", "100000"], &["100000 is not in 0..=1024"]),
        (&["annotate", "--invalid-utf8", "guess"], &["possible values: refuse, replace, skip"]),
        (&["annotate", "--brat-dir", "x", "--format", "html"], &["cannot be used with"]),
        (&["annotate", "--template"], &["--index"]),
        (&["annotate", "--lang", "english"], &["`english` is no language tag", "en"]),
        (&["annotate", "--into", "a.b", "-q", "-v"], &["cannot be used with"]),
        (&["build", "names"], &["required", "--output <FILE>"]),
        (&["build", "-o", "x.exo"], &["required", "<DIR>"]),
        (&["completions", "cobol"], &["possible values: ", "bash", "zsh", "fish"]),
        (&[], &["Usage: exonym"]),
    ];
    for (args, said) in cases {
        let run = folder.run(args);
        assert_eq!((run.code, run.out.as_str()), (Some(2), ""), "{args:?}: {}", run.err);
        for part in *said {
            assert!(run.err.contains(part), "{args:?}: not said: {part}\n{}", run.err);
        }
    }
    assert_eq!(folder.list("."), ["names"]);
}

#[test]
fn a_choice_of_what_no_dictionary_has_is_told() {
    let folder = Folder::with_names("choice-unknown");
    let run = folder.annotate("Turkey", &["--only", "armed-gruop"]);
    let run = run.told(
        0,
        &[
            "`armed-gruop` is no type, namespace, kind or user",
            "help: these are: acronym, armed-group, ",
        ],
    );
    assert!(!run.out.contains("country/tr"));
    folder.annotate("Turkey", &["--except", "armed-group,misspelling,pk-moi,country"]).done();
}
