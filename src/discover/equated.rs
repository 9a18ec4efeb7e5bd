//! Names that a text equates with known ones, by definitions, phrases and brackets.

use std::collections::BTreeSet;

use super::acronyms::is_of_capitals;
use super::discoverer::{Discoverer, Reading, meant};
use super::finding::Way;
use super::runs::span_of;
use super::tally::{Party, Subject};
use crate::annotate::Buffers;
use crate::boundary::{is_letter, is_lower, is_upper};
use crate::definitions::{self, Definition};
use crate::dictionary::Kind;
use crate::fold::key;
use crate::lint::common_words;
use crate::resolve::equations::{Equation, Sign};
use crate::resolve::{Candidate, Context, Evidence, EvidenceKind, Link};
use crate::span::Span;

/// A longer name is a sentence, in bytes.
const LONGEST: usize = 80;

/// A name in a text that may be equated with another.
#[derive(Clone, Copy)]
struct Named {
    span: Span,
    /// What it means, where that is known.
    meant: Option<Candidate>,
}

impl Reading<'_> {
    /// Reads what the text says of short forms and of other names.
    pub(super) fn read_definitions(&mut self, buffers: &mut Buffers) {
        let resolver = self.discoverer.annotator.resolver();
        let definitions = definitions::find(self.text.text, &resolver.phrases);
        let mut explained = None;
        for definition in &definitions {
            let Definition { short, long, .. } = *definition;
            match (self.meant(short), self.meant(long)) {
                (None, Some(known)) if !self.is_known(short) && self.may_be_name(short) => {
                    self.equate(short, known, Way::Definition);
                }
                (Some(known), None) if !self.is_known(long) && self.may_be_name(long) => {
                    let links = explained.get_or_insert_with(|| {
                        let context = Context { explain: true, ..self.text.context.clone() };
                        self.discoverer.annotator.annotate(self.text.text, &context, buffers)
                    });
                    // That the name is known says nothing of this text: it must be this definition that speaks for it.
                    let at = links.binary_search_by_key(&short, |link| link.span);
                    let story = at.ok().and_then(|at| links[at].stories.first());
                    let is_meant = meant(links, short) == Some(known)
                        && story.is_some_and(|story| {
                            let speaks = |reason: &Evidence| {
                                reason.kind == EvidenceKind::Defined && reason.span == Some(long)
                            };
                            story.candidate == known && story.evidence.iter().any(speaks)
                        });
                    if is_meant {
                        self.equate(long, known, Way::Definition);
                    }
                }
                (None, None) if !self.is_known(short) && !self.is_known(long) => {
                    self.read_acronym(definition);
                }
                _ => {}
            }
        }
        self.read_equations(&definitions);
    }

    fn read_equations(&mut self, definitions: &[Definition]) {
        let names = self.names();
        let told = definitions.iter().flat_map(|definition| [definition.short, definition.long]);
        let told: BTreeSet<Span> = told.collect();
        let at = |span: Span| names.binary_search_by_key(&span, |name| name.span).ok();
        let connectives = &self.discoverer.annotator.resolver().connectives;
        for equation in connectives.find(self.text.text, names.iter().map(|name| name.span)) {
            let (Some(left), Some(right)) = (at(equation.left), at(equation.right)) else {
                continue;
            };
            let (left, right) = (names[left], names[right]);
            let is_told = told.contains(&left.span) || told.contains(&right.span);
            if is_told {
                continue;
            }
            let way = way(equation.sign);
            if way == Way::Bracket {
                for name in [left, right] {
                    let party = match name.meant {
                        Some(known) => Party::Entity(known.entity),
                        None => Party::Name(key(name.span.of(self.text.text))),
                    };
                    *self.tally.brackets.entry(party).or_default() += 1;
                }
            }
            let (unknown, known, is_right) = match (left.meant, right.meant) {
                (None, Some(known)) => (left.span, known, false),
                (Some(known), None) => (right.span, known, true),
                _ => continue,
            };
            // "Italaudit, formerly the Italian arm of …"
            let rule = self.gazetteer().alias(known.alias).rule();
            if rule.kind == Kind::Demonym || is_right && self.is_part(equation) {
                continue;
            }
            let is_sound = match way {
                Way::Bracket => !self.is_remark(equation, known),
                _ => true,
            };
            if is_sound && !self.is_known(unknown) && self.may_be_name(unknown) {
                let way = if way == Way::Former && !is_right { Way::Phrase } else { way };
                self.equate(unknown, known, way);
            }
        }
    }

    fn equate(&mut self, unknown: Span, known: Candidate, way: Way) {
        let subject = Subject::Equated(known.entity, key(unknown.of(self.text.text)));
        let seen = self.tally.see(subject, self.text, unknown);
        *seen.ways.entry(way).or_default() += 1;
        *seen.known.entry(known.alias).or_default() += 1;
    }

    /// The names of the text that follow one another, known or not: a known one inside a longer row of words is no name by itself.
    fn names(&self) -> Vec<Named> {
        let mut names: Vec<Named> = Vec::new();
        for run in self.runs {
            let whole = span_of(self.words, run);
            let run = self.without_leads(run);
            let span = span_of(self.words, &run);
            let links = self.links;
            let first = links.partition_point(|link| link.span.end <= whole.start);
            let inside = links[first..].iter().take_while(|link| link.span.start < whole.end);
            // A row with its first words, or without them.
            let exact = inside.clone().find(|link| {
                link.span.end == span.end && (whole.start..=span.start).contains(&link.span.start)
                    || link.span.start <= whole.start && link.span.end >= whole.end
            });
            names.push(match exact {
                Some(link) => Named { span: link.span, meant: self.meant(link.span) },
                None => Named { span, meant: None },
            });
        }
        // Names without capitals, in scripts that have none.
        let is_apart = |link: &&Link| {
            let after = names.partition_point(|name| name.span.end <= link.span.start);
            names.get(after).is_none_or(|name| name.span.start >= link.span.end)
        };
        let apart: Vec<&Link> = self.links.iter().filter(is_apart).collect();
        names.extend(
            apart.into_iter().map(|link| Named { span: link.span, meant: self.meant(link.span) }),
        );
        names.sort_by_key(|name| name.span);
        names.dedup_by_key(|name| name.span);
        names
    }

    /// Whether what stands in brackets says something about the name before it, and not what else it is called: where it is from
    /// ("Federer (Switzerland)"), or who reports from there ("ANKARA, Turkey (Reuters) - ").
    fn is_remark(&self, equation: Equation, known: Candidate) -> bool {
        let text = self.text.text;
        let is_right = self.meant(equation.right).is_some();
        let entity_type = self.gazetteer().entity(known.entity).entity_type();
        let is_place = is_right && self.discoverer.place_types.contains(entity_type);
        let after = text[equation.right.end..].trim_start_matches([')', ']']).trim_start();
        let is_dateline = after.starts_with(['-', '–', '—']);
        let before = text[..equation.left.start].trim_end_matches([' ', '\t']);
        let begins_line = before.is_empty() || before.ends_with(['\n', ',']);
        let closes =
            text[equation.right.end..].trim_start_matches(crate::boundary::is_quotation_mark);
        is_place || is_dateline && begins_line || !closes.starts_with([')', ']'])
    }

    /// Whether the known name, which stands first, belongs to what is called otherwise: "the copper company of Chile (Codelco)", "a
    /// region in Turkey known as Cappadocia".
    fn is_part(&self, equation: Equation) -> bool {
        let between = self.text.text[equation.left.end..equation.right.start].trim_start();
        let is_apart = between.starts_with([',', '(', '[', '–', '—']);
        let mut before = self.words.partition_point(|word| word.span.end <= equation.left.start);
        // "of the"
        for _ in 0..2 {
            let Some(at) = before.checked_sub(1) else { return false };
            let key = &*self.lexicon.entry(self.words[at]).key;
            let Discoverer { lists, .. } = self.discoverer;
            if lists.of.contains(key) || !is_apart && lists.places.contains(key) {
                return true;
            }
            if !lists.joints.contains(key) {
                return false;
            }
            before = at;
        }
        false
    }

    /// Whether a name would be one in a dictionary.
    pub(super) fn may_be_name(&self, span: Span) -> bool {
        let text = span.of(self.text.text);
        let folded = key(text);
        let lists = &self.discoverer.lists;
        let letters = text.chars().filter(|&c| is_letter(c)).count();
        let has_case = text.chars().any(|c| is_upper(c) || is_lower(c));
        // Words of a script without case beside it belong to the sentence.
        let is_mixed = has_case
            && text.chars().any(|c| !c.is_ascii() && is_letter(c) && !is_upper(c) && !is_lower(c));
        let is_word = !folded.contains(' ')
            && !is_of_capitals(text)
            && (common_words(&folded).next().is_some()
                || lists.leads.contains(&folded)
                || lists.given.contains(&folded));
        letters > 1
            && !is_mixed
            && text.len() <= LONGEST
            && !text.contains(['{', '}', '\\', '<', '>', '@', '\u{FFFD}'])
            && (!has_case || text.chars().any(is_upper))
            && !is_word
    }
}

/// How an equation is told. A list of two says "or", too: it is worth no more than a bracket.
fn way(sign: Sign) -> Way {
    match sign {
        Sign::Bracket | Sign::Or => Way::Bracket,
        Sign::Former => Way::Former,
        Sign::Connective => Way::Phrase,
    }
}
