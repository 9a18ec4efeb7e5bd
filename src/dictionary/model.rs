//! What a dictionary says, after reading: entities, aliases and who vouches for them, each with its place in a file.

use std::sync::Arc;

use super::Date;
use crate::diagnostic::Place;
use crate::id::EntityId;
use crate::language::Language;

/// Everything that the given files and layers say together.
#[derive(Clone, Debug, Default)]
pub struct Dictionary {
    /// Sorted by id, no id twice.
    pub entities: Vec<Entity>,
    /// Ids that were given up, and the entities that they became in the end; sorted by the old id.
    pub moved: Vec<(EntityId, EntityId)>,
    /// What the files declare in `[source]`, in their order; a source that several files declare comes several times.
    pub sources: Vec<Declared<Source>>,
    /// What is said of languages, sorted by tag, no tag twice.
    pub languages: Vec<Language>,
}

/// What a file declares under a short key, and where.
#[derive(Clone, Debug)]
pub struct Declared<T> {
    /// What the key stands for.
    pub meaning: Arc<T>,
    /// The place of the key.
    pub place: Place,
}

/// What a name stands for.
#[derive(Clone, Debug)]
pub struct Entity {
    /// Its id, for ever.
    pub id: EntityId,
    /// The neutral canonical name. It is matched too: the first alias has its text.
    pub name: String,
    /// What is written in a language: language tag and label, sorted by tag.
    pub labels: Vec<(String, String)>,
    /// `country`, `armed-group`, `class`, …; empty where nobody says.
    pub entity_type: String,
    /// Ids in other registers: register and id, sorted by register.
    pub ids: Vec<(String, String)>,
    /// Where the entity was read.
    pub sources: Vec<Arc<Source>>,
    /// Its names, patterns expanded, no text twice: the canonical one, then plain ones, then those of alias blocks, each
    /// in the order of the file.
    pub aliases: Vec<Alias>,
    /// Relations to other entities, in the order of the file.
    pub relations: Vec<(Relation, EntityId)>,
    /// A rival sense, never reported.
    pub decoy: bool,
    /// Free words for contributors.
    pub note: String,
    /// Sentences in which names of this entity must be found, marked with `[` and `]`.
    pub hits: Vec<Test>,
    /// Sentences in which none may be found.
    pub misses: Vec<Test>,
    /// The place of its heading.
    pub place: Place,
}

/// One sentence of `test.hit` or `test.miss`.
#[derive(Clone, Debug)]
pub struct Test {
    /// As written, brackets and all; [`Sentence`](super::Sentence) reads it without an error.
    pub text: String,
    /// Where.
    pub place: Place,
}

/// One name of one entity.
#[derive(Clone, Debug)]
pub struct Alias {
    /// The name, literal.
    pub text: String,
    /// What it is and how it is matched; shared by the names of one block.
    pub rule: Arc<Rule>,
    /// The place of the name, or of the pattern that it comes from.
    pub place: Place,
}

/// All that a dictionary says about a name but its text.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct Rule {
    /// Reported with every link.
    pub kind: Kind,
    /// Language tag of the name, `und` where nobody says.
    pub lang: String,
    /// Who decreed it or uses it.
    pub by: Vec<Arc<Agent>>,
    /// From when.
    pub since: Option<Date>,
    /// Until when.
    pub until: Option<Date>,
    /// Guard: the text says when it was written, and that is not outside of `since` and `until`.
    pub dated: bool,
    /// When it was met in use.
    pub seen: Option<Seen>,
    /// Whether it names this entity alone.
    pub scope: Scope,
    /// Whether it is loaded.
    pub tone: Tone,
    /// How letter case is compared.
    pub case: Case,
    /// Whether diacritics matter.
    pub marks: Matter,
    /// Whether an unspaced hyphen and a blank differ.
    pub hyphen: Matter,
    /// Languages whose clitics and endings may be glued to it; `None`: by the name's language.
    pub affix: Option<Vec<String>>,
    /// Where it may begin and end.
    pub boundary: Boundary,
    /// Per mille: how often the name means this entity when nothing else speaks.
    pub prior: u16,
    /// Whether a definition in the text is strong evidence.
    pub defined: bool,
    /// Guard: one of these must stand in the text (where there are any).
    pub require: Vec<Cue>,
    /// Guard: none of these may.
    pub forbid: Vec<Cue>,
    /// Cues that speak for it.
    pub cue_for: Vec<Cue>,
    /// Cues that speak against it.
    pub cue_against: Vec<Cue>,
    /// How near a cue must stand.
    pub within: Within,
    /// Where the name was read.
    pub sources: Vec<Arc<Source>>,
    /// The languages whose inflection makes this form of a name; empty for names as they are given. Only compiling makes such forms.
    pub inflected: Vec<String>,
}

impl Default for Rule {
    fn default() -> Self {
        Self {
            kind: Kind::Name,
            lang: "und".into(),
            by: Vec::new(),
            since: None,
            until: None,
            dated: false,
            seen: None,
            scope: Scope::Exact,
            tone: Tone::Neutral,
            case: Case::Smart,
            marks: Matter::Fold,
            hyphen: Matter::Fold,
            affix: None,
            boundary: Boundary::Word,
            prior: 500,
            defined: false,
            require: Vec::new(),
            forbid: Vec::new(),
            cue_for: Vec::new(),
            cue_against: Vec::new(),
            within: Within::Document,
            sources: Vec::new(),
            inflected: Vec::new(),
        }
    }
}

/// A word, a stem or an entity that guards and cues look for.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Cue {
    /// Whole words: `Taliban`.
    Word(String),
    /// The beginning of a word, without its `*`: `militant`.
    Stem(String),
    /// An entity: `@country/pk`.
    Entity(EntityId),
}

/// A citation.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Source {
    /// The short key of its file.
    pub key: String,
    /// What it is.
    pub title: String,
    /// When it was issued.
    pub date: Option<Date>,
    /// Where it can be read, an address of the web, `urn:` or `doi:`; may be empty.
    pub url: String,
}

/// Who may stand in `by`.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Agent {
    /// The short key, reported with links.
    pub key: String,
    /// The full name.
    pub name: String,
}

/// When a name was met in use.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct Seen {
    /// First.
    pub first: Option<Date>,
    /// Last.
    pub last: Option<Date>,
    /// Where.
    pub sources: Vec<Arc<Source>>,
}

/// Makes an enum whose variants have the names that dictionaries, flags and records write.
macro_rules! keywords {
    ($(#[$doc:meta])* $name:ident { $($(#[$variant_doc:meta])* $variant:ident = $text:literal,)+ }) => {
        $(#[$doc])*
        #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
        pub enum $name { $($(#[$variant_doc])* $variant,)+ }

        impl $name {
            /// Every value, in the order of the documentation.
            pub const ALL: &[Self] = &[$(Self::$variant,)+];

            /// As it is written in dictionaries and records.
            #[must_use]
            pub const fn as_str(self) -> &'static str {
                match self { $(Self::$variant => $text,)+ }
            }

            /// The value that is written so.
            #[must_use]
            pub fn from_keyword(text: &str) -> Option<Self> {
                match text { $($text => Some(Self::$variant),)+ _ => None }
            }
        }
    };
}

keywords! {
    /// What sort of name an alias is.
    Kind {
        /// A name like any other.
        Name = "name",
        /// The name that a state or body gives itself in law.
        Official = "official",
        /// The name that its own people use.
        Endonym = "endonym",
        /// The name that others use.
        Exonym = "exonym",
        /// A name that it had.
        Former = "former",
        /// Initials.
        Acronym = "acronym",
        /// A code of a register.
        Code = "code",
        /// The name of its people, or the adjective.
        Demonym = "demonym",
        /// A name that somebody with authority has decreed.
        Designation = "designation",
        /// A name that a group claims for itself.
        SelfDesignation = "self-designation",
        /// A nickname.
        Nickname = "nickname",
        /// A spelling of the same name in another script.
        Transliteration = "transliteration",
        /// A spelling that is wrong and met.
        Misspelling = "misspelling",
    }
}

keywords! {
    /// Whether a name means this entity alone.
    Scope {
        /// This entity.
        Exact = "exact",
        /// More than this entity.
        Broad = "broad",
        /// A part of it.
        Narrow = "narrow",
    }
}

keywords! {
    /// Whether a name is loaded.
    Tone {
        /// Not loaded.
        Neutral = "neutral",
        /// Meant to hurt or condemn.
        Pejorative = "pejorative",
        /// One side's name in a quarrel.
        Contested = "contested",
    }
}

keywords! {
    /// How letter case is compared; `docs/same-name.md` defines each.
    Case {
        /// By the form of the name.
        Smart = "smart",
        /// Not at all.
        Fold = "fold",
        /// Capitalised words must be capitalised.
        Initial = "initial",
        /// As written.
        Exact = "exact",
    }
}

keywords! {
    /// Whether a difference between text and name matters.
    Matter {
        /// It is folded away.
        Fold = "fold",
        /// It matters.
        Exact = "exact",
    }
}

keywords! {
    /// Where a name may begin and end.
    Boundary {
        /// At word boundaries.
        Word = "word",
        /// Begins at one, ends anywhere.
        Prefix = "prefix",
        /// Anywhere.
        None = "none",
    }
}

keywords! {
    /// How near a cue must stand to a mention.
    Within {
        /// Anywhere in the text.
        Document = "document",
        /// In its paragraph.
        Paragraph = "paragraph",
        /// In its sentence.
        Sentence = "sentence",
    }
}

keywords! {
    /// How one entity stands to another.
    Relation {
        /// It is a part of the other.
        PartOf = "part-of",
        /// The other is a member of this class.
        Member = "member",
        /// It lies in the other.
        LocatedIn = "located-in",
        /// It came after the other.
        SuccessorOf = "successor-of",
        /// It split off from the other.
        SplinterOf = "splinter-of",
        /// It is easily taken for the other and is not it.
        DistinctFrom = "distinct-from",
        /// They have to do with each other.
        Related = "related",
    }
}
