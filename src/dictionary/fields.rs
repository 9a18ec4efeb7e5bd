//! Takes typed values out of the tree; what does not fit becomes a problem with its cure.

use super::date::Date;
use super::nearest::nearest;
use super::report::{Report, quoted};
use super::value::{Content, Member, Table, Value};
use crate::id::is_slug;
use crate::span::Span;

impl Report {
    /// A value of another type than its key asks for.
    pub(super) fn wrong_type(&mut self, key: &str, value: &Value<'_>, expected: &str) {
        let found = value.content.described();
        let help = match (&value.content, expected) {
            (Content::Integer(_) | Content::Fraction | Content::Date, "a string") => {
                format!("put it in quotes: \"{}\"", self.written(value.span))
            }
            _ => format!("give {expected}"),
        };
        let message = format!("`{key}` is {found} and should be {expected}");
        self.push(self.error("wrong-type", value.span, message).label(found).help(help));
    }

    /// A key that is not known here.
    pub(super) fn unknown_key(&mut self, member: &Member<'_>, known: &[&str], owner: &str) {
        let key = quoted(&member.key);
        let label = format!("not a key of {owner}");
        self.push(
            self.error("unknown-key", member.key_span, format!("unknown key {key}"))
                .label(label)
                .help(suggestion(&member.key, known)),
        );
    }

    /// Every key of the table that is not among the known ones.
    pub(super) fn unknown_keys(&mut self, table: &Table<'_>, known: &[&str], owner: &str) {
        for member in &table.members {
            if !known.contains(&member.key.as_ref()) {
                self.unknown_key(member, known, owner);
            }
        }
    }

    /// A string.
    pub(super) fn text<'v>(&mut self, key: &str, value: &'v Value<'_>) -> Option<&'v str> {
        if let Content::Text(text) = &value.content {
            return Some(text);
        }
        self.wrong_type(key, value, "a string");
        None
    }

    /// A string that says something.
    pub(super) fn filled_text<'v>(&mut self, key: &str, value: &'v Value<'_>) -> Option<&'v str> {
        let text = self.text(key, value)?;
        if text.trim().is_empty() {
            let message = format!("`{key}` is empty");
            self.push(self.error("empty-text", value.span, message).help("fill it in"));
            return None;
        }
        Some(text)
    }

    /// A string, or a list of them, each with its place.
    pub(super) fn texts<'v>(&mut self, key: &str, value: &'v Value<'_>) -> Vec<(&'v str, Span)> {
        let values = match &value.content {
            Content::Text(text) => return vec![(text, value.span)],
            Content::List(values) => values,
            _ => {
                self.wrong_type(key, value, "a string or a list of strings");
                return Vec::new();
            }
        };
        values.iter().filter_map(|value| Some((self.text(key, value)?, value.span))).collect()
    }

    /// `true` or `false`.
    pub(super) fn boolean(&mut self, key: &str, value: &Value<'_>) -> Option<bool> {
        if let Content::Boolean(value) = value.content {
            return Some(value);
        }
        self.wrong_type(key, value, "true or false");
        None
    }

    /// A table.
    pub(super) fn table<'v, 't>(
        &mut self,
        key: &str,
        value: &'v Value<'t>,
    ) -> Option<&'v Table<'t>> {
        if let Content::Table(table) = &value.content {
            return Some(table);
        }
        self.wrong_type(key, value, "a table");
        None
    }

    /// One of the words that `all` are written as.
    pub(super) fn keyword<T: Copy>(
        &mut self,
        key: &str,
        value: &Value<'_>,
        all: &[T],
        written: impl Fn(T) -> &'static str,
    ) -> Option<T> {
        let Content::Text(text) = &value.content else {
            let known: Vec<_> = all.iter().map(|&one| written(one)).collect();
            self.wrong_type(key, value, &format!("one of {}", known.join(", ")));
            return None;
        };
        let found = all.iter().copied().find(|&one| written(one) == text);
        if found.is_none() {
            let known: Vec<_> = all.iter().map(|&one| written(one)).collect();
            self.push(
                self.error("unknown-value", value.span, format!("unknown {key} {}", quoted(text)))
                    .label(format!("not a {key}"))
                    .help(suggestion(text, &known)),
            );
        }
        found
    }

    /// A day, a month or a year.
    pub(super) fn date(&mut self, key: &str, value: &Value<'_>) -> Option<Date> {
        const FORMS: &str = "write 2024-07-31 for a day (in quotes in JSON), \"2024-07\" for a month, \"2024\" for a year";
        let text = match &value.content {
            Content::Text(text) => text,
            Content::Date => self.written(value.span),
            Content::Integer(_) => {
                let found = quoted(self.written(value.span));
                let message = format!("`{key}` is a number and should be a date");
                let problem = self.error("bad-date", value.span, message);
                self.push(problem.help(format!("put a year in quotes: {found}")));
                return None;
            }
            _ => {
                self.wrong_type(key, value, "a date");
                return None;
            }
        };
        let date = text.parse().ok();
        if date.is_none() {
            let message = format!("{} is no date", quoted(text));
            self.push(self.error("bad-date", value.span, message).help(FORMS));
        }
        date
    }

    /// A key or value that has to be a slug; the caller says what of.
    pub(super) fn slug(&mut self, what: &str, text: &str, span: Span) -> bool {
        let right = is_slug(text);
        if !right {
            let message = format!("{} is no {what}", quoted(text));
            let likely: String = text
                .to_lowercase()
                .split(|c: char| !c.is_ascii_alphanumeric())
                .filter(|part| !part.is_empty())
                .collect::<Vec<_>>()
                .join("-");
            let mut help = String::from("use a-z, 0-9 and - only, at most 100 of them");
            if is_slug(&likely) {
                help = format!("write {likely}: {help}");
            }
            self.push(self.error("bad-slug", span, message).help(help));
        }
        right
    }

    /// A language tag.
    pub(super) fn language(&mut self, text: &str, span: Span) -> bool {
        if matches!(text.len(), 2 | 3) && text.bytes().all(|b| b.is_ascii_lowercase()) {
            return true;
        }
        let canonical = canonical_language(text);
        if canonical.as_deref() == Some(text) {
            return true;
        }
        let message = format!("{} is no language tag", quoted(text));
        let problem = self.error("bad-language", span, message);
        let place = self.inside(span, text, Span::new(0, text.len()));
        self.push(match canonical {
            Some(tag) if self.written(place) == text => problem.help(format!("write {tag}")).fix(place, tag),
            Some(tag) => problem.help(format!("write {tag}")),
            None => problem.help(
                "use a tag of BCP 47, such as en, ur, zh-Hant or ur-Latn; und when the language is not known",
            ),
        });
        false
    }

    /// A key that must be there and is not.
    pub(super) fn missing_key(&mut self, span: Span, key: &str, help: &str) {
        let message = format!("`{key}` is missing");
        self.push(self.error("missing-key", span, message).help(help));
    }

    /// A problem of a piece of a string: the piece itself is marked where the string is written as it reads.
    pub(super) fn inside(&self, value: Span, text: &str, piece: Span) -> Span {
        let written = self.written(value);
        let as_it_reads = written.len() == text.len() + 2 && written[1..].starts_with(text);
        if as_it_reads {
            Span::new(value.start + 1 + piece.start, value.start + 1 + piece.end)
        } else {
            value
        }
    }
}

/// "Did you mean …", and what is allowed.
pub(super) fn suggestion(text: &str, known: &[&str]) -> String {
    let allowed = known.join(", ");
    match nearest(text, known.iter().copied()) {
        Some(word) => format!("did you mean `{word}`? Known are: {allowed}"),
        None => format!("known are: {allowed}"),
    }
}

/// The tag as BCP 47 writes it, where the text is one: `zh-Hant-TW`.
fn canonical_language(text: &str) -> Option<String> {
    let mut canonical = String::new();
    for (at, part) in text.split(['-', '_']).enumerate() {
        let letters = part.bytes().all(|b| b.is_ascii_alphabetic());
        if !part.bytes().all(|b| b.is_ascii_alphanumeric()) || !(1..=8).contains(&part.len()) {
            return None;
        }
        let mut part = part.to_ascii_lowercase();
        match (at, part.len()) {
            (0, 2 | 3) if letters => {}
            (0, _) => return None,
            (_, 2) if letters => part.make_ascii_uppercase(),
            (_, 4) if letters => part[..1].make_ascii_uppercase(),
            _ => {}
        }
        if at > 0 {
            canonical.push('-');
        }
        canonical.push_str(&part);
    }
    Some(canonical)
}

#[cfg(test)]
mod tests {
    use super::canonical_language;

    #[test]
    fn language_tags_have_one_spelling() {
        for (text, tag) in [
            ("en", Some("en")),
            ("EN", Some("en")),
            ("zh-hant", Some("zh-Hant")),
            ("pt_BR", Some("pt-BR")),
            ("sr-latn-rs", Some("sr-Latn-RS")),
            ("de-1996", Some("de-1996")),
            ("es-419", Some("es-419")),
            ("english", None),
            ("e", None),
            ("en-", None),
            ("", None),
            ("ün", None),
        ] {
            assert_eq!(canonical_language(text).as_deref(), tag, "{text}");
        }
    }
}
