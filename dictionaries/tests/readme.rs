//! The numbers in `README.md` are those of the files. `EXONYM_BLESS=1` writes them anew. `EXONYM_STALE=1` lets old ones pass: whoever
//! adds a name in a browser cannot count.

use std::collections::BTreeSet;
use std::path::Path;

use exonym::dictionary::{Dictionary, collect, read};
use exonym::fold::key;
use exonym::language::List;

#[test]
fn readme_counts_what_is_there() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR"));
    let path = folder.join("README.md");
    let readme = std::fs::read_to_string(&path).unwrap();
    let all = read(&collect(&[folder.to_owned()]).unwrap());
    assert_eq!(all.diagnostics, [], "the dictionaries are without problems");
    let (mut wanted, mut listed) = (String::new(), Vec::new());
    for line in readme.lines() {
        let file = line.strip_prefix("| `").and_then(|rest| rest.split_once("` |"));
        match file {
            Some((file, _)) if Path::new(file).extension().is_some_and(|end| end == "toml") => {
                let language =
                    file.strip_prefix("lang/").and_then(|file| file.strip_suffix(".toml"));
                listed.extend(language);
                let counts = match language {
                    Some(tag) => words(&all.dictionary, tag),
                    None => counts(&all.dictionary, &folder.join(file)),
                };
                wanted.push_str(&counted(line, &counts));
            }
            _ => wanted.push_str(line),
        }
        wanted.push('\n');
    }
    let tags = all.dictionary.languages.iter().map(|language| language.tag.as_str());
    assert_eq!(listed, tags.collect::<Vec<_>>(), "each language has a row");
    if std::env::var_os("EXONYM_BLESS").is_some() {
        std::fs::write(&path, &wanted).unwrap();
    }
    if std::env::var_os("EXONYM_STALE").is_some() {
        println!("skipped: EXONYM_STALE lets old numbers pass");
        return;
    }
    assert!(
        wanted == std::fs::read_to_string(&path).unwrap(),
        "README.md counts something else; EXONYM_BLESS=1 mends it"
    );
}

/// Entities and names (those that fold together are one) whose headings stand in the file.
fn counts(dictionary: &Dictionary, file: &Path) -> [usize; 2] {
    let name = file.display().to_string();
    let entities = dictionary.entities.iter().filter(|entity| entity.place.file.name == name);
    let names = |aliases: &[exonym::dictionary::Alias]| {
        aliases.iter().map(|alias| key(&alias.text)).collect::<BTreeSet<_>>().len()
    };
    entities.fold([0, 0], |[count, sum], entity| [count + 1, sum + names(&entity.aliases)])
}

/// Affixes and other words of a language.
fn words(dictionary: &Dictionary, tag: &str) -> [usize; 2] {
    let language = dictionary.languages.iter().find(|language| language.tag == tag);
    let language = language.expect("its file is there");
    let (affixes, words): (Vec<_>, Vec<_>) = List::ALL.iter().partition(|list| list.is_affix());
    [affixes, words].map(|lists| lists.iter().map(|&&list| language.list(list).len()).sum())
}

/// A row of the table with its last two cells counted anew.
fn counted(row: &str, counts: &[usize; 2]) -> String {
    let cells: Vec<&str> = row.trim_end_matches('|').rsplitn(3, '|').collect();
    format!("{}| {} | {} |", cells[2], thousands(counts[0]), thousands(counts[1]))
}

fn thousands(number: usize) -> String {
    match number {
        0..1000 => number.to_string(),
        _ => format!("{},{:03}", number / 1000, number % 1000),
    }
}
