//! Which parts of a record are wanted: `title`, `a.b`, `items[].body`.

use std::fmt;
use std::str::FromStr;

use super::InputOptions;

/// The fields that are taken when `--field` is absent: those that are there and are text, in this order.
pub const DEFAULT_FIELDS: [&str; 8] =
    ["title", "headline", "summary", "description", "lead", "body", "text", "content"];

/// The way to a field. A key with a dot in it is written `a\.b`. A `?` at the end makes it optional: a record
/// that has none, or null, is no error then.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct FieldPath {
    /// As it was written, without the `?`.
    pub text: String,
    /// Never empty.
    pub steps: Vec<Step>,
    /// Whether a record may do without it.
    pub optional: bool,
}

/// One step into a record.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Step {
    /// The member of this name.
    Key(String),
    /// Every element of a list.
    Each,
}

impl FieldPath {
    /// The path to a column or top-level member that may be absent.
    fn optional(name: &str) -> Self {
        let (text, steps) = (name.to_owned(), vec![Step::Key(name.to_owned())]);
        Self { text, steps, optional: true }
    }
}

impl FromStr for FieldPath {
    type Err = InvalidField;

    fn from_str(text: &str) -> Result<Self, InvalidField> {
        let invalid = || InvalidField(text.to_owned());
        let optional = text.ends_with('?');
        let path = text.strip_suffix('?').unwrap_or(text);
        let mut steps = Vec::new();
        let mut key = String::new();
        let mut rest = path.chars().peekable();
        while let Some(c) = rest.next() {
            match c {
                '\\' => key.push(rest.next().ok_or_else(invalid)?),
                '[' if rest.next() == Some(']') => {
                    if !key.is_empty() {
                        steps.push(Step::Key(std::mem::take(&mut key)));
                    }
                    steps.push(Step::Each);
                    // After `[]` comes `.`, another `[`, or nothing.
                    match rest.peek() {
                        None | Some('[') => {}
                        Some('.') => {
                            rest.next();
                            rest.peek().ok_or_else(invalid)?;
                        }
                        Some(_) => return Err(invalid()),
                    }
                }
                '[' | ']' => return Err(invalid()),
                '.' if key.is_empty() => return Err(invalid()),
                '.' => {
                    steps.push(Step::Key(std::mem::take(&mut key)));
                    rest.peek().ok_or_else(invalid)?;
                }
                _ => key.push(c),
            }
        }
        if !key.is_empty() {
            steps.push(Step::Key(key));
        }
        if steps.is_empty() {
            return Err(invalid());
        }
        Ok(Self { text: path.to_owned(), steps, optional })
    }
}

/// Why a path could not be read.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct InvalidField(String);

impl fmt::Display for InvalidField {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "`{}` names no field: write title, a.b or items[].body", self.0)
    }
}

impl std::error::Error for InvalidField {}

/// All that is wanted of a record, as a tree: one walk over a record finds everything.
#[derive(Debug)]
pub struct Wants {
    /// The record itself.
    pub root: Node,
    /// Whether the fields are [`DEFAULT_FIELDS`], any of which will do.
    pub any_field: bool,
}

/// What is wanted at one place of a record and below it.
#[derive(Debug, Default)]
pub struct Node {
    /// Members by name.
    pub children: Vec<(String, Node)>,
    /// What is wanted of every element.
    pub each: Option<Box<Node>>,
    /// What the value here is wanted for.
    pub roles: Vec<Role>,
    /// Whether something here or below it must be there.
    pub required: bool,
}

/// What a value is wanted for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Role {
    /// It is annotated; its rank in reading order.
    Text(usize),
    /// It is the record's id.
    Id,
    /// It is the record's date.
    Date,
    /// It is the record's language.
    Lang,
    /// It says whose words the record is.
    Source,
}

impl Wants {
    /// What `options` ask for.
    pub fn new(options: &InputOptions) -> Self {
        let any_field = options.fields.is_empty();
        let mut root = Node::default();
        if any_field {
            for (rank, name) in DEFAULT_FIELDS.into_iter().enumerate() {
                root.want(&FieldPath::optional(name), Role::Text(rank));
            }
        }
        for (rank, path) in options.fields.iter().enumerate() {
            root.want(path, Role::Text(rank));
        }
        match &options.id_field {
            Some(path) => root.want(path, Role::Id),
            None => root.want(&FieldPath::optional("id"), Role::Id),
        }
        // A record may always do without these.
        for (path, role) in [
            (&options.date_field, Role::Date),
            (&options.lang_field, Role::Lang),
            (&options.source_field, Role::Source),
        ] {
            if let Some(path) = path {
                root.want(&FieldPath { optional: true, ..path.clone() }, role);
            }
        }
        Self { root, any_field }
    }
}

impl Node {
    fn want(&mut self, path: &FieldPath, role: Role) {
        let mut node = self;
        node.required |= !path.optional;
        for step in &path.steps {
            node = match step {
                Step::Each => node.each.get_or_insert_default(),
                Step::Key(key) => {
                    let known = node.children.iter().position(|(name, _)| name == key);
                    let at = known.unwrap_or_else(|| {
                        node.children.push((key.clone(), Self::default()));
                        node.children.len() - 1
                    });
                    &mut node.children[at].1
                }
            };
            node.required |= !path.optional;
        }
        // A field that is named twice is read once.
        let is_text = |role: &Role| matches!(role, Role::Text(_));
        if !(is_text(&role) && node.roles.iter().any(is_text)) {
            node.roles.push(role);
        }
    }
}
