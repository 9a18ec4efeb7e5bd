//! Tells texts that cannot differ from those that may, by one scan for the changed keys alone.

use std::collections::HashSet;
use std::sync::Arc;

use super::keys::{ChangedKey, Where};
use crate::diagnostic::{Place, SourceFile};
use crate::dictionary::{Alias, Dictionary, Entity, Rule};
use crate::gazetteer::{AliasRef, Gazetteer, MAX_CANDIDATES};
use crate::language::Language;
use crate::resolve::stands_beside_bracket;
use crate::scan::{Mention, ScanBuffers, Scanner};
use crate::span::Span;

/// The changed keys, ready to be looked for.
#[derive(Debug, Default)]
pub(super) struct Trigger {
    /// Mostly one; a key with more names than a gazetteer takes has them in several.
    layers: Vec<Layer>,
    /// What is said of languages has changed, which may be read otherwise beside any name.
    everywhere: bool,
}

#[derive(Debug)]
struct Layer {
    gazetteer: Gazetteer,
    scanner: Scanner,
    /// By key number.
    matters: Vec<Where>,
}

/// The buffers of one thread.
#[derive(Debug, Default)]
pub(super) struct TriggerBuffers {
    scan: ScanBuffers,
    mentions: Vec<Mention>,
}

impl Trigger {
    pub(super) fn new(old: &Gazetteer, new: &Gazetteer, changed: &[ChangedKey]) -> Self {
        let mut layers: Vec<Vec<(Alias, Where)>> = Vec::new();
        for key in changed {
            let old = key.old.into_iter().flat_map(|key| old.candidates(key));
            let new = key.new.into_iter().flat_map(|key| new.candidates(key));
            for (at, alias) in distinct(old.chain(new)).into_iter().enumerate() {
                let layer = at / MAX_CANDIDATES;
                if layers.len() == layer {
                    layers.push(Vec::new());
                }
                layers[layer].push((alias, key.where_it_matters));
            }
        }
        let languages = new.languages();
        Self {
            layers: layers.into_iter().map(|names| Layer::new(names, languages)).collect(),
            everywhere: old.languages() != languages,
        }
    }

    /// Whether the text has a mention of a changed key where that matters, or languages have changed.
    pub(super) fn may_differ(&self, text: &str, buffers: &mut TriggerBuffers) -> bool {
        let TriggerBuffers { scan, mentions } = buffers;
        self.everywhere
            || self.layers.iter().any(|layer| {
                layer.scanner.scan(&layer.gazetteer, text, scan, mentions);
                mentions.iter().any(|mention| match layer.matters[mention.key.0 as usize] {
                    Where::Everywhere => true,
                    Where::BesideBrackets => stands_beside_bracket(text, mention.span),
                })
            })
    }
}

/// The names of a key with what scanning asks of each, equal ones once.
fn distinct<'g>(aliases: impl Iterator<Item = AliasRef<'g>>) -> Vec<Alias> {
    let mut seen = HashSet::new();
    let place = Place {
        file: Arc::new(SourceFile { name: String::new(), text: String::new() }),
        span: Span::default(),
    };
    aliases
        .filter_map(|alias| {
            let Rule { lang, case, marks, hyphen, affix, boundary, .. } = alias.rule().clone();
            let rule = Rule { lang, case, marks, hyphen, affix, boundary, ..Rule::default() };
            seen.insert((alias.text(), rule.clone())).then(|| Alias {
                text: alias.text().to_owned(),
                rule: Arc::new(rule),
                place: place.clone(),
            })
        })
        .collect()
}

impl Layer {
    fn new(names: Vec<(Alias, Where)>, languages: &[Language]) -> Self {
        let (aliases, wheres): (Vec<_>, Vec<_>) = names.into_iter().unzip();
        let place = aliases[0].place.clone();
        let entity = Entity {
            id: "changed/names".parse().expect("this is an id"),
            name: String::new(),
            labels: Vec::new(),
            entity_type: String::new(),
            ids: Vec::new(),
            sources: Vec::new(),
            aliases,
            relations: Vec::new(),
            decoy: false,
            note: String::new(),
            hits: Vec::new(),
            misses: Vec::new(),
            place,
        };
        let languages = languages.to_vec();
        let dictionary = Dictionary { entities: vec![entity], languages, ..Dictionary::default() };
        let gazetteer = Gazetteer::compile(&dictionary)
            .expect("each name was compiled before, and no key has too many");
        let mut matters = vec![Where::Everywhere; gazetteer.alias_count()];
        for (alias, here) in dictionary.entities[0].aliases.iter().zip(wheres) {
            let key = gazetteer.find(&alias.text).expect("it has the name");
            matters[key.0 as usize] = here;
        }
        let scanner = Scanner::new(&gazetteer);
        Self { gazetteer, scanner, matters }
    }
}
