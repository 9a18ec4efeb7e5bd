//! What is said of a language in `dictionaries/lang/*.toml`: lists of words and affixes. The engine knows rules; which words a rule
//! is about, a language file says, and a language without a file has none.

/// A list that a language file may have, as `TABLE.NAME`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum List {
    /// After an apostrophe: ’s, ’nin.
    Ending,
    /// Before an apostrophe: l’, d’.
    Elision,
    /// Glued before a name: و.
    Proclitic,
    /// Glued after it.
    Suffix,
    /// Hangul after a name: 은.
    Particle,
    /// How the ends of names change in a sentence: `ия > ии, ию, ией`.
    Inflection,
    /// Nouns that end the names of bodies, after the name of a place: Kenya *Airways*.
    Body,
    /// Nouns that begin the names of businesses and titles, before "of" and a name: *Bank* of China.
    Firm,
    /// Words that may stand between one of these and "of": Banque *nationale* de Belgique; where letters have no case, also between a
    /// name and a noun of a body.
    Attribute,
    /// Words that begin longer names, right before a name: *Air* India, *Team* Estonia.
    Prefix,
    /// What joins nouns and names: *of the*.
    Of,
    /// Given names: *Michael* Jordan.
    GivenName,
    /// Offices and forms of address: *President*.
    Title,
    /// Words with a capital that stand beside names and are no part of them: *Tuesday*, *Northern*; [`ALL_WORDS`] for all words.
    Apart,
    /// States and provinces, after a comma: Turkey, *Texas*.
    Province,
    /// Words of reports on matches: *goalkeeper*.
    Match,
    /// Words that stand beside the names of teams: *defeated*.
    Versus,
    /// Prepositions after which a name is a place and no team: *in*.
    Place,
    /// What joins the last of several: *and*.
    And,
    /// The most frequent words: a text that has many of them is in the language.
    Common,
    /// Words that acronyms leave out: *of*, *and*.
    Small,
    /// Other small words that a long form may have at little cost: *with*.
    Little,
    /// What stands before a name and is no part of it: *the*.
    Article,
    /// What stands between names, and after a comma says that both are names of one thing: *or*.
    Or,
    /// What says that the names on both sides mean the same: *also known as*.
    Connective,
    /// What says so of a name and an earlier one after it: *formerly*.
    Former,
    /// What may stand between one of these and the name after it: *the outlawed*.
    Filler,
    /// What stands between a short form and its long form: *stands for*.
    StandsFor,
    /// What stands between a long form and its short form: *, abbreviated as*.
    Abbreviated,
    /// What a short form in brackets may have before it: *hereinafter*.
    ShortLead,
    /// What a long form in brackets may have before it: *short for*.
    LongLead,
}

impl List {
    /// All, in the order of the files.
    pub const ALL: [Self; 31] = [
        Self::Ending,
        Self::Elision,
        Self::Proclitic,
        Self::Suffix,
        Self::Particle,
        Self::Inflection,
        Self::Body,
        Self::Firm,
        Self::Attribute,
        Self::Prefix,
        Self::Of,
        Self::GivenName,
        Self::Title,
        Self::Apart,
        Self::Province,
        Self::Match,
        Self::Versus,
        Self::Place,
        Self::And,
        Self::Common,
        Self::Small,
        Self::Little,
        Self::Article,
        Self::Or,
        Self::Connective,
        Self::Former,
        Self::Filler,
        Self::StandsFor,
        Self::Abbreviated,
        Self::ShortLead,
        Self::LongLead,
    ];

    /// Whether it is of what is glued to names, or stands beside their apostrophes.
    #[must_use]
    pub fn is_affix(self) -> bool {
        self.path().0 == "affix"
    }

    /// The table that it stands in, and its name there.
    #[must_use]
    pub const fn path(self) -> (&'static str, &'static str) {
        match self {
            Self::Ending => ("affix", "ending"),
            Self::Elision => ("affix", "elision"),
            Self::Proclitic => ("affix", "proclitic"),
            Self::Suffix => ("affix", "suffix"),
            Self::Particle => ("affix", "particle"),
            Self::Inflection => ("affix", "inflection"),
            Self::Body => ("words", "body"),
            Self::Firm => ("words", "firm"),
            Self::Attribute => ("words", "attribute"),
            Self::Prefix => ("words", "prefix"),
            Self::Of => ("words", "of"),
            Self::GivenName => ("words", "given-name"),
            Self::Title => ("words", "title"),
            Self::Apart => ("words", "apart"),
            Self::Province => ("words", "province"),
            Self::Match => ("words", "match"),
            Self::Versus => ("words", "versus"),
            Self::Place => ("words", "place"),
            Self::And => ("words", "and"),
            Self::Common => ("words", "common"),
            Self::Small => ("words", "small"),
            Self::Little => ("words", "little"),
            Self::Article => ("words", "article"),
            Self::Or => ("words", "or"),
            Self::Connective => ("words", "connective"),
            Self::Former => ("words", "former"),
            Self::Filler => ("words", "filler"),
            Self::StandsFor => ("words", "stands-for"),
            Self::Abbreviated => ("words", "abbreviated"),
            Self::ShortLead => ("words", "short-lead"),
            Self::LongLead => ("words", "long-lead"),
        }
    }
}

/// What stands in [`List::Apart`] for all words: the language writes other words than names with a capital, or sets names side by side.
pub const ALL_WORDS: &str = "*";

/// A gazetteer has at most so many.
pub const MAX_LANGUAGES: usize = 64;

/// A language: its tag and lists.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Language {
    /// Its primary language subtag, `en`.
    pub tag: String,
    lists: [Vec<String>; List::ALL.len()],
}

impl Language {
    /// A language of which nothing is known yet.
    #[must_use]
    pub fn new(tag: impl Into<String>) -> Self {
        Self { tag: tag.into(), lists: Default::default() }
    }

    /// The words of a list as written, in the order of the file.
    #[must_use]
    pub fn list(&self, list: List) -> &[String] {
        &self.lists[list as usize]
    }

    /// Gives a list these words.
    pub fn set(&mut self, list: List, words: Vec<String>) {
        self.lists[list as usize] = words;
    }
}

/// What `dictionaries/lang` says.
#[cfg(test)]
pub(crate) fn shipped() -> Vec<Language> {
    let folder = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("dictionaries/lang");
    let layers = crate::dictionary::collect(&[folder]).expect("the folder can be read");
    let reading = crate::dictionary::read(&layers);
    assert!(reading.diagnostics.is_empty(), "{:?}", reading.diagnostics);
    reading.dictionary.languages
}
