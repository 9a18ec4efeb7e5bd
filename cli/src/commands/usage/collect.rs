//! Makes the report of what was counted.

use std::cmp::Reverse;
use std::collections::BTreeMap;

use exonym::gazetteer::{AliasIndex, EntityIndex, Gazetteer};
use exonym::usage::{Count, Example, Group, Over, Tally, Usage, Uses, Voice};

use super::report::{
    Context, EntityReport, GroupRow, NameReport, Place, Report, SourceRow, Spelling, Sum, UseRow,
};

/// Everything that is to be told of these entities.
pub(super) fn report(
    gazetteer: &Gazetteer,
    asked: &[EntityIndex],
    tally: &Tally,
    by: Option<String>,
    over: Over,
) -> Report {
    let texts = |holds: &dyn Fn(&Group) -> bool| -> u64 {
        tally.texts.iter().filter(|(group, _)| holds(group)).map(|(_, texts)| texts).sum()
    };
    Report {
        texts: texts(&|_| true),
        undated: texts(&|group| group.period.is_none()),
        without_source: texts(&|group| group.source.is_none()),
        by,
        over: over.as_str(),
        entities: asked.iter().map(|&it| entity_report(gazetteer, it, tally)).collect(),
    }
}

/// The uses of one name.
type OfName<'t> = Vec<(&'t Group, &'t Uses)>;

fn entity_report(gazetteer: &Gazetteer, entity: EntityIndex, tally: &Tally) -> EntityReport {
    let mut names: BTreeMap<(bool, AliasIndex), OfName<'_>> = BTreeMap::new();
    for (Usage { entity: of, alias, ambiguous, group }, uses) in &tally.uses {
        if *of == entity {
            names.entry((*ambiguous, *alias)).or_default().push((group, uses));
        }
    }
    let mut mentions: BTreeMap<&Group, u64> = BTreeMap::new();
    for (group, uses) in names.iter().filter(|((ambiguous, _), _)| !ambiguous).flat_map(|it| it.1) {
        *mentions.entry(group).or_default() += all_mentions(uses);
    }
    let row = |(group, &texts_read): (&Group, &u64)| GroupRow {
        place: place(group),
        texts_read,
        texts: tally.naming.get(&(entity, group.clone())).copied().unwrap_or_default(),
        mentions: mentions.get(group).copied().unwrap_or_default(),
    };
    let mut groups: Vec<_> = tally.texts.iter().map(row).collect();
    groups.sort_by(|one, other| in_order(&one.place).cmp(&in_order(&other.place)));
    let (mut sure, mut ambiguous) = (Vec::new(), Vec::new());
    for ((is_ambiguous, alias), uses) in names {
        let of = if is_ambiguous { &mut ambiguous } else { &mut sure };
        of.push(name_report(gazetteer, alias, &uses));
    }
    for names in [&mut sure, &mut ambiguous] {
        names.sort_by(|one: &NameReport, other| {
            let order = |it: &NameReport| Reverse(it.sum.mentions);
            order(one).cmp(&order(other)).then_with(|| one.name.cmp(&other.name))
        });
    }
    let entity = gazetteer.entity(entity);
    EntityReport {
        entity: entity.id().into_owned(),
        name: entity.name().to_owned(),
        entity_type: entity.entity_type().to_owned(),
        mentions: groups.iter().map(|row| row.mentions).sum(),
        quoted: sure.iter().map(|name| name.sum.quoted).sum(),
        texts: groups.iter().map(|row| row.texts).sum(),
        names: sure,
        ambiguous,
        groups,
    }
}

fn name_report(gazetteer: &Gazetteer, alias: AliasIndex, of_name: &OfName<'_>) -> NameReport {
    let lead = gazetteer.alias(alias);
    let rule = lead.rule();
    let mut mentions: BTreeMap<AliasIndex, u64> = BTreeMap::new();
    let mut sums: BTreeMap<Option<&String>, Sum> = BTreeMap::new();
    let mut uses = Vec::new();
    for (group, used) in of_name {
        for (&alias, count) in &used.spellings {
            *mentions.entry(alias).or_default() += count;
        }
        add(sums.entry(group.source.as_ref()).or_default(), used);
        for voice in Voice::ALL {
            let count = used.of(voice);
            if count.mentions > 0 {
                uses.push(use_row(group, voice, count));
            }
        }
    }
    let mut sum = Sum::default();
    for (_, used) in of_name {
        add(&mut sum, used);
    }
    let mut spellings: Vec<_> = mentions
        .into_iter()
        .map(|(alias, mentions)| Spelling {
            text: gazetteer.alias(alias).text().to_owned(),
            mentions,
        })
        .collect();
    spellings.sort_by(|one, other| {
        other.mentions.cmp(&one.mentions).then_with(|| one.text.cmp(&other.text))
    });
    let mut sources: Vec<_> =
        sums.into_iter().map(|(source, sum)| SourceRow { source: source.cloned(), sum }).collect();
    // Those that nobody names come last.
    sources.sort_by_key(|row| (row.source.is_none(), Reverse(row.sum.mentions)));
    uses.sort_by(|one, other| {
        let order = |row: &UseRow| row.voice;
        in_order(&one.place).cmp(&in_order(&other.place)).then(order(one).cmp(&order(other)))
    });
    NameReport {
        name: spellings.first().map_or(lead.text(), |most| &most.text).to_owned(),
        lead: lead.text().to_owned(),
        kind: rule.kind.as_str(),
        lang: rule.lang.clone(),
        by: rule.by.iter().map(|agent| agent.key.clone()).collect(),
        since: rule.since,
        until: rule.until,
        tone: rule.tone.as_str(),
        scope: rule.scope.as_str(),
        sum,
        spellings,
        sources,
        uses,
    }
}

fn place(group: &Group) -> Place {
    Place { source: group.source.clone(), period: group.period }
}

/// By source and period; what nobody says comes last.
fn in_order(place: &Place) -> (bool, Option<&str>, bool, Option<exonym::usage::Period>) {
    let Place { source, period } = place;
    (source.is_none(), source.as_deref(), period.is_none(), *period)
}

fn all_mentions(uses: &Uses) -> u64 {
    Voice::ALL.iter().map(|&voice| uses.of(voice).mentions).sum()
}

fn add(sum: &mut Sum, uses: &Uses) {
    sum.texts += uses.texts;
    sum.mentions += all_mentions(uses);
    sum.quoted += uses.of(Voice::Quoted).mentions;
    for count in Voice::ALL.map(|voice| uses.of(voice)) {
        sum.before_since += count.before_since;
        sum.dates.add(count.dates);
    }
}

fn use_row(group: &Group, voice: Voice, count: &Count) -> UseRow {
    UseRow {
        place: place(group),
        voice,
        mentions: count.mentions,
        texts: count.texts,
        before_since: count.before_since,
        dates: count.dates,
        contexts: count.examples.iter().map(context).collect(),
    }
}

fn context(example: &Example) -> Context {
    Context {
        record: example.record.clone(),
        number: example.number,
        date: example.date,
        field: example.field.clone(),
        start: example.span.start,
        end: example.span.end,
        before: example.passage.before.clone(),
        text: example.passage.words.clone(),
        after: example.passage.after.clone(),
    }
}
