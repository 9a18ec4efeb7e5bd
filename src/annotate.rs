//! Everything at once: a gazetteer with its scanner and its resolver, and the buffers of a thread.

use std::sync::Arc;

use crate::gazetteer::Gazetteer;
use crate::resolve::{Context, Link, ResolveBuffers, Resolver};
use crate::scan::{Mention, ScanBuffers, Scanner};

/// Finds and resolves the names of a gazetteer. Built once, cheap to clone, shared between threads.
#[derive(Clone, Debug)]
pub struct Annotator(Arc<Parts>);

#[derive(Debug)]
struct Parts {
    gazetteer: Arc<Gazetteer>,
    scanner: Scanner,
    resolver: Resolver,
}

/// The buffers of one thread; reuse them from text to text.
#[derive(Debug, Default)]
pub struct Buffers {
    scan: ScanBuffers,
    mentions: Vec<Mention>,
    resolve: ResolveBuffers,
}

impl Buffers {
    /// The mentions of the text that was scanned or annotated last.
    #[must_use]
    pub fn mentions(&self) -> &[Mention] {
        &self.mentions
    }
}

impl Annotator {
    /// Prepares to annotate with `gazetteer`.
    #[must_use]
    pub fn new(gazetteer: Arc<Gazetteer>) -> Self {
        let scanner = Scanner::new(&gazetteer);
        let resolver = Resolver::new(&gazetteer);
        Self(Arc::new(Parts { gazetteer, scanner, resolver }))
    }

    /// What it annotates with.
    #[must_use]
    pub fn gazetteer(&self) -> &Gazetteer {
        &self.0.gazetteer
    }

    /// What it resolves with.
    pub(crate) fn resolver(&self) -> &Resolver {
        &self.0.resolver
    }

    /// The mentions of `text`, undecided; sorted by start, the longer first.
    ///
    /// # Panics
    /// When `text` is longer than [`crate::fold::MAX_TEXT_BYTES`].
    pub fn scan<'b>(&self, text: &str, buffers: &'b mut Buffers) -> &'b [Mention] {
        self.0.scanner.scan(&self.0.gazetteer, text, &mut buffers.scan, &mut buffers.mentions);
        &buffers.mentions
    }

    /// The links of `text`, sorted by start.
    ///
    /// # Panics
    /// When `text` is longer than [`crate::fold::MAX_TEXT_BYTES`].
    pub fn annotate(&self, text: &str, context: &Context, buffers: &mut Buffers) -> Vec<Link> {
        self.scan(text, buffers);
        let Buffers { scan, mentions, resolve } = buffers;
        let folded = Some(scan.folded());
        self.0.resolver.resolve_folded(&self.0.gazetteer, text, folded, mentions, context, resolve)
    }
}
