//! JSON, read into the common tree: `serde_json` does not tell where a value stands, and a problem needs its place.

use std::borrow::Cow;

use super::value::{Content, Member, Table, Value};
use crate::span::Span;

/// Deeper than any pack, and far from the end of the stack.
const DEEPEST: usize = 16;

/// What is wrong with a JSON text, and where.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct InvalidJson {
    pub(super) span: Span,
    pub(super) problem: &'static str,
}

/// Reads the one JSON value that `range` of `text` holds; spans count from the beginning of `text`.
pub(super) fn parse(text: &str, range: Span) -> Result<Value<'_>, InvalidJson> {
    let mut parser = Parser { text, bytes: text.as_bytes(), at: range.start, end: range.end };
    parser.skip_blanks();
    let value = parser.value(0)?;
    parser.skip_blanks();
    if parser.at < parser.end {
        return parser.wrong("more text behind the value: each line holds one");
    }
    Ok(value)
}

struct Parser<'t> {
    text: &'t str,
    bytes: &'t [u8],
    /// At a character boundary, except inside [`Parser::string`].
    at: usize,
    end: usize,
}

impl<'t> Parser<'t> {
    fn peek(&self) -> Option<u8> {
        self.bytes[..self.end].get(self.at).copied()
    }

    fn skip_blanks(&mut self) {
        while matches!(self.peek(), Some(b' ' | b'\t' | b'\r' | b'\n')) {
            self.at += 1;
        }
    }

    /// The character that stands here is the problem.
    fn wrong<T>(&self, problem: &'static str) -> Result<T, InvalidJson> {
        let length = self.text[self.at..self.end].chars().next().map_or(0, char::len_utf8);
        Err(InvalidJson { span: Span::new(self.at, self.at + length), problem })
    }

    fn value(&mut self, depth: usize) -> Result<Value<'t>, InvalidJson> {
        let start = self.at;
        let content = match self.peek() {
            Some(b'"') => Content::Text(self.string()?),
            Some(b'{' | b'[') if depth == DEEPEST => return self.wrong("nested too deeply"),
            Some(b'{') => Content::Table(self.table(depth)?),
            Some(b'[') => Content::List(self.list(depth)?),
            Some(b'-' | b'0'..=b'9') => self.number()?,
            Some(b't') => self.word("true", Content::Boolean(true))?,
            Some(b'f') => self.word("false", Content::Boolean(false))?,
            Some(b'n') => self.word("null", Content::Null)?,
            None => return self.wrong("the text ends where a value should stand"),
            Some(_) => return self.wrong("a value should stand here"),
        };
        Ok(Value { span: Span::new(start, self.at), content })
    }

    fn table(&mut self, depth: usize) -> Result<Table<'t>, InvalidJson> {
        let mut members: Vec<Member<'t>> = Vec::new();
        self.items(b'}', |parser| {
            if parser.peek() != Some(b'"') {
                return parser.wrong("a key in quotes should stand here");
            }
            let start = parser.at;
            let key = parser.string()?;
            let key_span = Span::new(start, parser.at);
            parser.skip_blanks();
            if parser.peek() != Some(b':') {
                return parser.wrong("`:` should stand here");
            }
            parser.at += 1;
            parser.skip_blanks();
            let value = parser.value(depth + 1)?;
            members.push(Member { key, key_span, value });
            Ok(())
        })?;
        if let Some(twice) = repeated(&members) {
            return Err(InvalidJson { span: twice, problem: "this key is given twice" });
        }
        Ok(Table { members })
    }

    fn list(&mut self, depth: usize) -> Result<Vec<Value<'t>>, InvalidJson> {
        let mut values = Vec::new();
        self.items(b']', |parser| {
            values.push(parser.value(depth + 1)?);
            Ok(())
        })?;
        Ok(values)
    }

    /// What stands between an opening bracket and `close`, with commas between.
    fn items(
        &mut self,
        close: u8,
        mut item: impl FnMut(&mut Self) -> Result<(), InvalidJson>,
    ) -> Result<(), InvalidJson> {
        self.at += 1;
        self.skip_blanks();
        if self.peek() == Some(close) {
            self.at += 1;
            return Ok(());
        }
        loop {
            item(self)?;
            self.skip_blanks();
            match self.peek() {
                Some(b',') => self.at += 1,
                Some(found) if found == close => {
                    self.at += 1;
                    return Ok(());
                }
                None => return self.wrong("the text ends before everything is closed"),
                Some(_) => return self.wrong("`,` or a closing bracket should stand here"),
            }
            self.skip_blanks();
        }
    }

    fn string(&mut self) -> Result<Cow<'t, str>, InvalidJson> {
        let start = self.at;
        let mut escaped = false;
        loop {
            self.at += 1;
            match self.peek() {
                Some(b'"') => break,
                Some(b'\\') => {
                    escaped = true;
                    self.at += 1;
                }
                Some(0..0x20) => return self.wrong("a control character in a string: escape it"),
                Some(_) => {}
                None => {
                    self.at = start;
                    return self.wrong("this string is never closed");
                }
            }
        }
        self.at += 1;
        if !escaped {
            return Ok(Cow::Borrowed(&self.text[start + 1..self.at - 1]));
        }
        serde_json::from_str(&self.text[start..self.at]).map(Cow::Owned).map_err(|_| InvalidJson {
            span: Span::new(start, self.at),
            problem: "this string has an escape that JSON does not know",
        })
    }

    fn number(&mut self) -> Result<Content<'t>, InvalidJson> {
        let start = self.at;
        while matches!(self.peek(), Some(b'0'..=b'9' | b'+' | b'-' | b'.' | b'e' | b'E')) {
            self.at += 1;
        }
        let written = &self.text[start..self.at];
        if serde_json::from_str::<&serde_json::value::RawValue>(written).is_err() {
            return Err(InvalidJson { span: Span::new(start, self.at), problem: "no number" });
        }
        if written.contains(['.', 'e', 'E']) {
            return Ok(Content::Fraction);
        }
        Ok(Content::Integer(written.parse().ok()))
    }

    fn word(
        &mut self,
        word: &'static str,
        content: Content<'t>,
    ) -> Result<Content<'t>, InvalidJson> {
        if !self.bytes[self.at..self.end].starts_with(word.as_bytes()) {
            return self.wrong("a value should stand here: texts go in quotes");
        }
        self.at += word.len();
        Ok(content)
    }
}

/// The second place of a key that stands twice.
fn repeated(members: &[Member<'_>]) -> Option<Span> {
    if members.len() < 12 {
        let twice = members.iter().enumerate();
        return twice
            .filter(|(at, member)| members[..*at].iter().any(|other| other.key == member.key))
            .map(|(_, member)| member.key_span)
            .next();
    }
    let mut seen = std::collections::HashSet::new();
    members.iter().find(|member| !seen.insert(&member.key)).map(|member| member.key_span)
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The tree as `serde_json` would have made it.
    fn plain(value: &Value<'_>) -> serde_json::Value {
        match &value.content {
            Content::Text(text) => text.as_ref().into(),
            Content::Integer(number) => number.map_or("big".into(), Into::into),
            Content::Fraction => "fraction".into(),
            Content::Boolean(value) => (*value).into(),
            Content::Date => unreachable!("JSON has no dates"),
            Content::Null => serde_json::Value::Null,
            Content::List(values) => values.iter().map(plain).collect(),
            Content::Table(table) => {
                table.members.iter().map(|m| (m.key.to_string(), plain(&m.value))).collect()
            }
        }
    }

    fn read(text: &str) -> Result<Value<'_>, InvalidJson> {
        parse(text, Span::new(0, text.len()))
    }

    #[test]
    fn it_accepts_what_serde_json_accepts() {
        for text in [
            r#"{"a":[1,-2,true,false,null,"é\n\u00e9\ud83d\ude00"],"b":{}, "c" : [ ] }"#,
            "\t[ ]\r\n",
            r#""\"\\\/""#,
            "0",
            "01",
            "-",
            "1.",
            "+1",
            "1e",
            "tru",
            "truee",
            "[1,]",
            "{\"a\":1,}",
            "{a:1}",
            "[1 2]",
            "\"\\x\"",
            "\"\\ud800\"",
            "\"a",
            "\"a\\",
            "\"\u{1}\"",
            "",
            " ",
            "[",
            "{\"a\"",
            "[]]",
            "é",
            "\"\\é\"",
        ] {
            match (read(text), serde_json::from_str::<serde_json::Value>(text)) {
                (Ok(found), Ok(expected)) => assert_eq!(plain(&found), expected, "{text}"),
                (Err(_), Err(_)) => {}
                (found, expected) => panic!("{text}: {found:?} against {expected:?}"),
            }
        }
    }

    #[test]
    fn spans_count_from_the_beginning_of_the_text() {
        let text = "first\n{\"é\": [1, \"x\"]}";
        let value = parse(text, Span::new(6, text.len())).unwrap();
        let Content::Table(table) = value.content else { panic!("a table") };
        assert_eq!(table.members[0].key_span.of(text), "\"é\"");
        let Content::List(values) = &table.members[0].value.content else { panic!("a list") };
        assert_eq!(values[1].span.of(text), "\"x\"");
    }

    #[test]
    fn deep_nesting_and_repeated_keys_are_problems_and_no_disasters() {
        let deep = "[".repeat(1_000_000);
        assert_eq!(read(&deep).unwrap_err().problem, "nested too deeply");
        let twice = read(r#"{"a":1,"b":2,"a":3}"#).unwrap_err();
        assert_eq!(twice.span, Span::new(13, 16));
        let many: Vec<_> = (0..20).chain([3]).map(|n| format!("\"{n}\":0")).collect();
        assert!(read(&format!("{{{}}}", many.join(","))).is_err());
    }
}
