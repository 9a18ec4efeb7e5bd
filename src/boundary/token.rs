//! The whole word that a name stands in.

use super::affixes::{Affix, Affixes};
use super::characters::{Character, after, before};
use super::edges::{run_after, run_before, scripts_part};
use crate::span::Span;

/// ZWNJ joins what is glued to a word in Persian.
const ZWNJ: char = '\u{200C}';

/// The word that stands at `span`, with what is glued to it or joined by an apostrophe: Türkiye’*nin*, *و*باكستان, ایران‌*ها*. Beside
/// letters of scripts without spaces nothing is.
pub(crate) fn token(text: &str, span: Span, affixes: &Affixes) -> Span {
    Span::new(token_start(text, span, affixes), token_end(text, span, affixes))
}

fn token_start(text: &str, span: Span, affixes: &Affixes) -> usize {
    let Some(inner) = span.of(text).chars().next() else { return span.start };
    let mut start = span.start;
    if let Some(left) = before(text, start).next().filter(|one| one.is_apostrophe()) {
        let run = run_before(text, left.start);
        return if affixes.has(Affix::Elision, run) { left.start - run.len() } else { start };
    }
    let is_glued = |one: &Character| one.is_word() && !scripts_part(inner, one.c);
    for one in before(text, start).take_while(is_glued) {
        start = one.start;
    }
    start
}

fn token_end(text: &str, span: Span, affixes: &Affixes) -> usize {
    let Some(inner) = span.of(text).chars().next_back() else { return span.end };
    let mut end = span.end;
    loop {
        let rest = &text[end..];
        let next = after(text, end).next();
        if let Some(right) = next.filter(|one| one.is_apostrophe()) {
            let run = run_after(text, right.end, Character::is_word);
            return if affixes.has(Affix::Ending, run) { right.end + run.len() } else { end };
        }
        let from = if rest.starts_with(ZWNJ) { end + ZWNJ.len_utf8() } else { end };
        let is_glued = |one: &Character| one.is_word() && !scripts_part(inner, one.c);
        let Some(last) = after(text, from).take_while(is_glued).last() else { return end };
        end = last.end;
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::language::{Language, List};

    #[test]
    fn a_token_is_the_name_and_what_is_glued_to_it() {
        let mut language = Language::new("tr");
        language.set(List::Ending, vec!["nin".into(), "s".into()]);
        language.set(List::Elision, vec!["l".into()]);
        let affixes = Affixes::of(&[language]);
        for (text, name, token_of_it) in [
            ("Türkiye'nin sesi", "Türkiye", "Türkiye'nin"),
            ("Türkiyede", "Türkiye", "Türkiyede"),
            ("Türkiye'xyz", "Türkiye", "Türkiye"),
            ("in Turkey.", "Turkey", "Turkey"),
            ("the Philippines' coast", "Philippines", "Philippines"),
            ("de l’Irak, dit", "Irak", "l’Irak"),
            ("aujourd’Irak", "Irak", "Irak"),
            ("لباكستان.", "باكستان", "لباكستان"),
            ("ایران\u{200C}هایی", "ایران", "ایران\u{200C}هایی"),
            ("在中国的", "中国", "中国"),
            ("Iran", "Iran", "Iran"),
        ] {
            let start = text.find(name).expect("it is there");
            let span = Span::new(start, start + name.len());
            assert_eq!(token(text, span, &affixes).of(text), token_of_it, "{text}");
        }
    }
}
