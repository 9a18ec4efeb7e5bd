//! The first line of a pack: what it is, what its names are, where they were read.

use exonym::dictionary::{Boundary, Case};
use serde::Serialize;

use crate::args::PackArgs;
use crate::input::title;

/// The short key of the one source.
const SOURCE: &str = "list";

#[derive(Serialize)]
struct Header<'a> {
    schema: u8,
    namespace: &'a str,
    title: &'a str,
    license: &'a str,
    source: Sources<'a>,
    defaults: Defaults<'a>,
}

#[derive(Serialize)]
struct Sources<'a> {
    list: Source<'a>,
}

#[derive(Serialize)]
struct Source<'a> {
    title: &'a str,
    #[serde(skip_serializing_if = "Option::is_none")]
    date: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    url: Option<&'a str>,
}

#[derive(Serialize)]
struct Defaults<'a> {
    #[serde(rename = "type", skip_serializing_if = "Option::is_none")]
    entity_type: Option<&'a str>,
    lang: &'a str,
    #[serde(skip_serializing_if = "Option::is_none")]
    case: Option<&'static str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    boundary: Option<&'static str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    prior: Option<u16>,
    source: &'static str,
}

/// The line, without its line break; what holds anyway is not said.
pub(super) fn line(args: &PackArgs, files: &[String]) -> String {
    let usual = exonym::dictionary::Rule::default();
    let title = args.title.clone().unwrap_or_else(|| title(files));
    let header = Header {
        schema: 1,
        namespace: &args.namespace,
        title: &title,
        license: &args.license,
        source: Sources {
            list: Source {
                title: args.source_title.as_ref().unwrap_or(&title),
                date: args.date.map(|date| date.to_string()),
                url: args.url.as_deref(),
            },
        },
        defaults: Defaults {
            entity_type: args.entity_type.as_deref(),
            lang: &args.lang,
            case: (args.case != usual.case).then(|| Case::as_str(args.case)),
            boundary: (args.boundary != usual.boundary).then(|| Boundary::as_str(args.boundary)),
            prior: (args.prior != usual.prior).then_some(args.prior),
            source: SOURCE,
        },
    };
    serde_json::to_string(&header).expect("strings and numbers can be written")
}
