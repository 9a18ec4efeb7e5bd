//! What is said of entities: that it can be true, and that it may be said.

mod private_person;
mod relation_cycle;
mod removed_id;
mod rival_officials;
mod shared_id;
mod source_without_place;

use super::subject::Subject;

pub(super) use private_person::private_person;
pub(super) use relation_cycle::relation_cycle;
pub use removed_id::removed_ids;
pub(super) use rival_officials::rival_officials;
pub(super) use shared_id::shared_id;
pub(super) use source_without_place::source_without_place;
