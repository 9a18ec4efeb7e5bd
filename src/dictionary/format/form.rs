//! What the canonical form of each table is: the order of its keys, and how their values are written.

/// How a table is written.
#[derive(Debug)]
pub(super) struct Form {
    /// The keys that it may have, in their order.
    pub(super) keys: &'static [(&'static str, Way)],
    /// How all other keys are written, which come after them.
    pub(super) others: Way,
    /// In which order.
    pub(super) order: Order,
    /// Whether its equals signs stand in one column.
    pub(super) aligned: bool,
    /// Whether it has a heading even where it has nothing but tables.
    pub(super) headed: bool,
    /// Whether a blank line stands before each of the tables in it.
    pub(super) spaced: bool,
}

/// In which order keys stand that the form does not name.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Order {
    /// They are short keys, slugs or languages, which are sorted.
    Sorted,
    /// They are unknown, and stay in the order of the file.
    Kept,
}

/// How a key and its value are written.
#[derive(Clone, Copy, Debug)]
pub(super) enum Way {
    /// On a line, or as a list over several.
    Line(Shape),
    /// A table in braces, on one line.
    Braces(&'static Form),
    /// A table with a line for each of its keys: `label.ur = "…"`.
    Dotted,
    /// A table with a heading of its own, or several; what is no table is a line.
    Heading(&'static Form, Shape),
}

/// How a list is written.
#[derive(Clone, Copy, Debug)]
pub(super) struct Shape {
    pub(super) single: Single,
    pub(super) tall: Tall,
    /// Whether its order means nothing, so that it is sorted.
    pub(super) sorted: bool,
}

/// How one string is written where there could be several.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Single {
    /// Without brackets.
    Bare,
    /// As a list of one.
    Listed,
    /// As it is.
    Kept,
}

/// When each element has a line of its own.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Tall {
    /// Always: people add to it.
    Always,
    /// When there are two or more.
    Several,
    /// When they do not fit on one line.
    Long,
    /// Never, but for what has a comment: as many stand on a line as fit.
    Filled,
}

/// Plain names.
const NAMES: Shape = Shape { single: Single::Listed, tall: Tall::Always, sorted: true };
/// The text of an alias block.
const TEXTS: Shape = Shape { single: Single::Bare, tall: Tall::Several, sorted: true };
/// Names that are taken away.
const REMOVED: Shape = Shape { single: Single::Listed, ..TEXTS };
const SENTENCES: Shape = Shape { sorted: false, ..REMOVED };
/// Short keys of sources and agents.
const KEYS: Shape = Shape { single: Single::Bare, tall: Tall::Long, sorted: false };
/// Ids, cues, languages.
const LISTED: Shape = Shape { single: Single::Listed, ..KEYS };
/// What a language has very many of: several on a line.
const FILLED: Shape = Shape { single: Single::Listed, tall: Tall::Filled, sorted: false };
const KEPT: Shape = Shape { single: Single::Kept, ..KEYS };

const VALUE: Way = Way::Line(KEPT);
const LIST: Way = Way::Line(FILLED);

/// What a form is that says nothing else.
const PLAIN: Form = Form {
    keys: &[],
    others: VALUE,
    order: Order::Kept,
    aligned: true,
    headed: false,
    spaced: false,
};

/// A table in braces of which nothing is known.
pub(super) static BRACES: Form = PLAIN;

/// A table of which nothing is known where headings may stand: a key with a slip, most often. It is not folded up, so that its
/// writer finds it as it was.
static UNKNOWN: Form = Form { others: Way::Heading(&UNKNOWN, KEPT), ..PLAIN };

pub(super) static FILE: Form = Form {
    keys: &[
        ("schema", VALUE),
        ("namespace", VALUE),
        ("language", VALUE),
        ("title", VALUE),
        ("license", VALUE),
        ("decoy", VALUE),
        ("defaults", Way::Braces(&DEFAULTS)),
        ("source", Way::Heading(&SOURCES, KEPT)),
        ("agent", Way::Heading(&SORTED, KEPT)),
        ("moved", Way::Heading(&SORTED, KEPT)),
        ("affix", Way::Heading(&AFFIX, KEPT)),
        ("words", Way::Heading(&WORDS, KEPT)),
        ("entity", Way::Heading(&ENTITIES, KEPT)),
    ],
    others: Way::Heading(&UNKNOWN, KEPT),
    spaced: true,
    ..PLAIN
};

static AFFIX: Form = Form {
    keys: &[
        ("ending", LIST),
        ("elision", LIST),
        ("proclitic", LIST),
        ("suffix", LIST),
        ("particle", LIST),
        ("inflection", LIST),
    ],
    aligned: false,
    ..PLAIN
};

static WORDS: Form = Form {
    keys: &[
        ("body", LIST),
        ("firm", LIST),
        ("attribute", LIST),
        ("prefix", LIST),
        ("of", LIST),
        ("given-name", LIST),
        ("title", LIST),
        ("apart", LIST),
        ("province", LIST),
        ("match", LIST),
        ("versus", LIST),
        ("place", LIST),
        ("and", LIST),
        ("common", LIST),
        ("small", LIST),
        ("little", LIST),
        ("article", LIST),
        ("or", LIST),
        ("connective", LIST),
        ("former", LIST),
        ("filler", LIST),
        ("stands-for", LIST),
        ("abbreviated", LIST),
        ("short-lead", LIST),
        ("long-lead", LIST),
    ],
    aligned: false,
    ..PLAIN
};

static SORTED: Form = Form { order: Order::Sorted, ..PLAIN };

static SOURCES: Form = Form { others: Way::Braces(&SOURCE), order: Order::Sorted, ..PLAIN };

static SOURCE: Form = Form { keys: &[("title", VALUE), ("date", VALUE), ("url", VALUE)], ..PLAIN };

static ENTITIES: Form =
    Form { others: Way::Heading(&ENTITY, KEPT), order: Order::Sorted, spaced: true, ..PLAIN };

static ENTITY: Form = Form {
    keys: &[
        ("name", VALUE),
        ("label", Way::Dotted),
        ("type", VALUE),
        ("ids", Way::Braces(&SORTED)),
        ("decoy", VALUE),
        ("note", VALUE),
        ("source", Way::Line(KEYS)),
        ("replace", VALUE),
        ("remove", Way::Line(REMOVED)),
        ("names", Way::Heading(&LANGUAGES, KEPT)),
        ("alias", Way::Heading(&ALIAS, KEPT)),
        ("relates", Way::Heading(&RELATES, KEPT)),
        ("test", Way::Heading(&TEST, KEPT)),
    ],
    others: Way::Heading(&UNKNOWN, KEPT),
    headed: true,
    ..PLAIN
};

static LANGUAGES: Form =
    Form { others: Way::Heading(&LANGUAGE, NAMES), order: Order::Sorted, aligned: false, ..PLAIN };

static LANGUAGE: Form = Form {
    keys: &[("source", Way::Line(KEYS)), ("text", Way::Line(NAMES))],
    aligned: false,
    ..PLAIN
};

static RELATES: Form = Form { others: Way::Line(LISTED), order: Order::Sorted, ..PLAIN };

static TEST: Form =
    Form { keys: &[("hit", Way::Line(SENTENCES)), ("miss", Way::Line(SENTENCES))], ..PLAIN };

static CUE: Form = Form {
    keys: &[("for", Way::Line(LISTED)), ("against", Way::Line(LISTED)), ("within", VALUE)],
    ..PLAIN
};

static SEEN: Form =
    Form { keys: &[("first", VALUE), ("last", VALUE), ("source", Way::Line(KEYS))], ..PLAIN };

/// The keys of an alias, after those that stand before them: in a block `text`, among the defaults those of an entity.
macro_rules! alias_keys {
    ($($first:expr),*) => {
        &[
            $($first,)*
            ("kind", VALUE),
            ("lang", VALUE),
            ("by", Way::Line(KEYS)),
            ("since", VALUE),
            ("until", VALUE),
            ("dated", VALUE),
            ("seen", Way::Braces(&SEEN)),
            ("scope", VALUE),
            ("tone", VALUE),
            ("case", VALUE),
            ("marks", VALUE),
            ("hyphen", VALUE),
            ("affix", Way::Line(LISTED)),
            ("boundary", VALUE),
            ("prior", VALUE),
            ("defined", VALUE),
            ("require", Way::Line(LISTED)),
            ("forbid", Way::Line(LISTED)),
            ("cue", Way::Braces(&CUE)),
            ("source", Way::Line(KEYS)),
        ]
    };
}

static ALIAS: Form = Form { keys: alias_keys![("text", Way::Line(TEXTS))], ..PLAIN };

static DEFAULTS: Form = Form {
    keys: alias_keys![("type", VALUE), ("decoy", VALUE), ("relates", Way::Braces(&RELATES))],
    ..PLAIN
};

impl Form {
    /// The place of a key among those that the form names, and how it is written.
    pub(super) fn key(&self, key: &str) -> (usize, Way) {
        let known = self.keys.iter().position(|(known, _)| *known == key);
        known.map_or((self.keys.len(), self.others), |at| (at, self.keys[at].1))
    }
}

impl Way {
    /// How a list is written that stands here.
    pub(super) const fn shape(self) -> Shape {
        match self {
            Self::Line(shape) | Self::Heading(_, shape) => shape,
            Self::Braces(_) | Self::Dotted => KEPT,
        }
    }

    /// How a table is written that stands here.
    pub(super) const fn form(self) -> &'static Form {
        match self {
            Self::Braces(form) | Self::Heading(form, _) => form,
            Self::Line(_) | Self::Dotted => &BRACES,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::dictionary::{entity, language, reader, rule};
    use crate::language::List;

    fn names(form: &Form) -> Vec<&'static str> {
        form.keys.iter().map(|(key, _)| *key).collect()
    }

    /// What the reader knows has a place, and nothing else has.
    #[test]
    fn every_known_key_has_its_place() {
        let sorted = |keys: &[&'static str]| {
            let mut keys = keys.to_vec();
            keys.sort_unstable();
            keys
        };
        let entity = entity::KEYS.iter().copied().filter(|key| *key != "slug").collect::<Vec<_>>();
        let mut file = [reader::HEADER_KEYS, language::KEYS].concat();
        file.sort_unstable();
        file.dedup();
        assert_eq!(sorted(&names(&FILE)), file);
        let lists = |form: &Form, table: &'static str| {
            names(form).into_iter().map(move |name| (table, name)).collect::<Vec<_>>()
        };
        assert_eq!(
            [lists(&AFFIX, "affix"), lists(&WORDS, "words")].concat(),
            List::ALL.map(List::path)
        );
        assert_eq!(sorted(&names(&ENTITY)), sorted(&entity));
        assert_eq!(names(&ALIAS)[1..], *rule::KEYS);
    }
}
