//! An annotator that can be replaced while it is at work.

use std::sync::{PoisonError, RwLock};

use crate::annotate::Annotator;

/// The annotator of a process that runs on while its dictionaries change.
///
/// Whoever has a text asks for the annotator once, and uses it for the whole text: each text is then read by exactly one. An annotator that was
/// replaced lives until the last who has it lets go of it, and so does the file that it is mapped from.
///
/// ```
/// use std::sync::Arc;
/// use exonym::dictionary::Dictionary;
/// use exonym::gazetteer::Gazetteer;
/// use exonym::{Annotator, Live};
///
/// let annotator = || Annotator::new(Arc::new(Gazetteer::compile(&Dictionary::default()).unwrap()));
/// let live = Live::new(annotator());
/// let (before, next) = (live.annotator(), annotator());
/// live.replace(next.clone());
/// assert!(std::ptr::eq(live.annotator().gazetteer(), next.gazetteer()));
/// assert!(!std::ptr::eq(live.annotator().gazetteer(), before.gazetteer()));
/// ```
#[derive(Debug)]
pub struct Live(RwLock<Annotator>);

impl Live {
    /// Begins with this one.
    #[must_use]
    pub const fn new(annotator: Annotator) -> Self {
        Self(RwLock::new(annotator))
    }

    /// The annotator of now; cheap.
    #[must_use]
    pub fn annotator(&self) -> Annotator {
        // Nobody leaves half an annotator behind: cloning and replacing are done or not.
        self.0.read().unwrap_or_else(PoisonError::into_inner).clone()
    }

    /// Puts another in its place: whoever asks from now on has that one. Gives back the one before.
    pub fn replace(&self, annotator: Annotator) -> Annotator {
        let mut current = self.0.write().unwrap_or_else(PoisonError::into_inner);
        std::mem::replace(&mut current, annotator)
    }
}
