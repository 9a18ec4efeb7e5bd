//! Counts the names of a text.

use std::collections::{BTreeSet, HashMap};
use std::slice;

use super::{Dates, Example, Group, Over, Tally, Usage, Voice};
use crate::annotate::{Annotator, Buffers};
use crate::dictionary::Kind;
use crate::gazetteer::{AliasIndex, AliasRef, EntityIndex, Gazetteer};
use crate::passage::Passage;
use crate::resolve::{Candidate, Context, Link, Verdict};
use crate::span::Span;

/// So much of a sentence is kept on either side of a mention, in bytes.
const SIDE: usize = 200;

/// Counts how entities are called. Shared between threads.
#[derive(Clone, Debug)]
pub struct Counter {
    annotator: Annotator,
    entities: BTreeSet<EntityIndex>,
    /// The name that each alias of theirs is a spelling of.
    names: HashMap<AliasIndex, AliasIndex>,
    over: Over,
    examples: usize,
}

/// A text, and what is known of it.
#[derive(Clone, Copy)]
pub struct Text<'t> {
    /// The document.
    pub text: &'t str,
    /// Its language and its date.
    pub context: &'t Context,
    /// Whose words it is.
    pub source: Option<&'t str>,
    /// What its record is called.
    pub record: Option<&'t str>,
    /// Where in the record a span of the document stands.
    pub place: &'t dyn Fn(Span) -> Place,
    /// Which readings count.
    pub wants: &'t dyn Fn(&Candidate) -> bool,
}

/// Where in a record something stands.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Place {
    /// The field.
    pub field: String,
    /// Bytes of that field's text.
    pub span: Span,
}

impl Counter {
    /// Counts names of these entities over periods of this length, and keeps so many examples of each count.
    #[must_use]
    pub fn new(
        annotator: Annotator,
        entities: impl IntoIterator<Item = EntityIndex>,
        over: Over,
        examples: usize,
    ) -> Self {
        let entities: BTreeSet<_> = entities.into_iter().collect();
        let gazetteer = annotator.gazetteer();
        let aliases = entities.iter().flat_map(|&entity| gazetteer.entity(entity).forms());
        let names = aliases.map(|alias| (alias.index(), name_of(gazetteer, alias.name().index())));
        Self { names: names.collect(), entities, over, examples, annotator }
    }

    /// What it reads texts with.
    #[must_use]
    pub const fn annotator(&self) -> &Annotator {
        &self.annotator
    }

    /// The names in one text, which has no number yet.
    ///
    /// # Panics
    /// When the text is longer than [`crate::fold::MAX_TEXT_BYTES`].
    #[must_use]
    pub fn count(&self, text: &Text<'_>, buffers: &mut Buffers) -> Tally {
        let links = self.annotator.annotate(text.text, text.context, buffers);
        let source = text.source.map(str::to_owned);
        let period = text.context.date.map(|date| self.over.period_of(date));
        let group = Group { source, period };
        let mut tally = Tally::new(self.examples);
        for link in &links {
            let (candidates, ambiguous) = match &link.verdict {
                Verdict::Entity(candidate) => (slice::from_ref(candidate), false),
                // Each of another entity.
                Verdict::Ambiguous(candidates) => (candidates.as_slice(), true),
                Verdict::Nil => continue,
            };
            for candidate in candidates {
                if !self.entities.contains(&candidate.entity) || !(text.wants)(candidate) {
                    continue;
                }
                if !ambiguous {
                    tally.naming.insert((candidate.entity, group.clone()), 1);
                }
                self.add(text, link, (*candidate, ambiguous), &group, &mut tally);
            }
        }
        tally.texts.insert(group, 1);
        tally
    }

    /// Counts a mention in.
    fn add(
        &self,
        text: &Text<'_>,
        link: &Link,
        (candidate, ambiguous): (Candidate, bool),
        group: &Group,
        tally: &mut Tally,
    ) {
        let Candidate { entity, alias: spelling, attributed } = candidate;
        // A gloss gives an entity a name of its class.
        let known = self.names.get(&spelling).copied();
        let alias = known.unwrap_or_else(|| name_of(self.annotator.gazetteer(), spelling));
        let uses =
            tally.uses.entry(Usage { entity, alias, ambiguous, group: group.clone() }).or_default();
        uses.texts = 1;
        *uses.spellings.entry(spelling).or_default() += 1;
        let date = text.context.date;
        let count = uses.of_mut(if link.quoted { Voice::Quoted } else { Voice::Own });
        count.texts = 1;
        count.mentions += 1;
        count.before_since += u64::from(!attributed);
        count.dates.add(Dates::of(date));
        if count.examples.len() < self.examples {
            let Place { field, span } = (text.place)(link.span);
            let passage = Passage::around(text.text, link.span, SIDE);
            let record = text.record.map(str::to_owned);
            let at = link.span.start;
            count.examples.push(Example { date, number: 0, record, field, span, at, passage });
        }
    }
}

/// The name that an alias is a spelling of. Whoever decrees a designation decrees no spelling: those of one decree, about which a
/// dictionary says the same, are one name, and every other alias is a name of its own.
fn name_of(gazetteer: &Gazetteer, alias: AliasIndex) -> AliasIndex {
    let alias = gazetteer.alias(alias);
    if !matches!(alias.rule().kind, Kind::Designation | Kind::SelfDesignation) {
        return alias.index();
    }
    let same = alias.entity().aliases().filter(|other| other.rule() == alias.rule());
    same.map(AliasRef::index).min().unwrap_or(alias.index())
}
