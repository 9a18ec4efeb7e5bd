//! Records for the snapshots of all formats: small, and with everything in them that a format could get wrong.

use exonym::Span;

use super::{OutputOptions, Palette, Totals};
use crate::record::{
    Annotation, Field, JsonLine, NewMember, Original, Reading, Reason, Record, Verdict,
};

/// A record and what was found in it.
pub struct Case {
    pub record: Record,
    pub annotations: Vec<Annotation<'static>>,
}

/// Options with a splice that serves for lines whose last byte is the brace.
pub fn options() -> OutputOptions {
    OutputOptions {
        nil: true,
        palette: Palette::new(["country", "armed-group", "disease", "organization"]),
        ..OutputOptions::new(splice)
    }
}

/// The totals of all cases.
pub fn totals(options: &OutputOptions) -> Totals {
    let mut totals = Totals::default();
    for case in cases() {
        totals.add(&case.record, &case.annotations, options.nil);
    }
    totals
}

fn splice(line: &JsonLine, into: Option<&str>, members: &[NewMember<'_>], out: &mut Vec<u8>) {
    let member = |(name, write): &NewMember<'_>| {
        let mut json = Vec::new();
        write(&mut json);
        format!("\"{name}\":{}", String::from_utf8(json).expect("JSON is UTF-8"))
    };
    let members: Vec<_> = members.iter().map(member).collect();
    let members = members.join(",");
    let open = line.text.strip_suffix('}').expect("test lines are objects");
    let comma = if open.ends_with('{') { "" } else { "," };
    let line = match into {
        Some(into) => format!("{open}{comma}\"{into}\":{{{members}}}}}"),
        None => format!("{open}{comma}{members}}}"),
    };
    out.extend_from_slice(line.as_bytes());
}

/// In order: a line of JSON with two fields; Arabic script in a table; plain text with a nested mention over a line
/// break; a text without mentions that wants to break every format.
pub fn cases() -> Vec<Case> {
    vec![article(), row(), plain(), hostile()]
}

fn article() -> Case {
    let title = "😀 \"Fitna al Khwarij\" blamed <again> & again";
    let body = "Officials said the 'Fitna al-Khwarij' had fled.\nThe TTP, or Pakistani Taliban, denied it; TTP \
                cases rose in Türkiye, said Dr. Nobody.";
    let line = format!(
        r#"{{"id":"a1","title":{},"body":{},"n":1.50}}"#,
        serde_json::Value::from(title),
        serde_json::Value::from(body)
    );
    let fields = vec![field("title", title), field("body", body)];
    let mut case = Case {
        record: Record {
            number: 1,
            id: Some("a1".into()),
            lang: Some("en".into()),
            date: Some("2025-03-01".into()),
            fields,
            original: Original::JsonLine(line.as_str().into()),
            ..Record::default()
        },
        annotations: Vec::new(),
    };
    case.mention(0, "Fitna al Khwarij", true, Verdict::Entity(khwarij()));
    case.mention(1, "Fitna al-Khwarij", true, Verdict::Entity(khwarij()));
    case.mention(1, "TTP", false, Verdict::Entity(ttp("acronym")));
    let equation = case.span(1, "or Pakistani", 0);
    case.annotations[2].evidence = vec![
        Reason { kind: "prior", place: None },
        Reason { kind: "gloss", place: Some((1, equation)) },
    ];
    case.mention(1, "Pakistani Taliban", false, Verdict::Entity(ttp("name")));
    let purpura = Reading {
        entity: "disease/ttp".into(),
        name: "Thrombotic thrombocytopenic purpura",
        entity_type: "disease",
        ..ttp("acronym")
    };
    case.mention(1, "TTP", false, Verdict::Ambiguous(vec![purpura, ttp("acronym")]));
    case.mention(1, "Türkiye", false, Verdict::Entity(country("tr", "Türkiye", "endonym")));
    case.mention(1, "Dr. Nobody", false, Verdict::Nil);
    case
}

fn row() -> Case {
    let text = "تحریک طالبان پاکستان نے وافغانستان میں \u{202e}حملہ\u{202c} کیا۔";
    let columns = [("id", "row 2/ü"), ("text", text), ("source", "a\tb"), ("source_2", "c")];
    let mut case = Case {
        record: Record {
            number: 2,
            id: Some("row 2/ü".into()),
            lang: Some("ur".into()),
            date: None,
            fields: vec![field("text", text)],
            original: Original::Columns(
                columns.map(|(name, value)| (name.into(), value.into())).into(),
            ),
            ..Record::default()
        },
        annotations: Vec::new(),
    };
    case.mention(0, "تحریک طالبان پاکستان", false, Verdict::Entity(ttp("endonym")));
    let afghanistan = Reading {
        until: Some("2021-08".into()),
        scope: "broad",
        tone: "contested",
        by: vec!["af-gov", "un"],
        ..country("af", "Afghanistan", "endonym")
    };
    case.mention(0, "افغانستان", false, Verdict::Entity(afghanistan));
    if let Some(glued) = case.annotations.last_mut() {
        glued.token.start -= "و".len();
    }
    case
}

fn plain() -> Case {
    let mut case = Case {
        record: Record {
            number: 3,
            fields: vec![field("text", "A loan of the Bank of\r\n  China\\\u{1f}Ltd. was paid.\n")],
            ..Record::default()
        },
        annotations: Vec::new(),
    };
    let bank = Reading {
        entity: "org/bank-of-china".into(),
        name: "Bank of China",
        entity_type: "organization",
        kind: "name",
        ..ttp("name")
    };
    case.mention(0, "Bank of\r\n  China", false, Verdict::Entity(bank));
    let china = Reading { entity_type: "", ..country("cn", "China", "name") };
    let span = case.span(0, "China", 0);
    case.annotations.push(Annotation {
        field: 0,
        span,
        token: span,
        score: 940,
        quoted: false,
        verdict: Verdict::Entity(china),
        decided: true,
        evidence: Vec::new(),
    });
    case
}

fn hostile() -> Case {
    let text = "</p><script>alert(1)</script> {a,{b}} \u{1b}[31m\u{9b}2J \u{0}\t| \\ ‹x›";
    let record = Record {
        number: 4,
        id: Some("../<b>\"&\n".into()),
        fields: vec![field("a.b[0]", text)],
        ..Record::default()
    };
    Case { record, annotations: Vec::new() }
}

fn field(name: &str, text: &str) -> Field {
    Field { name: name.into(), text: text.into(), literal: None }
}

fn khwarij() -> Reading<'static> {
    Reading {
        by: vec!["pk-moi"],
        since: Some("2024-07-31".into()),
        tone: "pejorative",
        ..ttp("designation")
    }
}

fn ttp(kind: &'static str) -> Reading<'static> {
    Reading {
        entity: "group/ttp".into(),
        name: "Tehreek-e-Taliban Pakistan",
        entity_type: "armed-group",
        kind,
        by: Vec::new(),
        since: None,
        until: None,
        tone: "neutral",
        scope: "exact",
    }
}

fn country(code: &str, name: &'static str, kind: &'static str) -> Reading<'static> {
    let entity = match code {
        "tr" => "country/tr",
        "af" => "country/af",
        _ => "country/cn",
    };
    Reading { entity: entity.into(), name, entity_type: "country", ..ttp(kind) }
}

impl Case {
    /// Adds a mention of the words where they stand next.
    fn mention(&mut self, field: usize, words: &str, quoted: bool, verdict: Verdict<'static>) {
        let last = self.annotations.iter().rfind(|it| it.field == field);
        let span = self.span(field, words, last.map_or(0, |it| it.span.end));
        self.annotations.push(Annotation {
            field,
            span,
            token: span,
            score: 970,
            quoted,
            verdict,
            decided: false,
            evidence: Vec::new(),
        });
    }

    /// Where the words stand, from a byte on.
    fn span(&self, field: usize, words: &str, from: usize) -> Span {
        let text = &self.record.fields[field].text;
        let start = from + text[from..].find(words).expect("the words are in the text");
        Span::new(start, start + words.len())
    }
}
