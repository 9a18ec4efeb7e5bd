//! What is to be found: counted slowly, once, for every text, by ways that check one another.

use std::fmt::Write as _;
use std::path::Path;

use crate::automata::Automaton;
use crate::classes::Classes;
use crate::engines::{Exonym, Plain};
use crate::files::{Failure, read, texts, write};

/// Writes `truth-LIST.tsv`, a line for each text: its bytes; keys found anywhere in it; those that are whole words; of these the longest at
/// each place from the left on; exonym's mentions.
///
/// Both automata of daachorse must find the same; so must exonym and the aho-corasick crate with exonym's checks, mention by mention.
pub fn count(directory: &Path, list: &str) -> Result<(), Failure> {
    let (raw, folded) = (read(directory, "raw.txt")?, read(directory, "folded.txt")?);
    let names = read(directory, &format!("names-{list}.txt"))?;
    let keys = read(directory, &format!("keys-{list}.txt"))?;
    let (bytewise, charwise) = (Automaton::bytewise(&keys, &[])?, Automaton::charwise(&keys, &[])?);
    let classes = Classes::new();
    let mut plain = Plain::new(Exonym::new(&names)?, Plain::fold(directory)?);
    let (mut found, mut other) = (Vec::new(), Vec::new());
    let mut out = String::new();
    for (number, (raw, folded)) in texts(&raw).zip(texts(&folded)).enumerate() {
        all(&bytewise, folded, &mut found);
        all(&charwise, folded, &mut other);
        if found != other {
            return Err(Failure(format!("text {number}: the automata of daachorse differ")));
        }
        let anywhere = found.len();
        found.retain(|&(start, end)| classes.are_words(folded, start, end));
        let mentions = {
            let exonym = plain.exonym();
            exonym.annotator.scan(raw, &mut exonym.buffers).to_vec()
        };
        if mentions != plain.mentions(raw, number) {
            return Err(Failure(format!("text {number}: exonym and aho-corasick differ")));
        }
        let (words, longest) = (found.len(), longest(&mut found));
        let (bytes, mentions) = (raw.len(), mentions.len());
        writeln!(out, "{bytes}\t{anywhere}\t{words}\t{longest}\t{mentions}").expect("memory");
    }
    write(directory, &format!("truth-{list}.tsv"), out)
}

/// Every key in `text`, sorted.
fn all(automaton: &Automaton, text: &str, found: &mut Vec<(usize, usize)>) {
    found.clear();
    automaton.find(text, |start, end| found.push((start, end)));
    found.sort_unstable();
}

/// How many are left when each begins after the end of the one before, and is the longest that begins there.
fn longest(found: &mut [(usize, usize)]) -> usize {
    found.sort_unstable_by_key(|&(start, end)| (start, usize::MAX - end));
    let (mut count, mut free) = (0, 0);
    for &mut (start, end) in found {
        if start >= free {
            (count, free) = (count + 1, end);
        }
    }
    count
}
