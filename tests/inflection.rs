//! Inflected names: found in texts of their language, and only as long as a file says how it inflects.

use std::sync::Arc;

use exonym::diagnostic::SourceFile;
use exonym::dictionary::{Layer, read};
use exonym::gazetteer::Gazetteer;
use exonym::replace::{ReplaceOptions, edits};
use exonym::resolve::{Context, Verdict};
use exonym::{Annotator, Buffers};

const STATES: &str = r#"
schema = 1
namespace = "country"
title = "States"
license = "CC0-1.0"
defaults = { type = "country", lang = "en", source = "s" }
source.s = { title = "A source", url = "https://example.org" }
[entity.fi]
name = "Finland"
names.fi = ["Suomi"]
[entity.ir]
name = "Islamic Republic of Iran"
alias = [{ text = "Iran", affix = ["fi"] }, { text = "IRI", kind = "acronym", affix = ["fi"] }]
"#;

const FINNISH: &str = r#"
schema = 1
language = "fi"
title = "Finnish"
license = "CC0-1.0"
affix.inflection = ["> in, issa", "omi > omen, omessa"]
"#;

fn annotator(files: &[&str]) -> Annotator {
    let file = |text: &&str| {
        Arc::new(SourceFile { name: format!("{}.toml", text.len()), text: (*text).to_owned() })
    };
    let reading = read(&[Layer::new(files.iter().map(file).collect())]);
    assert!(reading.diagnostics.is_empty(), "{:?}", reading.diagnostics);
    Annotator::new(Arc::new(Gazetteer::compile(&reading.dictionary).expect("it compiles")))
}

fn found(annotator: &Annotator, text: &str, lang: &str) -> Vec<String> {
    let context = Context { lang: Some(lang.into()), ..Context::default() };
    let links = annotator.annotate(text, &context, &mut Buffers::default());
    let name = |link: &exonym::resolve::Link| match &link.verdict {
        Verdict::Entity(meant) => {
            let alias = annotator.gazetteer().alias(meant.alias);
            Some(format!("{} is {}", link.span.of(text), alias.name().text()))
        }
        _ => None,
    };
    links.iter().filter_map(name).collect()
}

#[test]
fn forms_are_found_in_texts_of_their_language() {
    let annotator = annotator(&[STATES, FINNISH]);
    let text = "Suomen ja Iranin väliset neuvottelut Suomessa, Iranissa ja Iran";
    let all = [
        "Suomen is Suomi",
        "Iranin is Iran",
        "Suomessa is Suomi",
        "Iranissa is Iran",
        "Iran is Iran",
    ];
    assert_eq!(found(&annotator, text, "fi"), all);
    assert_eq!(found(&annotator, text, "sv"), ["Iran is Iran"], "forms need their language");
    assert_eq!(found(&annotator, "Suomeni, Iranissan, IRIin", "fi"), [""; 0], "no other forms");
}

#[test]
fn a_language_without_a_file_does_not_inflect() {
    let annotator = annotator(&[STATES]);
    assert_eq!(found(&annotator, "Suomessa ja Suomi", "fi"), ["Suomi is Suomi"]);
}

#[test]
fn forms_are_no_names_of_the_dictionary() {
    let annotator = annotator(&[STATES, FINNISH]);
    let finland = annotator.gazetteer().entity_by_id("country/fi").expect("it is there");
    let texts = |aliases: Vec<exonym::gazetteer::AliasRef<'_>>| -> Vec<String> {
        aliases.iter().map(|alias| alias.text().to_owned()).collect()
    };
    assert_eq!(texts(finland.aliases().collect()), ["Finland", "Suomi"]);
    assert_eq!(texts(finland.forms().collect()), ["Finland", "Suomen", "Suomessa", "Suomi"]);
}

#[test]
fn rewriting_leaves_forms_alone() {
    let annotator = annotator(&[STATES, FINNISH]);
    let context = Context { lang: Some("fi".into()), ..Context::default() };
    let text = "Suomessa, Suomi";
    let options = ReplaceOptions::default();
    let edits = edits(&annotator, text, &context, &options, &|_| true, &mut Buffers::default());
    assert_eq!(exonym::replace::apply(text, &edits), "Suomessa, Finland");
}
