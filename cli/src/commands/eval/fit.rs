//! `--fit`: what the gold teaches of names, and what it is worth on texts that it was not learned from.

use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;
use std::sync::Arc;

use exonym::Annotator;
use exonym::check::check;
use exonym::diagnostic::Diagnostic;
use exonym::dictionary::{Layer, Pattern, string};
use exonym::eval::fit::{FOLDS, Occurrence, Proposal, cues, fold, occurrences, priors};
use exonym::eval::{Document, Evaluation};
use exonym::fold::key;
use exonym::gazetteer::{AliasIndex, Gazetteer};
use exonym::lint::Policy;
use exonym::resolve::Context;

use super::Course;
use super::layer::{self, told_of};
use super::report::{Fit, FitCues, FitName, FitPrior, Report};
use crate::args::EvalArgs;
use crate::dictionaries;
use crate::failure::Failure;
use crate::patches::{self, Files};

/// What came of it.
pub(super) struct Fitted {
    pub(super) report: Fit,
    /// What is to be written; none where there is nothing to learn.
    pub(super) files: Files,
}

/// What is proposed of a name, and what its cues are worth.
pub(super) struct Lesson {
    pub(super) proposal: Proposal,
    gain: Gain,
}

/// How often a name is decided rightly in texts that its cues were not learned from.
#[derive(Clone, Copy, Default)]
struct Gain {
    without: u64,
    with: u64,
    of: u64,
}

/// Learns, measures, and leaves out what the checks of dictionaries forbid.
pub(super) fn run(
    course: Course<'_>,
    base: &Arc<Gazetteer>,
    before: &Report,
    args: &EvalArgs,
) -> Result<Fitted, Failure> {
    let teacher = Teacher::of(course, base, args);
    let mut lessons = teacher.learn(|_| true)?;
    let examiner = Examiner::of(args);
    let mut refused: Vec<(Lesson, &str)> = Vec::new();
    let files = loop {
        let files = layer::files(base, &teacher.title, &lessons)?;
        if files.is_empty() {
            break files;
        }
        let forbidden = examiner.forbidden(base, &files, &lessons);
        if forbidden.is_empty() {
            break files;
        }
        // Each round refuses one at least.
        for (at, rule) in forbidden.into_iter().rev() {
            refused.push((lessons.remove(at), rule));
        }
    };
    let mut names: Vec<_> = lessons.iter().map(|lesson| lesson.row(base, None)).collect();
    names.extend(refused.iter().map(|(lesson, rule)| lesson.row(base, Some(rule))));
    let mut report = Fit { names, ..Fit::default() };
    if !files.is_empty() {
        let measured =
            |evaluations: &[Evaluation]| before.beside(Report::new(base, &args.gold, evaluations));
        let annotator = teacher.overlaid(&lessons)?;
        report.folder = args.fit.as_deref().map(|folder: &Path| folder.display().to_string());
        report.after = measured(&Course { annotator: &annotator, ..course }.run(Clone::clone));
        report.held_out = measured(&teacher.held_out()?);
    }
    Ok(Fitted { report, files })
}

/// The gold, and what stands in it of names that something can be learned of.
struct Teacher<'c> {
    course: Course<'c>,
    base: &'c Arc<Gazetteer>,
    met: Vec<Met<'c>>,
    least: u64,
    /// The gold as people call it.
    title: String,
}

/// A name where it stands.
struct Met<'c> {
    document: &'c Document,
    fold: usize,
    occurrence: Occurrence<'c>,
}

impl<'c> Teacher<'c> {
    fn of(course: Course<'c>, base: &'c Arc<Gazetteer>, args: &EvalArgs) -> Self {
        let mut met = Vec::new();
        let explained = |context: &Context| Context { explain: true, ..context.clone() };
        for (gold, &task) in course.golds.iter().zip(course.tasks) {
            let found = course.links(gold, &|_| true, &explained, |document, links| {
                (document, occurrences(base, task, document, links))
            });
            for (document, occurrences) in found {
                let fold = fold(document);
                let of = |occurrence| Met { document, fold, occurrence };
                met.extend(occurrences.into_iter().map(of));
            }
        }
        let name = |file: &String| {
            Path::new(file).file_name().unwrap_or_default().to_string_lossy().into_owned()
        };
        let names: Vec<_> = args.gold.iter().map(name).collect();
        Self { course, base, met, least: args.fit_least, title: names.join(", ") }
    }

    /// What these folds teach. Cues are kept only where they are worth something in folds that they were not learned from.
    fn learn(&self, keeps: impl Fn(usize) -> bool) -> Result<Vec<Lesson>, Failure> {
        let met: Vec<&Met<'_>> = self.met.iter().filter(|met| keeps(met.fold)).collect();
        let priors = priors(self.base, met.iter().map(|met| &met.occurrence), self.least);
        let mut cues = cues(self.base, met.iter().map(|met| &met.occurrence), self.least);
        let gains = self.gains(&met, &cues.iter().map(|cues| cues.alias).collect())?;
        let gain = |alias: AliasIndex| gains.get(&alias).copied().unwrap_or_default();
        cues.retain(|cues| gain(cues.alias).with > gain(cues.alias).without);
        let lesson = |proposal: Proposal| Lesson { gain: gain(proposal.alias), proposal };
        Ok(Proposal::of(priors, cues).into_iter().map(lesson).collect())
    }

    /// What cues of these names are worth: those of each fold with what all others teach.
    fn gains(
        &self,
        met: &[&Met<'c>],
        names: &BTreeSet<AliasIndex>,
    ) -> Result<BTreeMap<AliasIndex, Gain>, Failure> {
        let mut gains: BTreeMap<AliasIndex, Gain> = BTreeMap::new();
        for fold in 0..FOLDS {
            let (here, others): (Vec<&Met<'_>>, _) = met.iter().partition(|met| met.fold == fold);
            let is_concerned = |met: &&Met<'_>| met.names().any(|alias| names.contains(&alias));
            let here: Vec<_> = here.into_iter().filter(is_concerned).collect();
            if here.is_empty() {
                continue;
            }
            let others = || others.iter().map(|met: &&Met<'_>| &met.occurrence);
            let priors = priors(self.base, others(), self.least);
            let cues = cues(self.base, others(), self.least);
            let without = Proposal::of(priors.clone(), Vec::new());
            let without =
                self.overlaid(&without.into_iter().map(Lesson::of).collect::<Vec<_>>())?;
            let with = Proposal::of(priors, cues);
            let with = self.overlaid(&with.into_iter().map(Lesson::of).collect::<Vec<_>>())?;
            let (without, with) = (self.right(&without, &here), self.right(&with, &here));
            for ((met, without), with) in here.iter().zip(without).zip(with) {
                for alias in met.names().filter(|alias| names.contains(alias)) {
                    let gain = gains.entry(alias).or_default();
                    gain.of += 1;
                    gain.without += u64::from(without);
                    gain.with += u64::from(with);
                }
            }
        }
        Ok(gains)
    }

    /// Whether each name is decided rightly.
    fn right(&self, annotator: &Annotator, met: &[&Met<'c>]) -> Vec<bool> {
        let course = Course { annotator, ..self.course };
        // A document is known by its address: several may be equal.
        let address = |document: &Document| std::ptr::from_ref(document).addr();
        let mut at: BTreeMap<usize, Vec<usize>> = BTreeMap::new();
        for (number, met) in met.iter().enumerate() {
            at.entry(address(met.document)).or_default().push(number);
        }
        let mut right = vec![false; met.len()];
        for gold in course.golds {
            let keeps = |document: &Document| at.contains_key(&address(document));
            let found = course.links(gold, &keeps, &Clone::clone, |document, links| {
                let is_right = |&number: &usize| (number, met[number].occurrence.is_right(links));
                at[&address(document)].iter().map(is_right).collect::<Vec<_>>()
            });
            for (number, is_right) in found.into_iter().flatten() {
                right[number] = is_right;
            }
        }
        right
    }

    /// An annotator with lessons laid over the dictionaries. Entities keep their numbers.
    fn overlaid(&self, lessons: &[Lesson]) -> Result<Annotator, Failure> {
        if lessons.is_empty() {
            return Ok(self.course.annotator.clone());
        }
        let files = layer::files(self.base, &self.title, lessons)?;
        let reading = self.base.read_over(&[patches::layer(&files)]);
        let both = Gazetteer::overlaid(self.base, &reading.dictionary)
            .map_err(|error| Failure::new(error.to_string(), ""))?;
        Ok(Annotator::new(Arc::new(both)))
    }

    /// Each text with what the folds teach that it is not in.
    fn held_out(&self) -> Result<Vec<Evaluation>, Failure> {
        let mut all: Vec<Evaluation> = Vec::new();
        for here in 0..FOLDS {
            let annotator = self.overlaid(&self.learn(|fold| fold != here)?)?;
            let course = Course { annotator: &annotator, ..self.course };
            let part = course.run_on(|document| fold(document) == here, Clone::clone);
            if all.is_empty() {
                all = part;
            } else {
                all.iter_mut().zip(&part).for_each(|(all, part)| all.merge(part));
            }
        }
        Ok(all)
    }
}

impl Met<'_> {
    /// The names that may be meant and are reported, as far as the gold tells.
    fn names(&self) -> impl Iterator<Item = AliasIndex> {
        let senses = self.occurrence.senses.iter();
        senses.filter(|sense| !sense.is_decoy && sense.is_meant.is_some()).map(|sense| sense.alias)
    }
}

impl Lesson {
    /// One whose worth nobody asks for.
    fn of(proposal: Proposal) -> Self {
        Self { proposal, gain: Gain::default() }
    }

    /// What its cues are worth, if it has some.
    pub(super) fn gained(&self) -> Option<String> {
        let cues = self.proposal.cues.as_ref()?;
        let sides = [("for", &cues.speak_for), ("against", &cues.speak_against)];
        let sides = sides.into_iter().filter(|(_, words)| !words.is_empty());
        let sides: Vec<_> =
            sides.map(|(side, words)| format!("{side} {}", words.join(", "))).collect();
        let Gain { without, with, of } = self.gain;
        Some(format!(
            "cues {}: right {with} of {of} times and not {without}, in texts that cues were not learned from",
            sides.join("; ")
        ))
    }

    /// Whether a problem is about it: about what is written of the name, or about a sentence that has the name.
    fn is_told_of(&self, gazetteer: &Gazetteer, problem: &Diagnostic) -> bool {
        let alias = gazetteer.alias(self.proposal.alias);
        let (place, id) = (&problem.place, alias.entity().id());
        let words = place.span.of(&place.file.text);
        let is_here = place.file.name.strip_suffix(".toml") == id.split('/').next();
        let cues = self.proposal.cues.iter();
        let mut cues = cues.flat_map(|cues| cues.speak_for.iter().chain(&cues.speak_against));
        is_here
            && (words == string(&Pattern::of(alias.text())) || cues.any(|cue| words == string(cue)))
            || problem.rule == "failed-test" && key(words).contains(&key(alias.text()))
    }

    fn row(&self, gazetteer: &Gazetteer, refused: Option<&str>) -> FitName {
        let Proposal { alias, prior, cues } = &self.proposal;
        let alias = gazetteer.alias(*alias);
        let Gain { without, with, of } = self.gain;
        FitName {
            entity: alias.entity().id().into_owned(),
            name: alias.text().to_owned(),
            prior: prior.map(|prior| FitPrior {
                old: prior.old,
                new: prior.new,
                right: prior.times.right,
                other: prior.times.other,
                none: prior.times.none,
                alone: prior.is_alone,
            }),
            cues: cues.clone().map(|cues| FitCues {
                speak_for: cues.speak_for,
                speak_against: cues.speak_against,
                without,
                with,
                of,
            }),
            refused: refused.map(ToOwned::to_owned),
            says: [prior.as_ref().map(told_of), self.gained()].into_iter().flatten().collect(),
        }
    }
}

/// Holds what was learned to the rules of dictionaries; where the files of those in use are at hand, to their tests too.
struct Examiner {
    /// Those in use; none where they are compiled.
    layers: Vec<Layer>,
    /// What is wrong with them as they are.
    known: BTreeSet<(String, usize, &'static str)>,
}

impl Examiner {
    fn of(args: &EvalArgs) -> Self {
        let paths = args.dictionary.dictionaries.as_slice();
        let layers = match dictionaries::whole_layers(paths) {
            Ok((layers, _)) if !paths.is_empty() => layers,
            _ => Vec::new(),
        };
        let problems = check(&layers, Policy::Own).diagnostics;
        Self { known: problems.iter().map(identity).collect(), layers }
    }

    /// The lessons that cannot stay, by their numbers, and the rule that forbids each.
    fn forbidden(
        &self,
        gazetteer: &Arc<Gazetteer>,
        files: &Files,
        lessons: &[Lesson],
    ) -> BTreeMap<usize, &'static str> {
        let problems = if self.layers.is_empty() {
            patches::problems(gazetteer, files)
        } else {
            let mut layers = self.layers.clone();
            layers.push(patches::layer(files));
            check(&layers, Policy::Own).diagnostics
        };
        let mut forbidden = BTreeMap::new();
        for problem in problems.iter().filter(|problem| !self.known.contains(&identity(problem))) {
            for (at, lesson) in lessons.iter().enumerate() {
                if lesson.is_told_of(gazetteer, problem) {
                    forbidden.entry(at).or_insert(problem.rule);
                }
            }
        }
        forbidden
    }
}

/// What makes it the same problem twice.
fn identity(problem: &Diagnostic) -> (String, usize, &'static str) {
    (problem.place.file.name.clone(), problem.place.span.start, problem.rule)
}
