//! The mentions of a record one by one, with their texts and their offsets in the unit that was asked for.

use exonym::{OffsetUnit, Offsets, Span};

use crate::record::{Annotation, Field, Record, Verdict};

/// A mention and where it stands.
#[derive(Clone, Copy, Debug)]
pub struct Place<'a, 'g> {
    /// The field it stands in.
    pub field: &'a Field,
    /// The words themselves.
    pub text: &'a str,
    /// Where they begin in the field's text.
    pub start: usize,
    /// Where they end.
    pub end: usize,
    /// Where the whole word begins and ends that they stand in, if that is more.
    pub token: Option<(usize, usize)>,
    /// What was found.
    pub annotation: &'a Annotation<'g>,
}

/// What is written of the annotations: all, or all but Nil.
pub fn shown<'a, 'g>(
    annotations: &'a [Annotation<'g>],
    nil: bool,
) -> impl Iterator<Item = &'a Annotation<'g>> {
    annotations.iter().filter(move |it| nil || !matches!(it.verdict, Verdict::Nil))
}

/// The places of a record's mentions. Annotations are sorted by field, then by start.
pub fn places<'a, 'g>(
    record: &'a Record,
    annotations: &'a [Annotation<'g>],
    unit: OffsetUnit,
    nil: bool,
) -> impl Iterator<Item = Place<'a, 'g>> {
    let mut current = None;
    shown(annotations, nil).map(move |annotation| {
        let field = &record.fields[annotation.field];
        let text = annotation.span.of(&field.text);
        let (_, offsets) = current
            .take_if(|(index, _)| *index == annotation.field)
            .unwrap_or_else(|| (annotation.field, Offsets::new(&field.text, unit)));
        let (_, offsets) = current.insert((annotation.field, offsets));
        // Only starts are asked of the whole text: they ascend even where mentions nest, so that nothing is counted twice.
        let start = offsets.of(annotation.span.start);
        let end = start + Offsets::new(text, unit).of(text.len());
        let Annotation { span, token, .. } = *annotation;
        let units = |span: Span| Offsets::new(span.of(&field.text), unit).of(span.len());
        let token = (token != span).then(|| {
            let before = units(Span::new(token.start, span.start));
            (start - before, end + units(Span::new(span.end, token.end)))
        });
        Place { field, text, start, end, token, annotation }
    })
}
