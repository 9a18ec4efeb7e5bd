//! Rewriting a text until that changes nothing any more.
//!
//! What is written can make a new name with its neighbours ("West German" → "West Germany"), or take away what kept another one
//! as it was. Such edits are taken back, each round those a step further around a place where the rewritten text does not read as
//! it should.
//!
//! Then the text that comes out, T, comes out unharmed again: its reading proposes the edits that were taken back, W, and no others. To
//! carry them out gives the text of the first round before; there the same places read wrongly, and the same edits among W are taken
//! back; and so on, until W is empty.

use super::{Edit, apply, rewritten_places};
use crate::span::Span;

/// From how far edits are taken back, round after round, in bytes; after the last, from anywhere.
const REACHES: [usize; 4] = [0, 100, 10_000, 1_000_000];

/// Those of the edits that `read` proposes for `text` after which it proposes none but those that were taken back.
pub(super) fn settle(text: &str, mut read: impl FnMut(&str) -> Vec<Edit>) -> Vec<Edit> {
    let (mut kept, mut taken_back) = (read(text), Vec::new());
    let mut reaches = REACHES.into_iter();
    while !kept.is_empty() {
        let places = rewritten_places(&kept);
        let again = read(&apply(text, &kept));
        let wrong = differences(&again, &moved(&taken_back, &kept));
        if wrong.is_empty() {
            break;
        }
        let reach = reaches.next().unwrap_or(usize::MAX);
        let is_near = |place: &Span| {
            let end = wrong.partition_point(|wrong| wrong.start <= place.end.saturating_add(reach));
            end > 0 && place.start <= wrong[end - 1].end.saturating_add(reach)
        };
        let mut near = places.iter().map(is_near);
        let (back, rest) = kept.into_iter().partition(|_| near.next().unwrap_or_default());
        kept = rest;
        taken_back.extend::<Vec<_>>(back);
        taken_back.sort_unstable_by_key(|edit: &Edit| edit.span);
    }
    kept
}

/// Where `edits` stand after `others`, disjoint from them, were carried out.
fn moved(edits: &[Edit], others: &[Edit]) -> Vec<Edit> {
    let mut others = others.iter().peekable();
    let (mut added, mut removed) = (0, 0);
    let shift = |edit: &Edit| {
        while let Some(other) = others.next_if(|other| other.span < edit.span) {
            added += other.new.len();
            removed += other.span.len();
        }
        let start = edit.span.start + added - removed;
        Edit { span: Span::new(start, start + edit.span.len()), ..edit.clone() }
    };
    edits.iter().map(shift).collect()
}

/// Where an edit is in one list only; disjoint, ascending.
fn differences(one: &[Edit], other: &[Edit]) -> Vec<Span> {
    let only = |these: &[Edit], those: &[Edit]| -> Vec<Span> {
        let is_alone = |edit: &&Edit| {
            let at = those.binary_search_by_key(&edit.span, |edit| edit.span);
            at.ok().is_none_or(|at| those[at].new != edit.new)
        };
        these.iter().filter(is_alone).map(|edit| edit.span).collect()
    };
    let mut spans = only(one, other);
    spans.extend(only(other, one));
    spans.sort_unstable();
    let mut apart: Vec<Span> = Vec::with_capacity(spans.len());
    for span in spans {
        match apart.last_mut() {
            Some(last) if span.start <= last.end => last.end = last.end.max(span.end),
            _ => apart.push(span),
        }
    }
    apart
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::dice::Dice;

    /// Writes `new` for each `old`, from left to right.
    fn read(rules: &[(&str, &str)]) -> impl Fn(&str) -> Vec<Edit> {
        move |text| {
            let mut edits = Vec::new();
            let mut at = 0;
            while at < text.len() {
                let rule = rules.iter().find(|(old, _)| text[at..].starts_with(old));
                if let Some(&(old, new)) = rule {
                    let span = Span::new(at, at + old.len());
                    edits.push(Edit { span, old: old.to_owned(), new: new.to_owned() });
                }
                at += rule.map_or(1, |(old, _)| old.len());
            }
            edits
        }
    }

    #[test]
    fn takes_back_what_would_go_on_and_nothing_else() {
        let far = ".".repeat(200);
        let cases = [
            // A new name with a neighbour.
            (vec![("wb", "z"), ("a", "b"), ("x", "y")], "x wa x", "y wa y"),
            // One that never ends.
            (vec![("a", "aa"), ("x", "y")], "x a x", "y a y"),
            // A name far away that reads otherwise now.
            (vec![("x", "y")], "x", "y"),
        ];
        for (rules, text, expected) in cases {
            let text = text.replace(' ', &far);
            let read = read(&rules);
            let edits = settle(&text, &read);
            let settled = apply(&text, &edits);
            assert_eq!(settled, expected.replace(' ', &far), "{rules:?}");
            assert_eq!(settle(&settled, &read), [], "{rules:?}");
        }
    }

    #[test]
    fn settled_texts_stay() {
        let names = ["a", "b", "c", "ab", "bc", "ca", "aa", ""];
        let mut dice = Dice::new(1);
        let mut pick = |sides: usize| dice.below(sides);
        for _ in 0..20_000 {
            let rules: Vec<_> = (0..pick(4))
                .map(|_| (names[pick(names.len() - 1)], names[pick(names.len())]))
                .filter(|(old, new)| old != new)
                .collect();
            let text: String = (0..pick(12)).map(|_| names[pick(names.len())]).collect();
            let read = read(&rules);
            let settled = apply(&text, &settle(&text, &read));
            assert_eq!(settle(&settled, &read), [], "{rules:?} {text} {settled}");
        }
    }
}
