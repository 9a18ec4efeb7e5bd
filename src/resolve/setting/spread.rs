//! What one mention says about the others of its text.

use std::collections::HashMap;

use super::{Reading, Setting};
use crate::gazetteer::KeyIndex;
use crate::resolve::{EvidenceKind, Pending};
use crate::scan::Mention;
use crate::span::Span;

impl Reading<'_, '_> {
    /// Carries what was found at some mentions to the others: in the report of a match names are those of teams, and a name that is
    /// a person's stays that person's. After "in" it is a place in any text.
    pub(in crate::resolve) fn spread(
        &self,
        chosen: &[Mention],
        pending: &mut Vec<Pending>,
        may_play: bool,
    ) {
        // The first place of each.
        let mut persons: HashMap<KeyIndex, Span> = HashMap::new();
        for &Pending { at, setting } in &*pending {
            if let Some(Setting { kind: EvidenceKind::Person, words }) = setting {
                persons.entry(chosen[at].key).or_insert(words);
            }
        }
        let is_report = may_play && self.is_report();
        if persons.is_empty() && !is_report {
            return;
        }
        let mut next = 0;
        let mut all = Vec::with_capacity(chosen.len());
        for (at, mention) in chosen.iter().enumerate() {
            let known = pending.get(next).copied().filter(|pending| pending.at == at);
            next += usize::from(known.is_some());
            // A plain name after "in" is not pending, and is told here by looking again.
            let setting = known.and_then(|known| known.setting).or_else(|| {
                if self.is_located(mention.span) || has_year_after(self.text, mention.span) {
                    return None;
                }
                let person = persons.get(&mention.key);
                let person = person.map(|&words| Setting { kind: EvidenceKind::Person, words });
                let team = Setting { kind: EvidenceKind::Team, words: mention.span };
                person.or(is_report.then_some(team))
            });
            if known.is_some() || setting.is_some() {
                all.push(Pending { at, setting });
            }
        }
        *pending = all;
    }
}

/// "Australia 1994" is where and when something was.
fn has_year_after(text: &str, span: Span) -> bool {
    let digits = text[span.end..].strip_prefix(' ').unwrap_or_default().bytes();
    digits.take_while(u8::is_ascii_digit).count() == 4
}
