//! RSS, Atom and JSON Feed: every entry is a record, its markup gone.

use feed_rs::model::{Entry, FeedType, Text};
use feed_rs::parser::{Builder, generate_id_from_link_and_title};

use super::field::{Node, Role, Wants};
use super::html;
use super::parser::{At, Kind, Parser};
use crate::record::{Field, Original, Record};

/// What an entry can be asked for.
const PARTS: [&str; 3] = ["title", "summary", "content"];

/// What the record of an entry has.
pub const MEMBERS: [&str; 7] = ["id", "title", "summary", "content", "feed", "link", "author"];

/// What is wanted of a feed's entries, and what the feed says for all of them.
#[derive(Debug)]
pub struct Wanted {
    /// Indexes into [`PARTS`], in reading order.
    parts: Vec<usize>,
    lang: Option<String>,
    title: String,
    /// RSS has no way to say that a title is HTML, and most are.
    is_rss: bool,
}

/// Reads a whole feed. An error is what is wrong, and its cure.
pub fn read(bytes: &[u8], wants: &Wants) -> Result<(Wanted, Vec<Entry>), (String, String)> {
    let parts = wanted_parts(&wants.root, wants.any_field)?;
    let feed = Builder::new()
        // What is in no feed, a random number, is in no output either.
        .id_generator(|links, title, _| {
            links
                .first()
                .map_or_else(String::new, |link| generate_id_from_link_and_title(link, title))
        })
        .sanitize_content(false)
        .build()
        .parse(bytes)
        .map_err(|error| {
            let help = "RSS, Atom and JSON Feed can be read; --input says what else it is";
            (format!("is no feed that can be read: {error}"), help.to_owned())
        })?;
    let is_rss = !matches!(feed.feed_type, FeedType::Atom | FeedType::JSON);
    let title = feed.title.as_ref().map_or_else(String::new, |title| plain(title, is_rss));
    Ok((Wanted { parts, lang: feed.language, title, is_rss }, feed.entries))
}

fn wanted_parts(root: &Node, any: bool) -> Result<Vec<usize>, (String, String)> {
    if any {
        return Ok((0..PARTS.len()).collect());
    }
    let mut parts = Vec::new();
    for (name, node) in &root.children {
        for role in &node.roles {
            let Role::Text(rank) = *role else { continue };
            let part = PARTS.iter().position(|part| part == name).ok_or_else(|| {
                let message = format!("an entry of a feed has no field `{name}`");
                (message, format!("its fields are {}", PARTS.join(", ")))
            })?;
            parts.push((rank, part));
        }
    }
    parts.sort_unstable();
    Ok(parts.into_iter().map(|(_, part)| part).collect())
}

/// Makes a record of an entry. What an entry leaves out is left out.
pub(super) fn record(parser: &Parser, at: &At, entry: &Entry) -> Record {
    let Kind::Feed(wanted) = &parser.kind else { unreachable!("entries come from feeds") };
    let text = |text: &Option<Text>| text.as_ref().map(|text| plain(text, wanted.is_rss));
    let mut fields: Vec<Field> = Vec::new();
    for &part in &wanted.parts {
        let text = match PARTS[part] {
            "title" => text(&entry.title),
            "summary" => text(&entry.summary),
            _ => entry.content.as_ref().and_then(|content| {
                let body = content.body.as_deref()?;
                Some(plain_as(content.content_type.as_ref(), body, wanted.is_rss))
            }),
        };
        // Many feeds give the content as the summary too; once is enough.
        let said = |text: &String| fields.iter().any(|field| field.text == *text);
        if let Some(text) = text.filter(|text| !text.is_empty() && !said(text)) {
            fields.push(Field { name: PARTS[part].to_owned(), text, literal: None });
        }
    }
    let date = entry.published.or(entry.updated);
    let links =
        entry.links.iter().find(|link| link.rel.as_deref().is_none_or(|rel| rel == "alternate"));
    let authors: Vec<&str> =
        entry.authors.iter().filter_map(|person| person.name.as_deref()).collect();
    let columns = [
        ("feed", wanted.title.clone()),
        ("link", links.map_or_else(String::new, |link| link.href.clone())),
        ("author", authors.join(", ")),
    ];
    let mut record = Record {
        number: at.number,
        id: Some(entry.id.clone()).filter(|id| !id.is_empty()),
        lang: entry.language.clone().or_else(|| wanted.lang.clone()),
        date: date.map(|date| date.format("%Y-%m-%dT%H:%M:%SZ").to_string()),
        fields,
        ..Record::default()
    };
    if let Some(path) = &parser.options.source_field
        && let Some((_, source)) = columns.iter().find(|(name, _)| *name == path.text)
    {
        record.add_source(source);
    }
    record.original = Original::Columns(
        columns
            .into_iter()
            .filter(|(_, value)| !value.is_empty())
            .map(|(name, value)| (name.to_owned(), value))
            .collect(),
    );
    record
}

fn plain(text: &Text, is_rss: bool) -> String {
    plain_as(text.content_type.as_ref(), &text.content, is_rss)
}

fn plain_as(content_type: &str, text: &str, is_rss: bool) -> String {
    if is_rss || content_type.contains("html") || content_type.contains("xml") {
        html::to_text(text)
    } else {
        text.trim().to_owned()
    }
}
