//! What `annotate` has to do with decisions: it applies them, and defers what is doubtful.

use std::sync::Arc;

use exonym::Annotator;
use exonym::gazetteer::Gazetteer;

use crate::annotate::{Scratch, Settings, annotations, links};
use crate::args::AnnotateArgs;
use crate::decisions::{Decisions, Deferring, deferred};
use crate::failure::{Failure, Outcome};
use crate::record::{Annotation, Record};
use crate::run::{MOST_ERRORS, is_one_of};
use crate::terminal::Manner;

/// What is done with each record.
pub(super) struct Work<'w> {
    pub(super) annotator: &'w Annotator,
    pub(super) settings: &'w Settings,
    /// Whether doubtful mentions are written.
    pub(super) defers: bool,
}

impl<'w> Work<'w> {
    /// What was found, and the lines of what is doubtful.
    pub(super) fn on(
        &self,
        record: &Record,
        scratch: &mut Scratch,
    ) -> (Vec<Annotation<'w>>, Vec<u8>) {
        let Self { annotator, settings, defers } = *self;
        let links = links(annotator, record, settings, scratch);
        let document = &scratch.document;
        let (annotations, decided) = annotations(annotator, record, settings, document, &links);
        let deferred = if defers {
            deferred(annotator, record, settings, document, &links, &decided)
        } else {
            Vec::new()
        };
        (annotations, deferred)
    }
}

/// The files of decisions of a run.
pub(super) struct Deciding<'p> {
    /// Whether lines are wrong.
    wrong: bool,
    deferring: Option<Deferring<'p>>,
}

impl<'p> Deciding<'p> {
    /// Refuses to write over what is read.
    pub(super) fn check(args: &AnnotateArgs) -> Result<(), Failure> {
        match &args.defer {
            Some(path)
                if is_one_of(path, &args.input.files) || is_one_of(path, &args.decisions) =>
            {
                let path = path.display();
                Err(Failure::new(
                    format!("{path}: is read, and what is doubtful would be written over it"),
                    "write it into another file",
                ))
            }
            _ => Ok(()),
        }
    }

    /// Reads what was decided, says which lines are wrong, and begins the file of what is doubtful.
    pub(super) fn begin(
        args: &'p AnnotateArgs,
        gazetteer: &Gazetteer,
        settings: &mut Settings,
    ) -> Result<Self, Failure> {
        let deferring = args.defer.as_deref().map(Deferring::begin).transpose()?;
        // What is doubtful shows in the scores of the stories.
        settings.context.explain |= deferring.is_some();
        if args.decisions.is_empty() {
            return Ok(Self { wrong: false, deferring });
        }
        let (decisions, errors) = Decisions::read(&args.decisions, gazetteer)?;
        for error in errors.iter().take(MOST_ERRORS) {
            eprintln!("{error}");
        }
        if let Some(more) = errors.len().checked_sub(MOST_ERRORS).filter(|more| *more > 0) {
            eprintln!("… and {more} errors more");
        }
        settings.decisions = Some(Arc::new(decisions));
        Ok(Self { wrong: !errors.is_empty(), deferring })
    }

    /// Writes lines of what is doubtful.
    pub(super) fn write(&mut self, lines: &[u8]) {
        if let Some(deferring) = &mut self.deferring {
            deferring.write(lines);
        }
    }

    /// Tells which decisions could not be applied, puts the file of what is doubtful in its place, and says how it all ends.
    pub(super) fn end(
        self,
        outcome: Outcome,
        settings: &Settings,
        manner: Manner,
    ) -> Result<Outcome, Failure> {
        let stale = settings.decisions.as_ref().is_some_and(|all| all.tell(manner.quiet));
        if let Some(deferring) = self.deferring {
            deferring.finish()?;
        }
        Ok(match outcome {
            Outcome::Done if self.wrong || stale => Outcome::Told,
            outcome => outcome,
        })
    }
}
