//! Cases as data: a line of JSON says what a text holds, given some aliases.

use std::fmt::Write;
use std::fs;
use std::path::Path;

use exonym::Span;
use exonym::dictionary::{Boundary, Case, Matter, Rule};
use serde_json::Value;

use super::Found;

/// The reference or the engine.
pub type Find = fn(&str, &[(String, Rule)]) -> Vec<Found>;

/// One line of a file of cases.
pub struct NameCase {
    pub id: String,
    pub text: String,
    pub aliases: Vec<(String, Rule)>,
    /// The entity of each alias.
    pub entities: Vec<String>,
    /// Sorted.
    pub expected: Vec<Mention>,
    /// Reasoned, not binding.
    pub is_debatable: bool,
}

/// What stands in a text after choosing.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Mention {
    pub span: Span,
    pub entity: String,
    pub doubtful: bool,
}

/// The cases of a file that expect mentions; what an alias does not say is as in `defaults`.
pub fn read(path: &Path, defaults: &Rule) -> Vec<NameCase> {
    let lines = fs::read_to_string(path).expect("the file of cases can be read");
    let cases = lines.lines().map(|line| serde_json::from_str(line).expect("a line of JSON"));
    cases.filter_map(|case| NameCase::read(&case, defaults)).collect()
}

impl NameCase {
    fn read(case: &Value, defaults: &Rule) -> Option<Self> {
        let expected = case["expect"].as_array()?;
        let id = string(&case["id"]);
        // Text that is no UTF-8 never gets as far as matching.
        let text = match case["text"].as_str() {
            Some(text) => text.to_owned(),
            None => String::from_utf8(base64(case["text_b64"].as_str()?)).ok()?,
        };
        let mut new = Self {
            id,
            text,
            aliases: Vec::new(),
            entities: Vec::new(),
            expected: Vec::new(),
            is_debatable: case["debatable"] == true,
        };
        for alias in case["aliases"].as_array()? {
            new.aliases.push((string(&alias["alias"]), read_rule(alias, defaults)));
            new.entities.push(string(&alias["entity"]));
        }
        for mention in expected {
            let offset = |key: &str| mention[key].as_u64().expect("an offset") as usize;
            let span = Span::new(offset("start"), offset("end"));
            for surface in
                [&mention["text"], &mention["surface"]].into_iter().filter_map(Value::as_str)
            {
                assert_eq!(new.text.get(span.range()), Some(surface), "{}", new.id);
            }
            new.expected.push(Mention {
                span,
                entity: string(&mention["entity"]),
                doubtful: mention["doubtful"] == true,
            });
        }
        new.expected.sort();
        Some(new)
    }

    /// What `find` finds otherwise than the case expects, in words.
    pub fn difference(&self, find: Find) -> Option<String> {
        let mut chosen = Vec::new();
        for found in choose(find(&self.text, &self.aliases)) {
            chosen.push(Mention {
                span: found.span,
                entity: self.entities[found.alias].clone(),
                doubtful: found.doubtful,
            });
        }
        chosen.sort();
        chosen.dedup();
        if chosen == self.expected {
            return None;
        }
        let mut words = format!("{} in \"{}\"", self.id, self.text.escape_debug());
        for (what, mentions) in [("expected", &self.expected), ("found", &chosen)] {
            write!(words, "\n  {what}").expect("a string takes all");
            for Mention { span, entity, doubtful } in mentions {
                let piece = span.of(&self.text).escape_debug();
                let doubt = if *doubtful { "?" } else { "" };
                write!(words, " {}..{} \"{piece}\" {entity}{doubt}", span.start, span.end)
                    .expect("a string takes all");
            }
        }
        Some(words)
    }
}

/// The leftmost, of those the longest, and so on behind it; every alias of a chosen span.
fn choose(mut found: Vec<Found>) -> Vec<Found> {
    found.sort_by_key(|found| (found.span.start, std::cmp::Reverse(found.span.end), found.alias));
    let mut chosen: Vec<Found> = Vec::new();
    for found in found {
        if chosen
            .last()
            .is_none_or(|last| last.span == found.span || last.span.end <= found.span.start)
        {
            chosen.push(found);
        }
    }
    chosen
}

/// Reads the keys of the model, and those that the shared cases have for them.
fn read_rule(alias: &Value, defaults: &Rule) -> Rule {
    let mut rule = defaults.clone();
    let languages =
        |value: &Value| value.as_array().map(|tags| tags.iter().map(string).collect::<Vec<_>>());
    for (key, value) in alias.as_object().expect("an alias is an object") {
        let word = value.as_str().unwrap_or_default();
        let matter = || Matter::from_keyword(word).expect("fold or exact");
        match key.as_str() {
            "alias" | "entity" => {}
            "lang" => rule.lang = word.into(),
            "case" => rule.case = Case::from_keyword(word).expect("a keyword of case"),
            "marks" => rule.marks = matter(),
            "hyphen" => rule.hyphen = matter(),
            "boundary" => {
                rule.boundary = Boundary::from_keyword(word).expect("a keyword of boundary");
            }
            "affix" | "suffix" | "prefix" => rule.affix = languages(value),
            "diacritics" | "ar_hamza" => {
                rule.marks = if word == "fold" { Matter::Fold } else { Matter::Exact };
            }
            "hyphen_space" => {
                rule.hyphen = if value == true { Matter::Fold } else { Matter::Exact };
            }
            other => panic!("an alias has no key {other}"),
        }
    }
    rule
}

fn string(value: &Value) -> String {
    value.as_str().expect("a string").to_owned()
}

/// Bytes written in base 64.
fn base64(text: &str) -> Vec<u8> {
    let digits = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
    let (mut bytes, mut bits, mut count) = (Vec::new(), 0_u32, 0);
    for digit in text.chars().map_while(|c| digits.find(c)) {
        bits = bits << 6 | digit as u32;
        count += 6;
        if count >= 8 {
            count -= 8;
            bytes.push((bits >> count) as u8);
            bits &= (1 << count) - 1;
        }
    }
    bytes
}
