//! Makes the tree of a file whose syntax is known to be right.

use std::borrow::Cow;
use std::iter::Peekable;
use std::mem::take;
use std::vec::IntoIter;

use toml_parser::parser::{Event, EventKind, parse_document};
use toml_parser::{Raw, Source};

use super::tree::{Comment, Comments, Element, File, Key, List, Scalar, Table, Value};

/// The tree of a text in which `toml::parse` has found nothing wrong.
pub(super) fn parse(text: &str) -> File<'_> {
    let tokens = Source::new(text).lex().into_vec();
    let mut events: Vec<Event> = Vec::with_capacity(tokens.len());
    parse_document(&tokens, &mut events, &mut ());
    Parser { text, events: events.into_iter().peekable(), above: Vec::new(), breaks: 0 }.file()
}

/// Goes through the events of a file once.
struct Parser<'t> {
    text: &'t str,
    events: Peekable<IntoIter<Event>>,
    /// The comments that belong to what comes next.
    above: Vec<Comment<'t>>,
    /// Line breaks since the last of them.
    breaks: usize,
}

impl<'t> Parser<'t> {
    fn file(mut self) -> File<'t> {
        let mut file = File::default();
        self.skip();
        let first = self.above.iter().position(|comment| comment.apart);
        let end = first.map_or(self.above.len(), |at| at + 1);
        file.head.extend(self.above.drain(..end));
        let mut table = &mut file.root;
        while let Some(kind) = self.peek() {
            match kind {
                EventKind::StdTableOpen | EventKind::ArrayTableOpen => {
                    let comments = self.comments_above();
                    self.events.next();
                    let path = self.keys();
                    let comments = Comments { beside: self.beside(), ..comments };
                    table = open(&mut file.root, path, kind, comments);
                }
                _ => self.entry(table),
            }
            self.skip();
        }
        file.root.below = self.above;
        file
    }

    fn peek(&mut self) -> Option<EventKind> {
        self.events.peek().map(Event::kind)
    }

    fn written(&self, event: &Event) -> &'t str {
        &self.text[event.span().start()..event.span().end()]
    }

    /// Goes on to what comes next, and keeps the comments before it.
    fn skip(&mut self) {
        let is_between = |event: &Event| {
            matches!(
                event.kind(),
                EventKind::Whitespace
                    | EventKind::ValueSep
                    | EventKind::Newline
                    | EventKind::Comment
            )
        };
        while let Some(event) = self.events.next_if(is_between) {
            if event.kind() == EventKind::Comment {
                let text = self.written(&event).trim_end();
                self.above.push(Comment { text, apart: false });
                self.breaks = 0;
            } else if event.kind() == EventKind::Newline {
                self.breaks += 1;
                if self.breaks == 2
                    && let Some(comment) = self.above.last_mut()
                {
                    comment.apart = true;
                }
            }
        }
    }

    /// The comment on the rest of this line.
    fn beside(&mut self) -> Option<&'t str> {
        while let Some(EventKind::Whitespace | EventKind::ValueSep) = self.peek() {
            self.events.next();
        }
        let event = self.events.next_if(|event| event.kind() == EventKind::Comment)?;
        Some(self.written(&event).trim_end())
    }

    fn comments_above(&mut self) -> Comments<'t> {
        Comments { above: take(&mut self.above), beside: None }
    }

    /// The keys of a heading or before a value, with what closes them.
    fn keys(&mut self) -> Vec<Key<'t>> {
        let mut keys = Vec::new();
        loop {
            // In braces line breaks may stand anywhere.
            self.skip();
            let Some(event) = self.events.next() else { break };
            match event.kind() {
                EventKind::SimpleKey => {
                    let written = self.written(&event);
                    let mut text = Cow::Borrowed("");
                    Raw::new_unchecked(written, event.encoding(), event.span())
                        .decode_key(&mut text, &mut ());
                    keys.push(Key { text, written: written.into() });
                }
                EventKind::KeySep => {}
                _ => break,
            }
        }
        keys
    }

    /// Reads one key and its value into a table.
    fn entry(&mut self, mut table: &mut Table<'t>) {
        let comments = self.comments_above();
        let mut path = self.keys();
        let key = path.pop().expect("a value has a key");
        let value = self.value();
        let comments = Comments { beside: self.beside(), ..comments };
        for key in path {
            table = inside(&mut table.entry(key, table_value).value);
        }
        table.entry(key, || value).comments = comments;
    }

    fn value(&mut self) -> Value<'t> {
        self.skip();
        let event = self.events.next().expect("a key has a value");
        match event.kind() {
            EventKind::ArrayOpen => Value::List(self.list()),
            EventKind::InlineTableOpen => Value::Table(self.table()),
            _ => {
                let written = self.written(&event);
                let text = event.encoding().map(|encoding| {
                    let mut text = Cow::Borrowed("");
                    let raw = Raw::new_unchecked(written, Some(encoding), event.span());
                    let _ = raw.decode_scalar(&mut text, &mut ());
                    text
                });
                Value::Scalar(Scalar { written: written.into(), text })
            }
        }
    }

    /// What follows an opening bracket, up to the closing one.
    fn list(&mut self) -> List<'t> {
        let mut list = List { beside: self.beside(), ..List::default() };
        loop {
            self.skip();
            if self.peek().is_none_or(|kind| kind == EventKind::ArrayClose) {
                break;
            }
            let comments = self.comments_above();
            let value = self.value();
            let comments = Comments { beside: self.beside(), ..comments };
            list.elements.push(Element { comments, value });
        }
        self.events.next();
        list.below = take(&mut self.above);
        list
    }

    /// What follows an opening brace, up to the closing one.
    fn table(&mut self) -> Table<'t> {
        let mut table = Table::default();
        loop {
            self.skip();
            if self.peek().is_none_or(|kind| kind == EventKind::InlineTableClose) {
                break;
            }
            self.entry(&mut table);
        }
        self.events.next();
        table.below = take(&mut self.above);
        table
    }
}

/// The table that a heading begins or goes on with.
fn open<'f, 't>(
    mut table: &'f mut Table<'t>,
    mut path: Vec<Key<'t>>,
    kind: EventKind,
    comments: Comments<'t>,
) -> &'f mut Table<'t> {
    let key = path.pop().expect("a heading has a key");
    for key in path {
        table = inside(&mut table.entry(key, table_value).value);
    }
    if kind == EventKind::StdTableOpen {
        let entry = table.entry(key, table_value);
        entry.comments = comments;
        return inside(&mut entry.value);
    }
    let entry = table.entry(key, || Value::List(List::default()));
    if let Value::List(list) = &mut entry.value {
        list.elements.push(Element { comments, value: table_value() });
    }
    inside(&mut entry.value)
}

/// The table that a path goes on in: the last one of several.
fn inside<'f, 't>(value: &'f mut Value<'t>) -> &'f mut Table<'t> {
    let refused = "the parser refuses a key that is a value and a table";
    match value {
        Value::Table(table) => table,
        Value::List(list) => inside(&mut list.elements.last_mut().expect(refused).value),
        Value::Scalar(_) => panic!("{refused}"),
    }
}

fn table_value<'t>() -> Value<'t> {
    Value::Table(Table::default())
}
