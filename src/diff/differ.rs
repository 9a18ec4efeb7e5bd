//! Two gazetteers over one text: which spans are read otherwise.

use std::collections::HashMap;

use super::excerpt::{Excerpt, First};
use super::keys::{self, ChangedKey};
use super::labels::Labels;
use super::tally::{Change, Count, Effect, Tally};
use super::trigger::{Trigger, TriggerBuffers};
use super::words::count_words;
use crate::annotate::{Annotator, Buffers};
use crate::gazetteer::{AliasIndex, AliasRef, EntityIndex, EntityRef, Gazetteer, KeyIndex};
use crate::passage::single_blanks;
use crate::resolve::{Candidate, Context, Link, Verdict};
use crate::scan::Mention;
use crate::span::Span;

/// Tells what a change of the dictionaries does to texts. Built once, shared between threads.
#[derive(Debug)]
pub struct Differ {
    old: Annotator,
    new: Annotator,
    heirs: Heirs,
    changed: Vec<ChangedKey>,
    trigger: Trigger,
    labels: Labels,
    /// The new names, by alias number of the new gazetteer.
    is_new: Vec<bool>,
    /// By key number of the new gazetteer: one of its names is new.
    has_new: Vec<bool>,
}

/// The buffers of one thread; reuse them from text to text.
#[derive(Debug, Default)]
pub struct DiffBuffers {
    trigger: TriggerBuffers,
    annotate: Buffers,
}

/// Where a mention stands, in the words of whoever has the texts.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Place {
    /// What the record is called.
    pub record: String,
    /// The field.
    pub field: String,
}

/// A text to compare.
#[derive(Clone, Copy)]
pub struct Text<'t> {
    /// The text.
    pub text: &'t str,
    /// What is known of it.
    pub context: &'t Context,
    /// Where a span of it stands.
    pub place: &'t dyn Fn(Span) -> Place,
}

impl Differ {
    /// Prepares to compare what the two make of texts.
    #[must_use]
    pub fn new(old: Annotator, new: Annotator) -> Self {
        let (before, after) = (old.gazetteer(), new.gazetteer());
        let changed = keys::changed(before, after);
        let trigger = Trigger::new(before, after, &changed);
        let labels = Labels::new(before, after);
        let heirs = Heirs::new(before, after);
        let mut is_new = vec![false; after.alias_bound()];
        let mut has_new = vec![false; after.alias_bound()];
        // Only where a key has changed can a name of it be new.
        for key in &changed {
            let Some(new) = key.new else { continue };
            let known: Vec<_> = key
                .old
                .into_iter()
                .flat_map(|old| before.candidates(old))
                .filter_map(|alias| Some((heirs.of(alias.entity().index())?, alias.text())))
                .collect();
            for alias in after.candidates(new) {
                if !known.contains(&(alias.entity().index(), alias.text())) {
                    is_new[alias.index().0 as usize] = true;
                    has_new[new.0 as usize] = true;
                }
            }
        }
        Self { old, new, heirs, changed, trigger, labels, is_new, has_new }
    }

    /// The old gazetteer.
    #[must_use]
    pub fn before(&self) -> &Gazetteer {
        self.old.gazetteer()
    }

    /// The new one.
    #[must_use]
    pub fn after(&self) -> &Gazetteer {
        self.new.gazetteer()
    }

    /// The new annotator.
    pub(super) fn annotator(&self) -> &Annotator {
        &self.new
    }

    /// What became of entities.
    #[must_use]
    pub fn heirs(&self) -> &Heirs {
        &self.heirs
    }

    /// Whether only the new gazetteer has the name.
    #[must_use]
    pub fn is_new(&self, alias: AliasIndex) -> bool {
        self.is_new[alias.0 as usize]
    }

    /// The keys whose candidates differ.
    pub(super) fn changed_keys(&self) -> &[ChangedKey] {
        &self.changed
    }

    /// The names that only the new gazetteer has, by key.
    pub fn new_names(&self) -> impl Iterator<Item = (KeyIndex, AliasRef<'_>)> {
        let gazetteer = self.after();
        let keys = gazetteer.keys();
        keys.filter(|key| self.has_new[key.0 as usize]).flat_map(move |key| {
            let new = gazetteer.candidates(key);
            new.filter(|alias| self.is_new(alias.index())).map(move |alias| (key, alias))
        })
    }

    /// What changes in a text. One that cannot differ is only looked at.
    #[must_use]
    pub fn diff(&self, text: &Text<'_>, buffers: &mut DiffBuffers) -> Tally {
        if self.trigger.may_differ(text.text, &mut buffers.trigger) {
            self.diff_in_full(text, buffers)
        } else {
            Tally { texts: 1, words: count_words(text.text), ..Tally::default() }
        }
    }

    /// The same, by annotating any text twice.
    #[must_use]
    pub fn diff_in_full(&self, text: &Text<'_>, buffers: &mut DiffBuffers) -> Tally {
        // What is nested is hidden by what is mentioned, and reasons are not compared.
        let context = Context { nested: false, explain: false, ..text.context.clone() };
        let old = self.old.annotate(text.text, &context, &mut buffers.annotate);
        let new = self.new.annotate(text.text, &context, &mut buffers.annotate);
        let words = count_words(text.text);
        let mut reading = ReadText {
            differ: self,
            text,
            tally: Tally { texts: 1, annotated: 1, words, ..Tally::default() },
            seen: HashMap::new(),
        };
        reading.compare(&old, &new);
        reading.watch(buffers.annotate.mentions(), &new);
        reading.tally
    }

    /// Whether two verdicts mean the same entities.
    fn mean_the_same(&self, old: &Verdict, new: &Verdict) -> bool {
        let heir = |candidate: &Candidate| self.heirs.of(candidate.entity);
        match (old, new) {
            (Verdict::Entity(old), Verdict::Entity(new)) => heir(old) == Some(new.entity),
            (Verdict::Ambiguous(old), Verdict::Ambiguous(new)) => {
                let mut old: Vec<_> = old.iter().map(heir).collect();
                let mut new: Vec<_> = new.iter().map(|candidate| Some(candidate.entity)).collect();
                old.sort_unstable();
                new.sort_unstable();
                old == new
            }
            (Verdict::Nil, Verdict::Nil) => true,
            _ => false,
        }
    }

    /// Whether the same is said of the mention.
    fn say_the_same(&self, old: &Verdict, new: &Verdict) -> bool {
        let (old, new) = (candidates(old), candidates(new));
        // Of an ambiguous mention the order is told, too, but follows from the evidence: what it may mean is the same.
        let mut left: Vec<_> =
            old.iter().map(|one| self.labels.of_old(self.before(), one)).collect();
        let mut right: Vec<_> =
            new.iter().map(|one| self.labels.of_new(self.after(), one)).collect();
        left.sort_unstable();
        right.sort_unstable();
        left == right
    }
}

/// The candidates that a verdict names.
#[must_use]
pub fn candidates(verdict: &Verdict) -> &[Candidate] {
    match verdict {
        Verdict::Entity(candidate) => std::slice::from_ref(candidate),
        Verdict::Ambiguous(candidates) => candidates,
        Verdict::Nil => &[],
    }
}

/// Which entity of the new gazetteer each one of the old has become: the one of its id, or the one that its id moved to.
#[derive(Debug)]
pub struct Heirs(Vec<Option<EntityIndex>>);

impl Heirs {
    pub(super) fn new(old: &Gazetteer, new: &Gazetteer) -> Self {
        let heir = |entity: EntityRef<'_>| Some(new.entity_by_id(&entity.id())?.index());
        Self(old.entities_by_number().map(heir).collect())
    }

    /// What the entity has become, if it is still there.
    #[must_use]
    pub fn of(&self, old: EntityIndex) -> Option<EntityIndex> {
        self.0[old.0 as usize]
    }
}

/// One text while it is compared.
struct ReadText<'d> {
    differ: &'d Differ,
    text: &'d Text<'d>,
    tally: Tally,
    /// How often each thing was met in this text.
    seen: HashMap<Seen, u32>,
}

#[derive(PartialEq, Eq, Hash)]
enum Seen {
    Use(AliasIndex),
    Rival(AliasIndex),
}

impl ReadText<'_> {
    fn excerpt(&self, span: Span, nth: u32) -> Excerpt {
        let Place { record, field } = (self.text.place)(span);
        Excerpt { nth, record, field, ..Excerpt::of(self.text.text, span) }
    }

    /// Counts what differs.
    fn compare(&mut self, old: &[Link], new: &[Link]) {
        // Each list is sorted, and its spans are disjoint.
        let (mut left, mut right) = (old.iter().peekable(), new.iter().peekable());
        while let Some(span) =
            [left.peek(), right.peek()].into_iter().flatten().map(|link| link.span).min()
        {
            let here = |link: &&Link| link.span == span;
            let old = left.next_if(here).map_or(&Verdict::Nil, |link| &link.verdict);
            let new = right.next_if(here).map_or(&Verdict::Nil, |link| &link.verdict);
            self.compare_at(span, old, new);
        }
    }

    fn compare_at(&mut self, span: Span, old: &Verdict, new: &Verdict) {
        let effect = match (old, new) {
            (Verdict::Nil, Verdict::Nil) => return,
            (Verdict::Nil, _) => Effect::Gained,
            (_, Verdict::Nil) => Effect::Lost,
            _ if !self.differ.mean_the_same(old, new) => Effect::ReDecided,
            _ if !self.differ.say_the_same(old, new) => Effect::Relabelled,
            _ => return,
        };
        let change = Change { effect, old: settled(old, effect), new: settled(new, effect) };
        let nth = self.tally.changes.get(&change).map_or(0, |count| count.mentions);
        let excerpt = (nth < super::EXCERPTS as u64).then(|| self.excerpt(span, nth as u32));
        let Count { mentions, excerpts } = self.tally.changes.entry(change).or_default();
        *mentions += 1;
        if let Some(excerpt) = excerpt {
            excerpts.add(excerpt);
        }
    }

    /// Takes note of where the keys of new names stand, and what they mean there.
    fn watch(&mut self, mentions: &[Mention], links: &[Link]) {
        let watched = |mention: &&Mention| self.differ.has_new[mention.key.0 as usize];
        let watched: Vec<Mention> = mentions.iter().filter(watched).copied().collect();
        for Mention { span, key, .. } in watched {
            let surfaces = self.tally.surfaces.entry(key).or_default();
            *surfaces.entry(single_blanks(span.of(self.text.text))).or_default() += 1;
            let Ok(at) = links.binary_search_by_key(&span, |link| link.span) else { continue };
            let verdict = &links[at].verdict;
            for alias in self.differ.after().candidates(key) {
                if self.differ.is_new(alias.index()) {
                    self.take_note(span, alias.index(), alias.entity().index(), verdict);
                }
            }
        }
    }

    /// Whether the mention is a use of the name, or a rival sense of it.
    fn take_note(&mut self, span: Span, alias: AliasIndex, entity: EntityIndex, verdict: &Verdict) {
        let means_it = candidates(verdict).iter().any(|one| one.entity == entity);
        let what = match verdict {
            Verdict::Entity(candidate) if candidate.alias == alias => Seen::Use(alias),
            _ if !means_it => Seen::Rival(alias),
            _ => return,
        };
        let is_use = matches!(what, Seen::Use(_));
        let nth = self.seen.entry(what).or_default();
        *nth += 1;
        let nth = *nth - 1;
        if nth >= super::tally::TRIES as u32 {
            return;
        }
        let excerpt = self.excerpt(span, nth);
        if is_use {
            self.tally.uses.entry(alias).or_default().add(excerpt);
        } else {
            let rivals: &mut First<_, _> = self.tally.rivals.entry(alias).or_default();
            rivals.add((excerpt, verdict.clone()));
        }
    }
}

/// The verdict as one of its sort: the date of the text matters only to what is said of a mention.
fn settled(verdict: &Verdict, effect: Effect) -> Verdict {
    let settle = |candidate: &Candidate| Candidate {
        attributed: candidate.attributed || effect != Effect::Relabelled,
        ..*candidate
    };
    match verdict {
        Verdict::Entity(candidate) => Verdict::Entity(settle(candidate)),
        Verdict::Ambiguous(candidates) => {
            let mut candidates: Vec<_> = candidates.iter().map(settle).collect();
            candidates.sort_unstable();
            Verdict::Ambiguous(candidates)
        }
        Verdict::Nil => Verdict::Nil,
    }
}
