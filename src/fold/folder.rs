//! Folds one text: a run at a time where each character can be folded by itself, and elsewhere a character at a time.

#![expect(
    clippy::inline_always,
    reason = "the features of a kernel hold in the function that has them, and what is inlined there"
)]

use super::anchor::{Anchor, AnchorKind};
use super::form::{blank_run, is_dropped_after, loosened};
use super::properties::{Base, Properties, is_syllable, jamo};
use super::quick::{Look, QuickKind, look};
use super::simd::{CHUNK, Kernel};
use super::text::FoldedText;
use super::writer::Writer;

/// So much of the source may grow before room is made again, in bytes.
const STRETCH: usize = 4096;

/// No quick fold has more bytes than so many times those of its character.
const GROWTH: usize = 3;

/// More is written at once than counts.
const SPARE: usize = 2 * CHUNK;

/// The state of folding one text.
pub(super) struct Folder<'t> {
    source: &'t str,
    at: usize,
    into: &'t mut FoldedText,
    /// Of the last character that was no mark.
    base: Base,
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Stop {
    /// Room must be made.
    Room,
    /// A character must look at its neighbours.
    Unit,
}

impl<'t> Folder<'t> {
    /// `into` must be empty.
    pub(super) fn new(source: &'t str, into: &'t mut FoldedText) -> Self {
        Self { source, at: 0, into, base: Base::Other }
    }

    #[inline(always)]
    pub(super) fn run(&mut self, kernel: impl Kernel) {
        while self.at < self.source.len() {
            if self.quick(kernel) == Stop::Unit {
                self.unit();
            }
        }
        self.anchor(AnchorKind::Unit);
    }

    /// Makes room for what the next characters fold to, and tells up to where.
    fn make_room(&mut self) -> usize {
        let rest = self.source.len() - self.at;
        let stretch = rest.min(STRETCH);
        let needed = self.into.length + rest + (GROWTH - 1) * stretch + SPARE;
        if self.into.text.len() < needed {
            self.into.text.resize(needed + stretch, 0);
        }
        self.at + stretch
    }

    /// Folds characters as long as each can be folded by itself.
    #[inline(always)]
    fn quick(&mut self, kernel: impl Kernel) -> Stop {
        let limit = self.make_room();
        let source = self.source;
        let FoldedText { text, length, anchors, breaks, .. } = &mut *self.into;
        let mut to = Writer { source, at: self.at, text, length: *length, anchors };
        let mut tentative = Tentative::default();
        if to.anchors.last().is_none_or(|last| last.kind != AnchorKind::Run) {
            to.run();
        }
        let mut stop = Stop::Unit;
        loop {
            if to.at >= limit {
                stop = Stop::Room;
                break;
            }
            let four = to.four();
            match look(four) {
                Look::Ascii if four[1] < 0x80 => {
                    if to.ascii(kernel) && !to.blanks() {
                        break;
                    }
                }
                Look::Ascii => to.byte(four[0]),
                Look::Same(width) => to.same(four, width),
                Look::Syllable(point) => to.syllables(point, limit),
                Look::Quick(quick, width, false) if quick.kind == QuickKind::Single => {
                    to.single(quick, width);
                    if usize::from(quick.length) == width {
                        to.short(limit, kernel);
                    }
                }
                Look::Quick(quick, ..) if quick.kind == QuickKind::Slow => {
                    if tentative.end == to.at {
                        break;
                    }
                    if !to.mark() {
                        let Some(c) = to.dropped() else { break };
                        if parts_words(c) {
                            push_break(breaks, to.length);
                        }
                    }
                }
                Look::Quick(quick, width, is_edge) => {
                    let (at, length, breaks_before) = (to.at, to.length, breaks.len());
                    to.several(quick, width);
                    if is_edge {
                        push_break(breaks, length);
                        push_break(breaks, to.length);
                    }
                    if is_edge || quick.kind == QuickKind::Marked {
                        // The unit's anchor and that of the run after it.
                        let anchors = to.anchors.len() - 2;
                        tentative =
                            Tentative { end: to.at, at, length, anchors, breaks: breaks_before };
                    }
                }
                Look::Slow => break,
            }
        }
        if tentative.end == to.at && to.at < source.len() {
            (to.at, to.length) = (tentative.at, tentative.length);
            to.anchors.truncate(tentative.anchors);
            breaks.truncate(tentative.breaks);
            stop = Stop::Unit;
        }
        if stop == Stop::Unit {
            to.close();
        }
        (self.at, *length) = (to.at, to.length);
        stop
    }
}

/// A character whose fold has marks, or whose edges are breaks: should more marks follow, it is folded again with them.
#[derive(Clone, Copy, Default)]
struct Tentative {
    /// Where it ends in the source.
    end: usize,
    at: usize,
    length: usize,
    anchors: usize,
    breaks: usize,
}

/// Here a word may begin or end.
#[inline]
fn push_break(breaks: &mut Vec<u32>, at: usize) {
    if breaks.last() != Some(&(at as u32)) {
        breaks.push(at as u32);
    }
}

impl Folder<'_> {
    /// Folds one character, with the marks and dropped characters that follow, or these alone.
    #[inline(never)]
    fn unit(&mut self) {
        self.go_back();
        let Some(c) = self.next() else { return };
        let properties = Properties::of(c);
        let (mut is_edge, mut class) = (false, None);
        if properties.is_blank() {
            self.blanks();
        } else if properties.is_mark() || properties.is_dropped() {
            let before = self.before().map(Properties::of);
            self.base = before.map_or(Base::Other, Properties::base);
            class = before.map(Properties::class);
        } else {
            is_edge = differs_from_fold(c, properties);
            class = Some(properties.class());
            if is_edge {
                push_break(&mut self.into.breaks, self.into.length);
            }
            self.anchor(AnchorKind::Unit);
            self.character(c, properties);
        }
        // Emphasis may end there.
        if self.into.as_bytes().last() == Some(&b'_') {
            class = None;
        }
        let mut is_loose = false;
        while let Some(c) = self.next() {
            let properties = Properties::of(c);
            if properties.is_mark() {
                is_loose |= class != Some(properties.class());
                self.belongs_to_previous();
            } else if properties.is_dropped() {
                is_edge |= parts_words(c);
                if self.into.anchors.last().is_none_or(|last| last.kind != AnchorKind::Dropped) {
                    self.anchor(AnchorKind::Dropped);
                }
            } else {
                break;
            }
            self.character(c, properties);
        }
        self.flush();
        if is_edge || (is_loose && self.at < self.source.len()) {
            push_break(&mut self.into.breaks, self.into.length);
        }
    }

    /// To the beginning of a run of blanks or marks that the next character may go on; those before it were folded by themselves.
    fn go_back(&mut self) {
        let Some(next) = self.next().map(Properties::of) else { return };
        if !(next.is_blank() || next.is_mark() || next.is_dropped()) {
            return;
        }
        while let Some(before) = self.before() {
            let properties = Properties::of(before);
            let is_blank = before.is_ascii() && properties.is_blank();
            let goes_on = if is_blank {
                !next.is_mark() || next.is_dropped()
            } else {
                properties.is_mark() && !next.is_blank()
            };
            if !goes_on {
                break;
            }
            self.at -= before.len_utf8();
            if !properties.is_dropped() {
                self.into.length -= before.len_utf8();
            }
            if is_blank {
                break;
            }
        }
    }

    fn before(&self) -> Option<char> {
        self.source[..self.at].chars().next_back()
    }

    fn next(&self) -> Option<char> {
        self.source[self.at..].chars().next()
    }

    fn anchor(&mut self, kind: AnchorKind) {
        let (folded, source) = (self.into.length as u32, self.at as u32);
        self.into.anchors.push(Anchor { folded, source, kind });
    }

    fn blanks(&mut self) {
        self.anchor(AnchorKind::Unit);
        let (end, blank) = blank_run(self.source, self.at);
        self.push(blank);
        self.base = Base::Other;
        self.at = end;
    }

    /// One character that is no blank, a flag as one.
    fn character(&mut self, c: char, properties: Properties) {
        self.at += c.len_utf8();
        if properties.is_dropped() {
            return;
        }
        if is_syllable(c) {
            jamo(c).for_each(|c| self.push(c));
            self.base = Base::Other;
            return;
        }
        match properties.expansion() {
            Some(fold) if properties.is_slow() => {
                fold.folded.chars().for_each(|c| self.point(c));
            }
            None if properties.is_slow() => self.point(c),
            expansion => {
                match expansion {
                    Some(fold) => self.write(fold.loose),
                    None => self.push(c),
                }
                self.base = properties.base();
            }
        }
        if is_regional_indicator(c)
            && let Some(second) = self.next().filter(|&c| is_regional_indicator(c))
        {
            self.push(second);
            self.at += second.len_utf8();
        }
    }

    fn push(&mut self, c: char) {
        self.write(c.encode_utf8(&mut [0; 4]));
    }

    fn write(&mut self, folded: &str) {
        let FoldedText { text, length, .. } = &mut *self.into;
        let end = *length + folded.len();
        if text.len() < end {
            text.resize(end + SPARE, 0);
        }
        text[*length..end].copy_from_slice(folded.as_bytes());
        *length = end;
    }

    /// What follows is a part of the character before it, dropped characters between the two included.
    fn belongs_to_previous(&mut self) {
        let anchors = &mut self.into.anchors;
        if anchors.len() > 1 && anchors.last().is_some_and(|last| last.kind == AnchorKind::Dropped)
        {
            anchors.pop();
        }
        // In a run, or before everything: nothing begins or ends at a mark that the fold keeps. One that it drops shows
        // in the anchor that follows.
        if anchors.last().is_none_or(|last| last.kind == AnchorKind::Run) {
            self.anchor(AnchorKind::Marks);
        }
    }

    /// One folded code point of a slow character: orders marks and drops those that rule 6 drops.
    fn point(&mut self, c: char) {
        let properties = Properties::of(c);
        if c != '\u{345}' && properties.is_mark() && is_dropped_after(c, properties, self.base) {
            return;
        }
        match properties.ccc() {
            0 => {
                self.flush();
                if !properties.is_mark() {
                    self.base = properties.base();
                }
                match loosened(c) {
                    Some(loose) => self.write(loose),
                    None if c == '-' => self.push(' '),
                    None => self.push(c),
                }
            }
            class => self.into.pending.push((class, c)),
        }
    }

    /// Writes the marks that wait for their order.
    fn flush(&mut self) {
        if self.into.pending.is_empty() {
            return;
        }
        let mut pending = std::mem::take(&mut self.into.pending);
        pending.sort_by_key(|&(class, _)| class);
        for (_, c) in pending.drain(..) {
            self.push(if c == '\u{345}' { 'ι' } else { c });
        }
        self.into.pending = pending;
        // Dropped characters met meanwhile come after the marks.
        let FoldedText { length, anchors, .. } = &mut *self.into;
        if let Some(last) = anchors.last_mut().filter(|last| last.kind == AnchorKind::Dropped) {
            last.folded = *length as u32;
        }
    }
}

/// Whether a word may begin or end beside a character other than its fold shows.
fn differs_from_fold(c: char, properties: Properties) -> bool {
    let differs = |c: char| Properties::of(c).class() != properties.class();
    !is_syllable(c) && properties.expansion().is_some_and(|fold| fold.loose.chars().any(differs))
}

/// Whether a word may begin or end where this character is dropped.
fn parts_words(c: char) -> bool {
    matches!(c, '\u{200B}' | '\u{200C}')
}

/// Two of them are one character.
fn is_regional_indicator(c: char) -> bool {
    matches!(c, '\u{1F1E6}'..='\u{1F1FF}')
}
