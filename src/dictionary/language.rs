//! Files about languages: lists of words and affixes.

use std::collections::{BTreeMap, HashMap};

use super::below::Below;
use super::contents::FileContents;
use super::inflection::Paradigm;
use super::reader::{check_title, is_our_schema};
use super::report::{Report, quoted};
use super::value::{Member, Table, Value};
use crate::diagnostic::{Diagnostic, Place};
use crate::fold::{Properties, key};
use crate::language::{Language, List, MAX_LANGUAGES};
use crate::span::Span;

/// The keys of such a file.
pub(super) const KEYS: &[&str] = &["schema", "language", "title", "license", "affix", "words"];

/// What a file says of a language.
#[derive(Clone, Debug)]
pub(super) struct LanguageDraft {
    tag: String,
    /// Those lists that it gives; one may be empty.
    lists: Vec<(List, Vec<String>)>,
    /// The place of the tag.
    place: Place,
}

/// Whether a file is about a language: it says which, or has the lists of one and no namespace.
pub(super) fn is_language(file: &Table<'_>) -> bool {
    let has = |key: &str| file.get(key).is_some();
    has("language") || (!has("namespace") && (has("affix") || has("words")))
}

/// Reads one.
pub(super) fn read(mut report: Report, file: &Table<'_>, start: Span) -> FileContents {
    if !is_our_schema(&mut report, file, start) {
        return FileContents { diagnostics: report.finish(), complete: true, ..Default::default() };
    }
    report.unknown_keys(file, KEYS, "a language");
    check_title(&mut report, file, start);
    let tag = tag(&mut report, file, start);
    let mut lists = Vec::new();
    for table in ["affix", "words"] {
        if let Some(value) = file.get(table)
            && let Some(members) = report.table(table, value)
        {
            let members = &members.members;
            lists.extend(members.iter().filter_map(|member| list(&mut report, table, member)));
        }
    }
    let language = tag.map(|(tag, place)| LanguageDraft { tag, lists, place });
    FileContents { language, diagnostics: report.finish(), complete: true, ..Default::default() }
}

fn tag(report: &mut Report, file: &Table<'_>, start: Span) -> Option<(String, Place)> {
    let Some(value): Option<&Value<'_>> = file.get("language") else {
        report.missing_key(start, "language", "say which language it is about, such as \"tr\"");
        return None;
    };
    let text = report.text("language", value)?;
    if !report.language(text, value.span) {
        return None;
    }
    if let Some((primary, _)) = text.split_once('-') {
        let message = format!("{} is more than a language", quoted(text));
        let problem = report.error("bad-language", value.span, message);
        report.push(problem.help(format!("write {primary}: the lists are those of all its kinds")));
        return None;
    }
    Some((text.into(), report.place(value.span)))
}

/// One list, if it is known and is one.
fn list(report: &mut Report, table: &str, member: &Member<'_>) -> Option<(List, Vec<String>)> {
    let Some(list) = List::ALL.into_iter().find(|list| list.path() == (table, &*member.key)) else {
        let here = List::ALL.iter().map(|list| list.path()).filter(|path| path.0 == table);
        let known: Vec<_> = here.map(|(_, name)| name).collect();
        report.unknown_key(member, &known, &format!("[{table}]"));
        return None;
    };
    let mut words: Vec<String> = Vec::new();
    let mut known: HashMap<&str, Span> = HashMap::new();
    for (word, span) in report.texts(&member.key, &member.value) {
        if let Some(problem) = problem(report, list, word, span) {
            report.push(problem);
        } else if let Some(&first) = known.get(word) {
            let message = format!("{} stands twice in this list", quoted(word));
            let problem = report.warning("repeated-word", span, message);
            let first = report.place(first);
            report.push(problem.related(first, "first given here").help("take one of them out"));
        } else {
            known.insert(word, span);
            words.push(word.into());
        }
    }
    Some((list, words))
}

/// Why a word cannot be in a list.
fn problem(report: &Report, list: List, word: &str, span: Span) -> Option<Diagnostic> {
    let (_, name) = list.path();
    let is_blank = |c: char| c.is_whitespace() || Properties::of(c).is_blank();
    let trimmed = word.trim_matches(is_blank);
    Some(if trimmed.is_empty() || key(word).is_empty() {
        let message = format!("{} in `{name}` is empty", quoted(word));
        report.error("empty-text", span, message).help("fill it in, or take it out")
    } else if trimmed.len() < word.len() {
        let message = format!("{} begins or ends with a blank", quoted(word));
        let problem = report.error("blank-edge", span, message).help("take the blank away");
        let place = report.inside(span, word, Span::new(0, word.len()));
        if report.written(place) == word { problem.fix(place, trimmed) } else { problem }
    } else if list == List::Inflection && Paradigm::parse(word).is_none() {
        let message = format!("{} is no end with forms", quoted(word));
        let problem = report.error("bad-affix", span, message);
        problem
            .help("write what names end in, `>` and what stands there instead: \"ia > ian, iaa\"")
    } else if list.is_affix() && list != List::Inflection && word.contains(is_blank) {
        let message = format!("{} has a blank in it", quoted(word));
        let problem = report.error("bad-affix", span, message);
        problem.help("write each affix in quotes of its own: what is glued to a word has no blank")
    } else {
        return None;
    })
}

/// The languages of which files speak, while layers are laid over one another.
#[derive(Default)]
pub(super) struct Languages {
    by_tag: BTreeMap<String, Seat>,
}

/// A language, and which layer spoke of it last.
struct Seat {
    language: Language,
    layer: usize,
    /// Where it did.
    place: Place,
}

impl Languages {
    /// Lays what a file of a layer says over what is known, or says why it cannot.
    pub(super) fn lay(
        &mut self,
        layer: usize,
        draft: LanguageDraft,
        below: &dyn Below,
    ) -> Option<Diagnostic> {
        let LanguageDraft { tag, lists, place } = draft;
        let is_new = !self.by_tag.contains_key(&tag);
        let under = below.languages().iter().find(|language| language.tag == tag);
        if is_new && under.is_none() && self.count(below) == MAX_LANGUAGES {
            let message = format!("there are more than {MAX_LANGUAGES} languages");
            let problem = Diagnostic::error("too-many-languages", message, place);
            return Some(problem.help("leave those out that no text is in"));
        }
        let seat = self.by_tag.entry(tag).or_insert_with_key(|tag| Seat {
            language: under.cloned().unwrap_or_else(|| Language::new(tag)),
            layer,
            place: place.clone(),
        });
        if seat.layer == layer && !is_new {
            let message = format!("the language {} is given twice", seat.language.tag);
            let problem = Diagnostic::error("duplicate-language", message, place);
            let help = "join the two; to change the lists of another folder, put this file into a layer of its own";
            return Some(problem.related(seat.place.clone(), "first given here").help(help));
        }
        (seat.layer, seat.place) = (layer, place);
        for (list, words) in lists {
            seat.language.set(list, words);
        }
        None
    }

    fn count(&self, below: &dyn Below) -> usize {
        let is_new = |language: &&Language| !self.by_tag.contains_key(&language.tag);
        self.by_tag.len() + below.languages().iter().filter(is_new).count()
    }

    /// All of which a file speaks, by tag.
    pub(super) fn finish(self) -> Vec<Language> {
        self.by_tag.into_values().map(|seat| seat.language).collect()
    }
}
