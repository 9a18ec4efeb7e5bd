//! What would be rewritten in a text by one reading of it.

use std::borrow::Cow;

use super::places::Places;
use super::{Also, Edit, ReplaceOptions, Write, prose};
use crate::annotate::{Annotator, Buffers};
use crate::boundary::{is_lower, is_upper};
use crate::dictionary::{Kind, Scope};
use crate::fold::key;
use crate::gazetteer::{AliasRef, EntityRef};
use crate::resolve::equations::{Equation, Sign};
use crate::resolve::{Candidate, Context, Link, Verdict};
use crate::scan::is_acronym;
use crate::span::Span;

/// How texts are read to be rewritten.
pub(super) struct Reading<'r> {
    pub(super) annotator: &'r Annotator,
    pub(super) context: Context,
    pub(super) options: &'r ReplaceOptions,
    pub(super) wants: &'r dyn Fn(&Candidate) -> bool,
}

impl Reading<'_> {
    /// The edits of a text by one reading of it; in order, disjoint.
    pub(super) fn edits(&self, text: &str, buffers: &mut Buffers) -> Vec<Edit> {
        let links = self.annotator.annotate(text, &self.context, buffers);
        let connectives = &self.annotator.resolver().connectives;
        let equations = connectives.find(text, links.iter().map(|link| link.span));
        let spoken_about = spoken_about(&equations, &links);
        let mut places = Places::new(text);
        let mut edits = Vec::new();
        for link in &links {
            let Verdict::Entity(candidate) = &link.verdict else { continue };
            let rewrites = (self.wants)(candidate)
                && self.options.allow(self.annotator.gazetteer().alias(candidate.alias))
                && (self.options.asks_for(Also::Quotations) || !link.quoted)
                && spoken_about.binary_search(&link.span).is_err()
                && !places.hold(link.span);
            if rewrites {
                edits.extend(self.edit(text, link.span, *candidate));
            }
        }
        drop_repetitions(text, &equations, &mut edits);
        edits
    }

    fn edit(&self, text: &str, span: Span, candidate: Candidate) -> Option<Edit> {
        let (gazetteer, options) = (self.annotator.gazetteer(), self.options);
        let old = span.of(text);
        let mut new = options.written(gazetteer.entity(candidate.entity)).into_owned();
        let (before, after) = (&text[..span.start], &text[span.end..]);
        if options.write != Write::Id {
            let alias = gazetteer.alias(candidate.alias).text();
            new = in_case_of(old, alias, new);
            if prose::follows(before, "the") && new.starts_with("The ") {
                new.drain(.."The ".len());
            }
        }
        // Who asks for labels of another language does not ask for good English.
        if options.write == Write::Name && prose::breaks_article(before, old, &new) {
            return None;
        }
        if old.ends_with('.') && !new.ends_with('.') && prose::ends_sentence(after) {
            new.push('.');
        }
        (new != old).then(|| Edit { span, old: old.to_owned(), new })
    }
}

impl ReplaceOptions {
    fn asks_for(&self, also: Also) -> bool {
        self.also.contains(&also)
    }

    fn allow(&self, alias: AliasRef<'_>) -> bool {
        let rule = alias.rule();
        match (rule.kind, rule.scope) {
            // What is written would want the same ending.
            _ if !rule.inflected.is_empty() => false,
            (Kind::Demonym, _) if !self.asks_for(Also::Demonyms) => false,
            (Kind::Code, _) if !self.asks_for(Also::Codes) => false,
            (_, Scope::Broad) => self.asks_for(Also::Broad),
            // A part is never called by the name of the whole.
            (_, Scope::Narrow) => false,
            (_, Scope::Exact) => true,
        }
    }

    fn written<'g>(&self, entity: EntityRef<'g>) -> Cow<'g, str> {
        match &self.write {
            Write::Name => entity.name().into(),
            Write::Id => entity.id(),
            Write::Label(lang) => {
                let label = entity.labels().find(|(tag, _)| tag == lang);
                label.map_or(entity.name(), |(_, label)| label).into()
            }
        }
    }
}

/// The names that the text speaks about and does not only use: both of "Khwarij – the state-designated name for the TTP", and the
/// one in brackets of "Tehreek-e-Taliban Pakistan (TTP)"; sorted.
fn spoken_about(equations: &[Equation], links: &[Link]) -> Vec<Span> {
    let entity = |span: Span| {
        let at = links.binary_search_by_key(&span, |link| link.span).ok()?;
        match &links[at].verdict {
            Verdict::Entity(candidate) => Some(candidate.entity),
            _ => None,
        }
    };
    let mut spans = Vec::new();
    for equation in equations {
        if entity(equation.left).is_some() && entity(equation.left) == entity(equation.right) {
            spans.push(equation.right);
            if equation.sign != Sign::Bracket {
                spans.push(equation.left);
            }
        }
    }
    spans.sort_unstable();
    spans
}

/// "TTP (Tehreek-e-Taliban Pakistan)" must not become a name and itself in brackets.
fn drop_repetitions(text: &str, equations: &[Equation], edits: &mut Vec<Edit>) {
    let mut bracketed =
        equations.iter().filter(|equation| equation.sign == Sign::Bracket).peekable();
    edits.retain(|edit| {
        while bracketed.next_if(|equation| equation.left < edit.span).is_some() {}
        let repeats = bracketed.peek().is_some_and(|equation| {
            equation.left == edit.span && key(&edit.new) == key(equation.right.of(text))
        });
        !repeats
    });
}

/// A name in capitals is written in capitals, one without them in small letters.
fn in_case_of(old: &str, alias: &str, new: String) -> String {
    let capitals = old.chars().filter(|&c| is_upper(c)).count();
    let has_lower = old.chars().any(is_lower);
    if capitals > 1 && !has_lower && !is_acronym(alias) {
        new.to_uppercase()
    } else if capitals == 0 && has_lower && alias.chars().any(is_upper) {
        new.to_lowercase()
    } else {
        new
    }
}
