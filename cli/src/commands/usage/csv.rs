//! The counts as a table: a row for each name, source, period and voice.

use super::report::{EntityReport, NameReport, Report, UseRow};

/// What the columns hold.
const COLUMNS: [&str; 17] = [
    "entity",
    "name",
    "kind",
    "lang",
    "tone",
    "scope",
    "by",
    "since",
    "ambiguous",
    "source",
    "period",
    "voice",
    "mentions",
    "texts",
    "before_since",
    "first",
    "last",
];

pub(super) fn write(report: &Report, out: &mut Vec<u8>) {
    const MEMORY: &str = "memory takes it, and rows are as wide as their headings";
    let mut table = ::csv::Writer::from_writer(out);
    table.write_record(COLUMNS).expect(MEMORY);
    for entity in &report.entities {
        for (name, ambiguous) in entity.all_names() {
            for used in &name.uses {
                table.write_record(row(entity, name, ambiguous, used)).expect(MEMORY);
            }
        }
    }
    table.flush().expect(MEMORY);
}

fn row(
    entity: &EntityReport,
    name: &NameReport,
    ambiguous: bool,
    used: &UseRow,
) -> [String; COLUMNS.len()] {
    fn shown(value: Option<impl ToString>) -> String {
        value.map(|value| value.to_string()).unwrap_or_default()
    }
    [
        entity.entity.clone(),
        name.name.clone(),
        name.kind.to_owned(),
        name.lang.clone(),
        name.tone.to_owned(),
        name.scope.to_owned(),
        name.by.join(","),
        shown(name.since),
        ambiguous.to_string(),
        shown(used.place.source.as_ref()),
        shown(used.place.period),
        used.voice.as_str().to_owned(),
        used.mentions.to_string(),
        used.texts.to_string(),
        used.before_since.to_string(),
        shown(used.dates.first),
        shown(used.dates.last),
    ]
}
