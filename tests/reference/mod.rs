//! What is the same name, a second time: slow, obvious, written from `docs/same-name.md` alone.
//!
//! Each file is a section of the document: [`fold`] 2, [`edges`] 3, [`boundary`] and [`addresses`]
//! 4, [`letter_case`] 5; this one is section 6. Nothing of the engine is used but the model.
#![allow(unreachable_pub, reason = "in a test, `pub` says what the other files use")]

mod addresses;
mod boundary;
pub mod cases;
mod edges;
mod fold;
mod letter_case;
mod properties;
pub mod random;

use exonym::Span;
use exonym::dictionary::{Case, Matter, Rule};

pub use boundary::Affixes;
use edges::Text;
use fold::{Hyphens, Settings};
use letter_case::Verdict;

/// A span that an alias names.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Found {
    pub span: Span,
    /// Its place in the list of aliases.
    pub alias: usize,
    /// Whether letter case could not speak for it.
    pub doubtful: bool,
}

/// Everything that is collected where languages have these affixes, sorted by span and alias.
pub fn matches(text: &str, aliases: &[(String, Rule)], affixes: &Affixes) -> Vec<Found> {
    let addresses = addresses::addresses(text);
    let text = &Text::new(text);
    let mut found = Vec::new();
    for (alias, (name, rule)) in aliases.iter().enumerate() {
        for (start, end) in forms(text, name, rule) {
            let span = Span::new(text.byte(start), text.byte(end));
            let verdict = letter_case::judge(text.whole, span, name, rule.case);
            let is_mention = verdict != Verdict::Refused
                && boundary::holds(text, (start, end), name, rule, affixes)
                && span.end - span.start <= 1024 + 8 * fold::key(name).len()
                && !boundary::is_handle(text, start)
                && !addresses.iter().any(|address| address.overlaps(span));
            if is_mention {
                found.push(Found { span, alias, doubtful: verdict == Verdict::Doubtful });
            }
        }
    }
    found.sort();
    found
}

/// Whether a dictionary may hold the name.
pub fn is_valid_name(name: &str) -> bool {
    let kept: Vec<char> = name.chars().filter(|&c| !fold::is_dropped(c)).collect();
    let ends_in_blank =
        [kept.first(), kept.last()].into_iter().flatten().any(|&c| properties::is_blank(c));
    !fold::key(name).is_empty() && !ends_in_blank && !fold::key(name).contains(&fold::SEPARATOR)
}

/// The spans, in characters, that are a form of the name.
fn forms(text: &Text<'_>, name: &str, rule: &Rule) -> Vec<(usize, usize)> {
    let settings = Settings {
        fold_case: rule.case != Case::Exact,
        fold_marks: rule.marks == Matter::Fold,
        hyphens: match rule.hyphen {
            Matter::Fold => Hyphens::Unspaced,
            Matter::Exact => Hyphens::Keep,
        },
    };
    let name = fold::fold(name, settings);
    if name.is_empty() || name.contains(&fold::SEPARATOR) {
        return Vec::new();
    }
    let mut forms = Vec::new();
    for start in (0..text.characters.len()).filter(|&at| text.may_begin(at)) {
        let mut kept = 0;
        for end in start + 1..=text.characters.len() {
            // A fold keeps at least one code point of each character that is neither dropped, nor
            // a mark, nor a blank, so a longer span is none.
            let last = text.characters[end - 1];
            kept += usize::from(
                !fold::is_dropped(last) && !edges::is_mark(last) && !properties::is_blank(last),
            );
            if kept > name.len() {
                break;
            }
            if text.may_end(end) && fold::fold(text.slice(start, end), settings) == name {
                forms.push((start, end));
            }
        }
    }
    forms
}
