//! Which of the mentions that overlap are kept.

use crate::scan::Mention;

/// From left to right, the longest; what lies inside it or crosses it is hidden. With `nested`, what lies wholly inside a chosen one
/// is kept too.
pub(super) fn longest(
    mentions: impl Iterator<Item = Mention>,
    nested: bool,
    chosen: &mut Vec<Mention>,
) {
    chosen.clear();
    let mut reach = 0;
    for mention in mentions {
        if mention.span.start >= reach {
            reach = mention.span.end;
            chosen.push(mention);
        } else if nested && mention.span.end <= reach {
            chosen.push(mention);
        }
    }
}
