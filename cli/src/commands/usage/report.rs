//! Everything that a report on names says, whatever it is written as. Its members are those of the JSON; `docs/usage.md` lists them.

use exonym::dictionary::Date;
use exonym::usage::{Dates, Period, Voice};
use serde::ser::SerializeMap as _;
use serde::{Serialize, Serializer};

/// The report.
#[derive(Debug, Serialize)]
pub(super) struct Report {
    pub(super) texts: u64,
    pub(super) undated: u64,
    /// The field that says whose words a text is.
    pub(super) by: Option<String>,
    pub(super) without_source: u64,
    pub(super) over: &'static str,
    pub(super) entities: Vec<EntityReport>,
}

#[derive(Debug, Serialize)]
pub(super) struct EntityReport {
    pub(super) entity: String,
    pub(super) name: String,
    #[serde(rename = "type")]
    pub(super) entity_type: String,
    pub(super) mentions: u64,
    pub(super) quoted: u64,
    pub(super) texts: u64,
    /// The most used first.
    pub(super) names: Vec<NameReport>,
    /// Names of mentions that are too close to call.
    pub(super) ambiguous: Vec<NameReport>,
    /// All texts that were read, by source and period.
    pub(super) groups: Vec<GroupRow>,
}

/// How many texts of a source and period there are, and what of them is about the entity.
#[derive(Debug, Serialize)]
pub(super) struct GroupRow {
    #[serde(flatten)]
    pub(super) place: Place,
    pub(super) texts_read: u64,
    pub(super) texts: u64,
    pub(super) mentions: u64,
}

/// Whose words, and when.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize)]
pub(super) struct Place {
    pub(super) source: Option<String>,
    #[serde(serialize_with = "shown")]
    pub(super) period: Option<Period>,
}

/// A name, and who uses it.
#[derive(Debug, Serialize)]
pub(super) struct NameReport {
    pub(super) name: String,
    /// The first of its spellings in the dictionaries, whichever are used.
    #[serde(skip)]
    pub(super) lead: String,
    pub(super) kind: &'static str,
    pub(super) lang: String,
    /// Keys of the agents who decreed it or use it.
    pub(super) by: Vec<String>,
    #[serde(serialize_with = "shown")]
    pub(super) since: Option<Date>,
    #[serde(serialize_with = "shown")]
    pub(super) until: Option<Date>,
    pub(super) tone: &'static str,
    pub(super) scope: &'static str,
    #[serde(flatten)]
    pub(super) sum: Sum,
    /// The most used first.
    pub(super) spellings: Vec<Spelling>,
    /// Who uses it most comes first.
    pub(super) sources: Vec<SourceRow>,
    /// By source, period and voice.
    pub(super) uses: Vec<UseRow>,
}

#[derive(Debug, Serialize)]
pub(super) struct Spelling {
    pub(super) text: String,
    pub(super) mentions: u64,
}

#[derive(Debug, Serialize)]
pub(super) struct SourceRow {
    pub(super) source: Option<String>,
    #[serde(flatten)]
    pub(super) sum: Sum,
}

/// How often something is used.
#[derive(Clone, Copy, Debug, Default, Serialize)]
pub(super) struct Sum {
    pub(super) mentions: u64,
    /// Those among them that stand in quotations.
    pub(super) quoted: u64,
    pub(super) texts: u64,
    /// Mentions that are older than the name's `since`.
    pub(super) before_since: u64,
    #[serde(flatten, serialize_with = "first_and_last")]
    pub(super) dates: Dates,
}

/// One count: a name of one source, in one period and voice.
#[derive(Debug, Serialize)]
pub(super) struct UseRow {
    #[serde(flatten)]
    pub(super) place: Place,
    #[serde(serialize_with = "word")]
    pub(super) voice: Voice,
    pub(super) mentions: u64,
    pub(super) texts: u64,
    pub(super) before_since: u64,
    #[serde(flatten, serialize_with = "first_and_last")]
    pub(super) dates: Dates,
    pub(super) contexts: Vec<Context>,
}

/// A mention in its sentence.
#[derive(Debug, Serialize)]
pub(super) struct Context {
    pub(super) record: Option<String>,
    /// Which text it is, from 1.
    pub(super) number: u64,
    #[serde(serialize_with = "shown")]
    pub(super) date: Option<Date>,
    pub(super) field: String,
    /// Bytes of that field's text.
    pub(super) start: usize,
    pub(super) end: usize,
    pub(super) before: String,
    pub(super) text: String,
    pub(super) after: String,
}

impl EntityReport {
    /// Its names, those of mentions that are too close to call at the end.
    pub(super) fn all_names(&self) -> impl Iterator<Item = (&NameReport, bool)> {
        let sure = self.names.iter().map(|name| (name, false));
        sure.chain(self.ambiguous.iter().map(|name| (name, true)))
    }
}

impl NameReport {
    /// The earliest sentence in which a source uses it.
    pub(super) fn first_of(&self, source: Option<&str>) -> Option<&Context> {
        let uses = self.uses.iter().filter(|used| used.place.source.as_deref() == source);
        let contexts = uses.flat_map(|used| &used.contexts);
        contexts.min_by_key(|context| (context.date.is_none(), context.date, context.number))
    }

    /// `designation, by pk-moi, since 2024-07-31, pejorative`
    pub(super) fn said(&self) -> String {
        let lead = |word: &str, what: Option<String>| what.map(|what| format!("{word} {what}"));
        let by = (!self.by.is_empty()).then(|| self.by.join(", "));
        [
            Some(self.kind.to_owned()),
            lead("by", by),
            lead("since", self.since.map(|date| date.to_string())),
            lead("until", self.until.map(|date| date.to_string())),
            (self.tone != "neutral").then(|| self.tone.to_owned()),
            (self.scope != "exact").then(|| self.scope.to_owned()),
        ]
        .into_iter()
        .flatten()
        .collect::<Vec<_>>()
        .join(" · ")
    }
}

impl Context {
    /// `2024-08-02 dawn-17, body`; the text's number where it has no id.
    pub(super) fn label(&self) -> String {
        let date = self.date.map(|date| format!("{date} ")).unwrap_or_default();
        let record = self.record.clone().unwrap_or_else(|| format!("№ {}", self.number));
        format!("{date}{record}, {}", self.field)
    }
}

impl Place {
    pub(super) fn source(&self) -> &str {
        self.source.as_deref().unwrap_or(NO_SOURCE)
    }

    pub(super) fn period(&self) -> String {
        self.period.map_or_else(|| NO_DATE.to_owned(), |period| period.to_string())
    }
}

/// The heading of texts of which nobody says whose words they are.
pub(super) const NO_SOURCE: &str = "(no source)";
/// The heading of texts without a date.
pub(super) const NO_DATE: &str = "(no date)";

#[expect(clippy::ref_option, reason = "serde asks so")]
fn shown<T: ToString, S: Serializer>(value: &Option<T>, serializer: S) -> Result<S::Ok, S::Error> {
    value.as_ref().map(ToString::to_string).serialize(serializer)
}

#[expect(clippy::trivially_copy_pass_by_ref, reason = "serde asks so")]
fn word<S: Serializer>(voice: &Voice, serializer: S) -> Result<S::Ok, S::Error> {
    serializer.serialize_str(voice.as_str())
}

/// `2024-07-31 – 2025-01-02`; empty where no text has a date.
pub(super) fn from_to(dates: Dates) -> String {
    match (dates.first, dates.last) {
        (Some(first), Some(last)) if first == last => first.to_string(),
        (Some(first), Some(last)) => format!("{first} – {last}"),
        _ => String::new(),
    }
}

fn first_and_last<S: Serializer>(dates: &Dates, serializer: S) -> Result<S::Ok, S::Error> {
    let shown = |date: Option<Date>| date.map(|date| date.to_string());
    let mut members = serializer.serialize_map(Some(2))?;
    members.serialize_entry("first", &shown(dates.first))?;
    members.serialize_entry("last", &shown(dates.last))?;
    members.end()
}
