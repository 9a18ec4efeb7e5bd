//! The two automata of daachorse, as one.

use daachorse::{
    CharwiseDoubleArrayAhoCorasick, CharwiseDoubleArrayAhoCorasickBuilder, DoubleArrayAhoCorasick,
    DoubleArrayAhoCorasickBuilder,
};

use crate::files::Failure;

/// Keys of a list, to be found in folded texts.
pub enum Automaton {
    Bytewise(DoubleArrayAhoCorasick<u32>),
    Charwise(CharwiseDoubleArrayAhoCorasick<u32>),
}

impl Automaton {
    /// Over the bytes of the keys, laid out for texts like those of the sample, where there are some.
    pub fn bytewise(keys: &str, sample: &[&str]) -> Result<Self, Failure> {
        let mut builder = DoubleArrayAhoCorasickBuilder::new();
        if !sample.is_empty() {
            builder = builder.corpus(sample);
        }
        builder.build(keys.lines()).map(Self::Bytewise).map_err(failure)
    }

    /// Over their characters.
    pub fn charwise(keys: &str, sample: &[&str]) -> Result<Self, Failure> {
        let mut builder = CharwiseDoubleArrayAhoCorasickBuilder::new();
        if !sample.is_empty() {
            builder = builder.corpus(sample);
        }
        builder.build(keys.lines()).map(Self::Charwise).map_err(failure)
    }

    /// Calls `found` with the start and end of every key in `text`, wherever it stands.
    pub fn find(&self, text: &str, mut found: impl FnMut(usize, usize)) {
        match self {
            Self::Bytewise(automaton) => {
                automaton.find_overlapping_iter(text).for_each(|one| found(one.start(), one.end()));
            }
            Self::Charwise(automaton) => {
                automaton.find_overlapping_iter(text).for_each(|one| found(one.start(), one.end()));
            }
        }
    }
}

#[expect(clippy::needless_pass_by_value, reason = "what `map_err` takes")]
fn failure(error: impl ToString) -> Failure {
    Failure(format!("daachorse: {}", error.to_string()))
}
