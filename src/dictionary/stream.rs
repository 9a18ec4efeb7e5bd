//! Reading for one who takes entities as they come, so that nobody holds all of a bulk list.

use std::collections::HashSet;
use std::sync::Arc;

use rayon::prelude::*;

use super::below::Below;
use super::contents::FileContents;
use super::entity::Draft;
use super::inflection::Inflections;
use super::model::Entity;
use super::pack::Pack;
use super::read::{Layer, Reading, sort};
use super::{file, is_pack, layer};
use crate::diagnostic::{Severity, SourceFile};
use crate::id::EntityId;

/// Each thread reads so many pieces of a pack before they are taken.
const PIECES_A_THREAD: usize = 4;

/// Takes entities as they are read; then it is asked about them as what lies below the rest.
pub(crate) trait Taker: Below + Sync {
    /// Some entities, as they are taken.
    type Load: Send;

    /// It is told how names are inflected before the first of them.
    fn begin(&mut self, inflections: Inflections);

    /// Makes entities ready, on any thread.
    fn load(&self, entities: &[Entity]) -> Self::Load;

    /// Takes them, in the order of the files.
    fn take(&mut self, load: Self::Load);

    /// Nothing more comes before the questions. Whether all could be taken, and no id came twice.
    fn close(&mut self) -> bool;
}

/// Reads dictionaries as [`read`](super::read) does, but hands on the entities of packs of the first layer that has entities, of which nothing
/// else in the dictionaries speaks, and that speak of no other. The dictionary has the others.
///
/// `None` where something is wrong: reading everything tells what.
pub(crate) fn stream(layers: &[Layer], taker: &mut impl Taker) -> Option<Reading> {
    let has_entities = |layer: &Layer| !layer.files.iter().all(file::is_language);
    let ground = layers.iter().position(has_entities).unwrap_or(0);
    let first = layers.get(ground)?;
    let others = layers.iter().enumerate().filter(|(at, _)| *at != ground);
    if layers.iter().any(|layer| !layer.problems.is_empty()) {
        return None;
    }
    let is_whole = |file: &&Arc<SourceFile>| !is_pack(&file.name);
    let whole: Vec<_> = first.files.iter().filter(is_whole).collect();
    let whole: Vec<_> = whole.into_par_iter().map(file::read).collect();
    let stack = others.map(|(_, layer)| layer.files.par_iter().map(file::read));
    let mut stack: Vec<Vec<FileContents>> = stack.map(ParallelIterator::collect).collect();
    let spoken_of: HashSet<EntityId> = stack
        .iter()
        .flatten()
        .chain(&whole)
        .flat_map(|file| &file.drafts)
        .map(|draft| draft.id.clone())
        .collect();

    // The layer of the packs stands between those before it and those after.
    let (before, after) = stack.split_at(ground);
    let all = before.iter().chain([&whole]).chain(after).map(Vec::as_slice);
    let languages = layer::languages(all, taker);
    taker.begin(Inflections::of(&languages));
    let mut whole = whole.into_iter();
    let mut bottom = Vec::with_capacity(first.files.len());
    for file in &first.files {
        bottom.push(if is_pack(&file.name) {
            stream_pack(file, &spoken_of, taker)?
        } else {
            whole.next()?
        });
    }
    if !taker.close()
        || bottom.iter().flat_map(|file| &file.drafts).any(|draft| taker.has(&draft.id))
    {
        return None;
    }
    stack.insert(ground, bottom);
    let (dictionary, mut diagnostics) = layer::merge(stack, true, taker);
    if diagnostics.iter().any(|problem| problem.severity == Severity::Error) {
        return None;
    }
    sort(&mut diagnostics, layers);
    Some(Reading { dictionary, diagnostics })
}

/// Hands on the entities of a pack that stand alone, and returns the rest of it.
fn stream_pack<T: Taker>(
    file: &Arc<SourceFile>,
    spoken_of: &HashSet<EntityId>,
    taker: &mut T,
) -> Option<FileContents> {
    let mut pack = Pack::open(&file.text, file::check(file).ok()?).ok()?;
    let all_speak = !pack.reader.default_references.is_empty();
    let is_alone =
        |draft: &Draft| !all_speak && draft.stands_alone() && !spoken_of.contains(&draft.id);
    let mut drafts = Vec::new();
    for pieces in pack.pieces().chunks(PIECES_A_THREAD * rayon::current_num_threads()) {
        let read = |&piece| {
            let mut piece = pack.piece(piece);
            let (alone, rest) = piece.drafts.drain(..).partition::<Vec<_>, _>(is_alone);
            piece.drafts = rest;
            let entities: Vec<_> = alone.into_iter().map(layer::fresh).collect();
            (taker.load(&entities), piece)
        };
        let read: Vec<_> = pieces.par_iter().map(read).collect();
        for (load, mut piece) in read {
            taker.take(load);
            drafts.append(&mut piece.drafts);
            let is_read = pack.join(piece);
            if !is_read || pack.reader.report.errors() > 0 {
                return None;
            }
        }
    }
    Some(FileContents::of(pack.reader, drafts, true))
}
