//! Entities as people write them: by their ids.

use exonym::dictionary::nearest;
use exonym::gazetteer::{EntityRef, Gazetteer};

use crate::output::screen::safe;

/// The entity of an id, also of one that it had before; or what is wrong with it, and the cure.
pub fn entity_of<'g>(
    gazetteer: &'g Gazetteer,
    id: &str,
) -> Result<EntityRef<'g>, (String, String)> {
    match gazetteer.entity_by_id(id) {
        Some(entity) if entity.is_decoy() => {
            let message = format!("`{}` is a rival sense, which no text is said to name", safe(id));
            Err((message, "name what is reported: `exonym lookup NAME` shows it".to_owned()))
        }
        Some(entity) => Ok(entity),
        None => {
            let message = format!("no dictionary has `{}`", safe(id));
            let help = match near(gazetteer, id).as_slice() {
                [] => "`exonym lookup NAME` shows the ids that a name has".to_owned(),
                ids => format!("did you mean {}?", ids.join(" or ")),
            };
            Err((message, help))
        }
    }
}

/// So many ids are proposed.
const MOST: usize = 3;

/// Ids that may be meant: those of entities that have this name or slug as a name, else the one that is written nearly so.
fn near(gazetteer: &Gazetteer, id: &str) -> Vec<String> {
    let slug = id.rsplit_once('/').map_or(id, |(_, slug)| slug).replace('-', " ");
    let named = [id, &slug].into_iter().filter_map(|name| gazetteer.find(name));
    let mut ids: Vec<String> = named
        .flat_map(|key| gazetteer.candidates(key))
        .filter(|alias| !alias.entity().is_decoy())
        .map(|alias| alias.entity().id().into_owned())
        .collect();
    if ids.is_empty() {
        let all: Vec<_> =
            gazetteer.entities().filter(|entity| !entity.is_decoy()).map(EntityRef::id).collect();
        ids.extend(nearest(id, all.iter().map(|id| &**id)).map(str::to_owned));
    }
    ids.sort_unstable();
    ids.dedup();
    ids.truncate(MOST);
    ids
}
