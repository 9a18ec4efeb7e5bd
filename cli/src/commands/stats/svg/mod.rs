//! `exonym stats --format svg`: the drawing that `dictionaries/README.md` shows.
//!
//! It has a ground of its own, so that it can be read on any page, and follows the reader's choice of a dark or a light one. All
//! coordinates are whole numbers: equal dictionaries give equal bytes.

mod panel;

use std::collections::BTreeMap;
use std::fmt::Write as _;
use std::sync::Arc;

use exonym::dictionary::Source;
use exonym::stats::{Count, OfType, Statistics};

use crate::output::visible::{one_line, visible};
use panel::{Bar, Panel, Shape};

const STYLE: &str = include_str!("style.css");

const TITLE: &str = "What the dictionaries hold";

const WIDTH: usize = 840;
const MARGIN: usize = 24;
/// Between the head and the first panel, and between two panels.
const GAP: usize = 28;
const HEAD: usize = 58;

const LEFT: Shape = Shape { x: MARGIN, label: 132, bar: 160 };
const RIGHT: Shape = Shape { x: 440, label: 132, bar: 160 };
const WIDE: Shape = Shape { x: MARGIN, label: 468, bar: 240 };
/// Shorter lists are easier to take in.
const MOST_BARS: usize = 12;
/// What has room before a bar of the wide panel.
const MOST_CHARS: usize = 62;

/// The drawing, with a line break at its end.
pub fn drawing(statistics: &Statistics) -> String {
    let left = [types(statistics), bars("Names by kind", &statistics.by_kind)];
    let right = [
        languages(statistics),
        bars("Names by script", &statistics.by_script),
        bars("Names by tone", &statistics.by_tone),
        tested(statistics),
    ];
    let wide = [sources(statistics)];
    let mut body = String::new();
    let top = MARGIN + HEAD;
    let bottom = below(&left, LEFT, top, &mut body).max(below(&right, RIGHT, top, &mut body));
    let height = below(&wide, WIDE, bottom, &mut body) - GAP + MARGIN;
    let sum = sum(statistics);
    let mut said = format!("{sum}.");
    for panel in left.iter().chain(&right).chain(&wide) {
        let _ = write!(said, "\n{}.", panel.said());
    }
    let (card_width, card_height, title_base, sum_base) =
        (WIDTH - 1, height - 1, MARGIN + 16, MARGIN + 38);
    format!(
        r#"<svg xmlns="http://www.w3.org/2000/svg" width="{WIDTH}" height="{height}" viewBox="0 0 {WIDTH} {height}" role="img" aria-labelledby="title desc">
<title id="title">{TITLE}</title>
<desc id="desc">{said}</desc>
<style>
{STYLE}</style>
<rect class="card" x="0.5" y="0.5" width="{card_width}" height="{card_height}" rx="6"/>
<text class="head" x="{MARGIN}" y="{title_base}">{TITLE}</text>
<text class="less" x="{MARGIN}" y="{sum_base}">{sum}</text>
{body}</svg>
"#
    )
}

/// Draws panels one below the other, and tells where the next one would begin.
fn below(panels: &[Panel], shape: Shape, top: usize, out: &mut String) -> usize {
    panels.iter().fold(top, |y, panel| y + panel.draw(shape, y, out) + GAP)
}

/// The sum in a sentence.
fn sum(statistics: &Statistics) -> String {
    let Statistics { total, decoys, tests, .. } = statistics;
    format!(
        "{} entities ({} of them rival senses), {} names in {} spellings, {} test sentences",
        grouped(total.entities),
        grouped(*decoys),
        grouped(total.names),
        grouped(total.forms),
        grouped(tests.hits + tests.misses),
    )
}

fn types(statistics: &Statistics) -> Panel {
    let types = statistics.by_type.iter().map(|of| Bar::new(type_of(of), of.count.names));
    Panel::new("Names by type of entity", types.collect(), MOST_BARS)
}

fn bars(title: &str, counts: &[(String, Count)]) -> Panel {
    let bars = counts.iter().map(|(group, count)| Bar::new(plain(group), count.names));
    Panel::new(title, bars.collect(), MOST_BARS)
}

fn sources(statistics: &Statistics) -> Panel {
    let bar = |(source, count): &(Arc<Source>, Count)| {
        Bar::new(cut(&visible(&one_line(&source.title))), count.names)
    };
    let bars = statistics.by_source.iter().map(bar).collect();
    Panel::new("Names by source; a name may have several", bars, MOST_BARS)
}

fn tested(statistics: &Statistics) -> Panel {
    let Statistics { total, tests, .. } = statistics;
    let bars = vec![
        Bar::new("a hit".to_owned(), tests.entities_with_hit),
        Bar::new("a miss".to_owned(), tests.entities_with_miss),
    ];
    let title = format!("Entities tested by, of all {}", grouped(total.entities));
    Panel::new(&title, bars, MOST_BARS).with_full(total.entities)
}

/// How many entities have a name in each language, of all that are reported.
fn languages(statistics: &Statistics) -> Panel {
    let mut named_in: BTreeMap<&str, usize> = BTreeMap::new();
    for (lang, named) in statistics.by_type.iter().flat_map(|of| &of.named_in) {
        *named_in.entry(lang).or_default() += named;
    }
    let entities = statistics.total.entities - statistics.decoys;
    let label =
        |lang: &str| if lang == "und" { "und (not said)".to_owned() } else { lang.to_owned() };
    let mut bars: Vec<Bar> =
        named_in.into_iter().map(|(lang, named)| Bar::new(label(lang), named)).collect();
    bars.sort_by_key(|bar| std::cmp::Reverse(bar.value));
    let title = format!("Entities with a name in, of {} reported", grouped(entities));
    Panel::new(&title, bars, MOST_BARS).with_full(entities)
}

fn type_of(of: &OfType) -> String {
    if of.decoys_only {
        "rival senses".to_owned()
    } else if of.entity_type.is_empty() {
        format!("{} (no type)", of.namespace)
    } else {
        plain(&of.entity_type)
    }
}

/// Without the hyphens that keywords have.
fn plain(keyword: &str) -> String {
    keyword.replace('-', " ")
}

fn cut(text: &str) -> String {
    if text.chars().count() <= MOST_CHARS {
        return text.to_owned();
    }
    let kept: String = text.chars().take(MOST_CHARS - 1).collect();
    format!("{}…", kept.trim_end())
}

/// With a comma between thousands.
fn grouped(number: usize) -> String {
    let digits = number.to_string();
    let mut written = String::new();
    for (at, digit) in digits.chars().enumerate() {
        if at > 0 && (digits.len() - at).is_multiple_of(3) {
            written.push(',');
        }
        let _ = write!(written, "{digit}");
    }
    written
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn thousands_are_grouped() {
        let cases = [(0, "0"), (999, "999"), (1000, "1,000"), (1_234_567, "1,234,567")];
        for (number, written) in cases {
            assert_eq!(grouped(number), written);
        }
    }

    #[test]
    fn long_titles_are_cut() {
        assert_eq!(cut("short"), "short");
        let long = cut(&"é".repeat(100));
        assert_eq!((long.chars().count(), long.ends_with('…')), (MOST_CHARS, true));
    }
}
