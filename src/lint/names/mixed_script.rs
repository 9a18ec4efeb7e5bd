//! `mixed-script`: a word with letters of several scripts, such as a Cyrillic а among Latin letters. After UTS #39, section 5.1:
//! the scripts that Chinese, Japanese and Korean write together are one, and so is each of them with Latin.

use unicode_script::{Script, UnicodeScript};
use unicode_security::mixed_script::AugmentedScriptSet;

use super::{Subject, each, is_letter_or_digit};
use crate::diagnostic::Diagnostic;
use crate::fold::Properties;

pub(in super::super) fn mixed_script(subject: &Subject<'_>) -> Vec<Diagnostic> {
    each(subject, |name| {
        if name.alias.text.is_ascii() {
            return None;
        }
        let is_between = |c: char| !is_letter_or_digit(c) && !Properties::of(c).is_mark();
        let word = name.alias.text.split(is_between).find(|word| is_mixed(word))?;
        // What is of no script at all is no character, and another rule's.
        let scripts = Some(scripts(word)).filter(|scripts| scripts.len() > 1)?;
        Some(
            name.error("mixed-script", &format!("mixes {} in one word", scripts.join(" and ")))
                .label(format!("in `{word}`; letters that look alike are not the same letters"))
                .help("type the word anew in one script"),
        )
    })
}

fn is_mixed(word: &str) -> bool {
    if !AugmentedScriptSet::for_str(word).is_empty() {
        return false;
    }
    let without_latin: String = word.chars().filter(|c| c.script() != Script::Latin).collect();
    let rest = AugmentedScriptSet::for_str(&without_latin);
    let is_east_asian =
        !rest.is_empty() && !rest.is_all() && without_latin.chars().any(is_east_asian);
    !is_east_asian
}

fn is_east_asian(c: char) -> bool {
    matches!(
        c.script(),
        Script::Han | Script::Hiragana | Script::Katakana | Script::Hangul | Script::Bopomofo
    )
}

/// The scripts of a word, in the order in which they appear.
fn scripts(word: &str) -> Vec<&'static str> {
    let mut scripts = Vec::new();
    for script in word.chars().map(|c| c.script()) {
        let name = script.full_name();
        if !matches!(script, Script::Common | Script::Inherited | Script::Unknown)
            && !scripts.contains(&name)
        {
            scripts.push(name);
        }
    }
    scripts
}
