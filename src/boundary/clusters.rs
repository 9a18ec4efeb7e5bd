//! Edges of grapheme clusters (UAX #29).

use unicode_segmentation::GraphemeCursor;

/// Whether a span may begin at `at`: no cluster goes on there.
pub(crate) fn may_begin(text: &str, at: usize) -> bool {
    is_edge(text, at)
}

/// Whether a span may end at `at`: no cluster goes on there, but for the joiners that end it.
pub(crate) fn may_end(text: &str, at: usize) -> bool {
    let after_joiners = || {
        let rest = text[at..].trim_start_matches(['\u{200C}', '\u{200D}']);
        is_edge(text, text.len() - rest.len())
    };
    is_edge(text, at) || after_joiners()
}

fn is_edge(text: &str, at: usize) -> bool {
    let (before, after) = text.split_at(at);
    let (Some(before), Some(after)) = (before.chars().next_back(), after.chars().next()) else {
        return true;
    };
    if stands_alone(before) && stands_alone(after) {
        return (before, after) != ('\r', '\n');
    }
    let is_indicator = |c: char| matches!(c, '\u{1F1E6}'..='\u{1F1FF}');
    if is_indicator(before) && is_indicator(after) {
        // The fold has paired them from the start of their run and never splits a pair; counting them again at each
        // edge would take time quadratic in the run.
        return true;
    }
    GraphemeCursor::new(at, text.len(), true).is_boundary(text, 0).unwrap_or(false)
}

/// Whether no two such characters are one cluster, but for CR and LF. Most text consists of them.
fn stands_alone(c: char) -> bool {
    // Without marks, jamo, and what Arabic and Indic scripts put before numbers and letters.
    matches!(c,
        '\0'..='\u{2FF}'
        | '\u{370}'..='\u{482}'
        | '\u{5D0}'..='\u{5EA}'
        | '\u{620}'..='\u{64A}'
        | '\u{671}'..='\u{6D3}'
        | '\u{2010}'..='\u{2027}'
        | '\u{3041}'..='\u{3096}'
        | '\u{30A0}'..='\u{30FF}'
        | '\u{4E00}'..='\u{9FFF}'
        | '\u{AC00}'..='\u{D7A3}'
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn edges_are_those_of_clusters() {
        let others = ['a', '\r', '\n', '©', 'я', 'ש', 'ب', 'ک', '—', 'か', '中', '한', '가'];
        for c in ('\0'..=char::MAX).filter(|&c| stands_alone(c)) {
            for other in others.into_iter().chain([c]) {
                for text in [format!("{c}{other}"), format!("{other}{c}")] {
                    let at = text.chars().next().map_or(0, char::len_utf8);
                    let cursor = GraphemeCursor::new(at, text.len(), true).is_boundary(&text, 0);
                    assert_eq!(Ok(is_edge(&text, at)), cursor, "{text:?}");
                }
            }
        }
    }
}
