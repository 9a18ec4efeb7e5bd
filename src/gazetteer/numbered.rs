//! Numbers for values.

use std::collections::HashMap;
use std::hash::Hash;
use std::sync::Arc;

/// Values in the order in which they were first met, each once.
pub(super) struct Numbered<T> {
    pub(super) values: Vec<Arc<T>>,
    numbers: HashMap<Arc<T>, u32>,
    /// The last one asked for: the names of a block have one rule.
    last: Option<(Arc<T>, u32)>,
}

impl<T> Default for Numbered<T> {
    fn default() -> Self {
        Self { values: Vec::new(), numbers: HashMap::new(), last: None }
    }
}

impl<T: Eq + Hash> Numbered<T> {
    pub(super) fn number(&mut self, value: &Arc<T>) -> u32 {
        match &self.last {
            Some((last, number)) if Arc::ptr_eq(last, value) => *number,
            _ => {
                let next = self.values.len() as u32;
                let number = *self.numbers.entry(Arc::clone(value)).or_insert(next);
                if number == next {
                    self.values.push(Arc::clone(value));
                }
                self.last = Some((Arc::clone(value), number));
                number
            }
        }
    }

    /// The one asked for last, with its number.
    pub(super) fn last(&self) -> Option<(&T, u32)> {
        self.last.as_ref().map(|(value, number)| (&**value, *number))
    }

    /// Numbers the values of another, and gives the new number for each of its own.
    pub(super) fn join(&mut self, other: &Self) -> Vec<u32> {
        other.values.iter().map(|value| self.number(value)).collect()
    }
}
