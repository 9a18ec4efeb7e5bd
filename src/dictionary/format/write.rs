//! Writes a tree by the forms of its tables.

use std::fmt::Write as _;

use super::form::{BRACES, FILE, Form, Order, Shape, Single, Tall, Way};
use super::tree::{Comment, Element, Entry, File, Key, List, Scalar, Table, Value};

/// A list that would make its line longer than this many characters has a line for each element.
const WIDTH: usize = 120;

/// A key that is longer than any slug has no part in the width of a column and gets no heading, which would be repeated.
const LONGEST_KEY: usize = 100;

/// The text of a file in its canonical form.
pub(super) fn write(file: &File<'_>) -> String {
    let mut writer = Writer::default();
    writer.comments(&file.head, true);
    let parts = Parts::of(&FILE, &file.root);
    writer.parts(&mut String::new(), &FILE, &parts);
    if !file.root.below.is_empty() {
        writer.blank_line();
        writer.comments(&file.root.below, true);
    }
    let length = writer.out.trim_end().len();
    writer.out.truncate(length);
    if length > 0 {
        writer.out.push('\n');
    }
    writer.out
}

/// What a table comes to: lines first, as TOML wants it, then tables with headings.
struct Parts<'f, 't> {
    lines: Vec<Line<'f, 't>>,
    headings: Vec<(&'f Entry<'t>, &'static Form)>,
}

/// A key with its value and all comments that are not in a list of several lines.
struct Line<'f, 't> {
    key: String,
    above: Vec<&'t str>,
    beside: Option<&'t str>,
    value: &'f Value<'t>,
    way: Way,
}

impl<'f, 't> Parts<'f, 't> {
    fn of(form: &'static Form, table: &'f Table<'t>) -> Self {
        let mut parts = Self { lines: Vec::new(), headings: Vec::new() };
        for (entry, way) in ordered(form, table) {
            match (way, &entry.value) {
                (Way::Heading(form, _), value) if has_heading(&entry.key, value) => {
                    parts.headings.push((entry, form));
                }
                (Way::Dotted, Value::Table(inner)) if !inner.entries.is_empty() => {
                    parts.dotted(entry, inner);
                }
                _ => parts.lines.push(Line::of(entry, way)),
            }
        }
        parts
    }

    /// A line for each entry of a table; what is said of the table as a whole stands above the first.
    fn dotted(&mut self, entry: &'f Entry<'t>, table: &'f Table<'t>) {
        let first = self.lines.len();
        let mut inner: Vec<&Entry<'t>> = table.entries.iter().collect();
        inner.sort_by(|one, other| one.key.text.cmp(&other.key.text));
        for one in inner {
            let mut line = Line::of(one, BRACES.others);
            line.key = format!("{}.{}", written(&entry.key), line.key);
            self.lines.push(line);
        }
        let whole = entry.comments.above.iter().map(|comment| comment.text);
        let whole = whole.chain(entry.comments.beside);
        let whole = whole.chain(table.below.iter().map(|comment| comment.text));
        self.lines[first].above.splice(0..0, whole);
    }
}

impl<'f, 't> Line<'f, 't> {
    fn of(entry: &'f Entry<'t>, way: Way) -> Self {
        let mut above: Vec<&str> =
            entry.comments.above.iter().map(|comment| comment.text).collect();
        if let Value::Table(_) = entry.value {
            entry.value.gather(&mut above);
        }
        let key = written(&entry.key).to_owned();
        Self { key, above, beside: entry.comments.beside, value: &entry.value, way }
    }
}

/// The entries of a table in the order of its form.
fn ordered<'f, 't>(form: &Form, table: &'f Table<'t>) -> Vec<(&'f Entry<'t>, Way)> {
    let mut entries: Vec<_> =
        table.entries.iter().map(|entry| (form.key(&entry.key.text), entry)).collect();
    entries.sort_by(|((rank, _), one), ((other_rank, _), other)| {
        rank.cmp(other_rank).then_with(|| match form.order {
            Order::Sorted => one.key.text.cmp(&other.key.text),
            Order::Kept => std::cmp::Ordering::Equal,
        })
    });
    entries.into_iter().map(|((_, way), entry)| (entry, way)).collect()
}

/// Whether a value can stand under a heading: a table, or a list of nothing else.
fn has_heading(key: &Key<'_>, value: &Value<'_>) -> bool {
    let is_table = |element: &Element<'_>| matches!(element.value, Value::Table(_));
    key.written.len() <= LONGEST_KEY
        && match value {
            Value::Table(_) => true,
            Value::List(list) => !list.elements.is_empty() && list.elements.iter().all(is_table),
            Value::Scalar(_) => false,
        }
}

/// A key as short as it can be spelled.
fn written<'k>(key: &'k Key<'_>) -> &'k str {
    let is_bare = |byte: u8| byte.is_ascii_alphanumeric() || matches!(byte, b'-' | b'_');
    if !key.text.is_empty() && key.text.bytes().all(is_bare) { &key.text } else { &key.written }
}

#[derive(Default)]
struct Writer {
    out: String,
}

impl Writer {
    fn blank_line(&mut self) {
        if !self.out.is_empty() && !self.out.ends_with("\n\n") {
            self.out.push('\n');
        }
    }

    /// Comments on lines of their own, with the blank lines between them where those are kept.
    fn comments(&mut self, comments: &[Comment<'_>], spaced: bool) {
        for comment in comments {
            self.comment(comment.text);
            if spaced && comment.apart {
                self.out.push('\n');
            }
        }
    }

    fn comment(&mut self, text: &str) {
        self.out.push_str(text);
        self.out.push('\n');
    }

    /// Ends a line.
    fn beside(&mut self, comment: Option<&str>) {
        if let Some(comment) = comment {
            self.out.push_str("  ");
            self.out.push_str(comment);
        }
        self.out.push('\n');
    }

    fn parts(&mut self, path: &mut String, form: &Form, parts: &Parts<'_, '_>) {
        let widths = parts.lines.iter().map(|line| line.key.chars().count());
        let width = widths.filter(|width| *width <= LONGEST_KEY).max().unwrap_or(0);
        for line in &parts.lines {
            self.line(line, if form.aligned { width } else { 0 });
        }
        for (entry, inner) in &parts.headings {
            let outer = path.len();
            if outer > 0 {
                path.push('.');
            }
            path.push_str(written(&entry.key));
            self.headed(path, form.spaced, entry, inner);
            path.truncate(outer);
        }
    }

    /// A table under its heading, or each of several.
    fn headed(&mut self, path: &mut String, spaced: bool, entry: &Entry<'_>, form: &'static Form) {
        match &entry.value {
            Value::Table(table) => {
                let parts = Parts::of(form, table);
                let is_said = !entry.comments.is_empty() || !table.below.is_empty();
                if spaced {
                    self.blank_line();
                }
                if form.headed || is_said || !parts.lines.is_empty() || parts.headings.is_empty() {
                    self.comments(&entry.comments.above, spaced);
                    self.comments(&table.below, false);
                    let _ = write!(self.out, "[{path}]");
                    self.beside(entry.comments.beside);
                }
                self.parts(path, form, &parts);
            }
            Value::List(list) => self.blocks(path, spaced, entry, list, form),
            Value::Scalar(_) => {}
        }
    }

    fn blocks(
        &mut self,
        path: &mut String,
        spaced: bool,
        entry: &Entry<'_>,
        list: &List<'_>,
        form: &'static Form,
    ) {
        for (at, element) in list.elements.iter().enumerate() {
            let Value::Table(table) = &element.value else { continue };
            if spaced {
                self.blank_line();
            }
            // What is said of the list as a whole, where it was one in brackets.
            if at == 0 {
                self.comments(&entry.comments.above, false);
                for comment in [entry.comments.beside, list.beside].into_iter().flatten() {
                    self.comment(comment);
                }
            }
            if at + 1 == list.elements.len() {
                self.comments(&list.below, false);
            }
            self.comments(&element.comments.above, spaced);
            self.comments(&table.below, false);
            let _ = write!(self.out, "[[{path}]]");
            self.beside(element.comments.beside);
            self.parts(path, form, &Parts::of(form, table));
        }
    }

    /// A key and its value, with the equals sign behind so many characters.
    fn line(&mut self, line: &Line<'_, '_>, width: usize) {
        for comment in &line.above {
            self.comment(comment);
        }
        let start = self.out.len();
        let _ = write!(self.out, "{:width$} = ", line.key);
        match line.value {
            Value::List(list) if is_tall(list, line.way.shape()) => {
                self.tall(list, line.way.shape());
            }
            Value::List(list) => {
                let value = self.out.len();
                self.one_line(line.value, line.way);
                let is_long = || self.out[start..].chars().nth(WIDTH).is_some();
                if list.elements.len() > 1 && is_long() {
                    self.out.truncate(value);
                    self.tall(list, line.way.shape());
                }
            }
            Value::Scalar(scalar)
                if is_text(line.value) && line.way.shape().tall == Tall::Always =>
            {
                self.out.push_str("[\n  ");
                self.scalar(scalar);
                self.out.push_str(",\n]");
            }
            value => self.one_line(value, line.way),
        }
        self.beside(line.beside);
    }

    /// A list of several lines: one for each element, or as many as are filled.
    fn tall(&mut self, list: &List<'_>, shape: Shape) {
        self.out.push('[');
        self.beside(list.beside);
        for group in groups(list, shape) {
            self.indented(group.above.iter().map(|comment| comment.text));
            let mut line = String::new();
            for element in group.elements {
                let one = Self::element(&element.value);
                let mut inner = Vec::new();
                element.value.gather(&mut inner);
                let is_bare = element.comments.beside.is_none() && inner.is_empty();
                let may_share = shape.tall == Tall::Filled && is_bare;
                let width =
                    1 + [&line, &one].map(|text| text.chars().count()).iter().sum::<usize>();
                if may_share && !line.is_empty() && width < WIDTH {
                    line.push(' ');
                } else {
                    self.element_line(&mut line, None);
                }
                self.indented(inner);
                line.push_str(&one);
                if !may_share {
                    self.element_line(&mut line, element.comments.beside);
                }
            }
            self.element_line(&mut line, None);
        }
        self.indented(list.below.iter().map(|comment| comment.text));
        self.out.push(']');
    }

    /// An element of a list with its comma.
    fn element(value: &Value<'_>) -> String {
        let mut element = Self::default();
        element.one_line(value, BRACES.others);
        element.out + ","
    }

    /// Ends a line of elements, if one has begun.
    fn element_line(&mut self, line: &mut String, beside: Option<&str>) {
        if !line.is_empty() {
            self.out.push_str("  ");
            self.out.push_str(line);
            self.beside(beside);
            line.clear();
        }
    }

    /// Comments inside a list.
    fn indented<'c>(&mut self, comments: impl IntoIterator<Item = &'c str>) {
        for comment in comments {
            self.out.push_str("  ");
            self.comment(comment);
        }
    }

    /// A value on one line; its comments stand elsewhere.
    fn one_line(&mut self, value: &Value<'_>, way: Way) {
        match value {
            Value::Scalar(scalar) => {
                let is_listed = way.shape().single == Single::Listed && is_text(value);
                self.out.push_str(if is_listed { "[" } else { "" });
                self.scalar(scalar);
                self.out.push_str(if is_listed { "]" } else { "" });
            }
            Value::List(list) => match list.elements.as_slice() {
                [one] if way.shape().single == Single::Bare && is_text(&one.value) => {
                    self.one_line(&one.value, BRACES.others);
                }
                _ => {
                    self.out.push('[');
                    // Their comments have left the list, so nothing parts its groups any more.
                    let groups = groups(list, way.shape()).into_iter();
                    let mut elements: Vec<_> = groups.flat_map(|group| group.elements).collect();
                    if way.shape().sorted && elements.iter().all(|one| is_text(&one.value)) {
                        elements.sort_by_key(|element| element.value.text());
                    }
                    for (at, element) in elements.into_iter().enumerate() {
                        self.out.push_str(if at > 0 { ", " } else { "" });
                        self.one_line(&element.value, BRACES.others);
                    }
                    self.out.push(']');
                }
            },
            Value::Table(table) if table.entries.is_empty() => self.out.push_str("{}"),
            Value::Table(table) => {
                self.out.push_str("{ ");
                for (at, (entry, way)) in ordered(way.form(), table).into_iter().enumerate() {
                    self.out.push_str(if at > 0 { ", " } else { "" });
                    let _ = write!(self.out, "{} = ", written(&entry.key));
                    self.one_line(&entry.value, way);
                }
                self.out.push_str(" }");
            }
        }
    }

    /// A scalar as it was spelled. A string of several lines has the line breaks of the file.
    fn scalar(&mut self, scalar: &Scalar<'_>) {
        for (at, line) in scalar.written.split("\r\n").enumerate() {
            self.out.push_str(if at > 0 { "\n" } else { "" });
            self.out.push_str(line);
        }
    }
}

fn is_text(value: &Value<'_>) -> bool {
    value.text().is_some()
}

/// Whether each element of a list has a line of its own, however short they are.
fn is_tall(list: &List<'_>, shape: Shape) -> bool {
    let is_said = |element: &Element<'_>| {
        let mut inner = Vec::new();
        element.value.gather(&mut inner);
        !element.comments.is_empty() || !inner.is_empty()
    };
    list.beside.is_some()
        || !list.below.is_empty()
        || match shape.tall {
            Tall::Always => !list.elements.is_empty(),
            Tall::Several => list.elements.len() > 1,
            Tall::Long | Tall::Filled => false,
        }
        || list.elements.iter().any(is_said)
}

/// Elements of a list, and the comments above the first of them.
#[derive(Default)]
struct Group<'f, 't> {
    above: &'f [Comment<'t>],
    elements: Vec<&'f Element<'t>>,
}

/// The elements of a list in their order. Each comment on a line of its own begins a group, which is sorted by itself, so that
/// what stands under a heading stays there. Names are sorted by code point, which every tool and every script has in common.
fn groups<'f, 't>(list: &'f List<'t>, shape: Shape) -> Vec<Group<'f, 't>> {
    let mut groups = vec![Group::default()];
    for element in &list.elements {
        if !element.comments.above.is_empty() {
            groups.push(Group { above: &element.comments.above, ..Group::default() });
        }
        let group = groups.last_mut().expect("there is one from the beginning");
        group.elements.push(element);
    }
    if shape.sorted && list.elements.iter().all(|element| is_text(&element.value)) {
        for group in &mut groups {
            group.elements.sort_by_key(|element| element.value.text());
        }
    }
    groups
}
