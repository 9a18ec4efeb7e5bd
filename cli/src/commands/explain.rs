//! `exonym explain`: the story of each mention, in plain words or as JSON.

use std::fmt::Write as _;
use std::io::{Read as _, stdin, stdout};

use exonym::resolve::{Context, Evidence, EvidenceKind, Link, Story, Verdict};
use exonym::{Annotator, Buffers, Span};
use serde_json::{Value, json};

use crate::args::{ExplainArgs, Report};
use crate::dictionaries;
use crate::failure::{Failure, Outcome};
use crate::out::hand_on;
use crate::output::visible::one_line;
use crate::terminal::Manner;

pub fn run(args: &ExplainArgs, manner: Manner) -> Result<Outcome, Failure> {
    let annotator = dictionaries::annotator(&args.dictionary, manner)?;
    let text = text(args)?;
    let context =
        Context { lang: args.lang.clone(), date: args.as_of, explain: true, ..Context::default() };
    let links = annotator.annotate(&text, &context, &mut Buffers::default());
    let teller = Teller { annotator: &annotator, text: &text };
    let mut out = String::new();
    for link in &links {
        match args.format {
            Report::Text => teller.tell(link, &mut out),
            Report::Json => writeln!(out, "{}", teller.describe(link)).expect("memory takes it"),
        }
    }
    if links.is_empty() {
        eprintln!("no known name stands in this text");
    }
    hand_on(&mut stdout(), out.as_bytes())?;
    Ok(if links.is_empty() { Outcome::Told } else { Outcome::Done })
}

fn text(args: &ExplainArgs) -> Result<String, Failure> {
    if !args.text.is_empty() {
        return Ok(args.text.join(" "));
    }
    let mut bytes = Vec::new();
    stdin()
        .read_to_end(&mut bytes)
        .map_err(|error| Failure::new(format!("standard input: {error}"), ""))?;
    if bytes.len() > exonym::fold::MAX_TEXT_BYTES {
        return Err(Failure::new("the text is longer than 1 GiB", "explain a piece of it"));
    }
    String::from_utf8(bytes).map_err(|error| {
        let at = error.utf8_error().valid_up_to();
        Failure::new(format!("byte {at} of the text is not UTF-8"), "convert the text to UTF-8")
    })
}

struct Teller<'t> {
    annotator: &'t Annotator,
    text: &'t str,
}

impl Teller<'_> {
    fn tell(&self, link: &Link, out: &mut String) {
        let Span { start, end } = link.span;
        let verdict = match &link.verdict {
            Verdict::Entity(candidate) => {
                let entity = self.annotator.gazetteer().entity(candidate.entity);
                format!("{} ({}), score {}", entity.name(), entity.id(), link.score)
            }
            Verdict::Ambiguous(candidates) if candidates.len() == 1 => {
                "too close to call between an entity and a rival sense".to_owned()
            }
            Verdict::Ambiguous(_) => "too close to call".to_owned(),
            Verdict::Nil => "none that is reported".to_owned(),
        };
        let quoted = if link.quoted { ", in a quotation" } else { "" };
        let surface = one_line(link.span.of(self.text));
        writeln!(out, "\"{surface}\" at {start}..{end}{quoted}: {verdict}")
            .expect("memory takes it");
        for (place, story) in link.stories.iter().enumerate() {
            let behind = link.stories[0].score - story.score;
            let standing = if place == 0 { String::new() } else { format!(", {behind} behind") };
            let alias = self.annotator.gazetteer().alias(story.candidate.alias);
            let (entity, rule) = (alias.entity(), alias.rule());
            let rival = if entity.is_decoy() { ", a rival sense" } else { "" };
            writeln!(
                out,
                "  {} {}: as its {} \"{}\"{rival}{standing}",
                if place == 0 { "•" } else { "◦" },
                entity.id(),
                rule.kind.as_str(),
                one_line(alias.text())
            )
            .expect("memory takes it");
            for evidence in &story.evidence {
                writeln!(out, "      {:+5}  {}", evidence.weight, self.words(story, evidence))
                    .expect("memory takes it");
            }
        }
        out.push('\n');
    }

    /// One piece of evidence in plain words.
    fn words(&self, story: &Story, evidence: &Evidence) -> String {
        let gazetteer = self.annotator.gazetteer();
        let place = evidence.span.map_or_else(String::new, |span| {
            format!("\"{}\" at {}..{}", one_line(span.of(self.text)), span.start, span.end)
        });
        match evidence.kind {
            EvidenceKind::Prior => {
                let name = gazetteer.alias(story.candidate.alias).text();
                format!("how often \"{}\" means this when nothing else speaks", one_line(name))
            }
            EvidenceKind::CueFor => format!("{place} speaks for it"),
            EvidenceKind::CueAgainst => format!("{place} speaks against it"),
            EvidenceKind::Defined => format!("the text says so: {place}"),
            EvidenceKind::DefinedOtherwise => {
                format!("the text says that it means something else: {place}")
            }
            EvidenceKind::Gloss(member) => {
                let member = gazetteer.entity(member);
                format!("the text equates it with {place}, so it means {} here", member.name())
            }
            EvidenceKind::NamedElsewhere => format!("the text names it otherwise too: {place}"),
            EvidenceKind::FullName => format!("the text names the person in full: {place}"),
            EvidenceKind::Related(other) => {
                format!("it has to do with {}: {place}", gazetteer.entity(other).name())
            }
            EvidenceKind::Anachronism => "the text and the name are of different times".to_owned(),
            EvidenceKind::Nested => format!("it stands inside a longer name: {place}"),
            EvidenceKind::Person => format!("it is a part of a person's name: {place}"),
            EvidenceKind::Team => "in the report of a match it is the name of a team".to_owned(),
            EvidenceKind::Located => format!("it is a place after {place}"),
            EvidenceKind::Namesake => format!("a town of this name is meant: {place}"),
            EvidenceKind::Company(other) => {
                let other = gazetteer.entity(other).name();
                format!("without letter case, {other} in this text makes it likely: {place}")
            }
            EvidenceKind::WantsEvidence => {
                "without letter case this wants evidence, and there is none".to_owned()
            }
        }
    }

    fn describe(&self, link: &Link) -> Value {
        let gazetteer = self.annotator.gazetteer();
        let (verdict, entity) = match &link.verdict {
            Verdict::Entity(candidate) => {
                ("entity", Some(gazetteer.entity(candidate.entity).id().to_string()))
            }
            Verdict::Ambiguous(_) => ("ambiguous", None),
            Verdict::Nil => ("nil", None),
        };
        let stories: Vec<_> = link
            .stories
            .iter()
            .map(|story| {
                let alias = gazetteer.alias(story.candidate.alias);
                let evidence: Vec<_> =
                    story.evidence.iter().map(|one| self.describe_evidence(one)).collect();
                json!({
                    "entity": alias.entity().id(),
                    "alias": alias.text(),
                    "kind": alias.rule().kind.as_str(),
                    "decoy": alias.entity().is_decoy(),
                    "behind": link.stories[0].score - story.score,
                    "evidence": evidence,
                })
            })
            .collect();
        json!({
            "start": link.span.start,
            "end": link.span.end,
            "text": link.span.of(self.text),
            "quoted": link.quoted,
            "verdict": verdict,
            "entity": entity,
            "score": link.score,
            "candidates": stories,
        })
    }

    fn describe_evidence(&self, evidence: &Evidence) -> Value {
        let mut value = json!({ "kind": evidence.kind.as_str(), "weight": evidence.weight });
        if let Some(entity) = evidence.kind.entity() {
            value["entity"] = self.annotator.gazetteer().entity(entity).id().into();
        }
        if let Some(span) = evidence.span {
            value["start"] = span.start.into();
            value["end"] = span.end.into();
            value["text"] = span.of(self.text).into();
        }
        value
    }
}
