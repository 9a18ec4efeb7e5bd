//! Whether links that are so sure are right so often.

use super::figures::Share;
use super::prediction::MOST;

/// How many steps of the score there are.
const BINS: usize = 20;
/// So much of the score is one step.
const STEP: u16 = MOST / BINS as u16;

/// Links by their score, in steps of fifty: most links score more than 900. The highest step has the highest score too.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Reliability([Sums; BINS]);

#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
struct Sums {
    links: u64,
    right: u64,
    score: u64,
}

/// The links of one step.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Bin {
    /// The least score of it.
    pub from: u16,
    /// The highest.
    pub to: u16,
    /// How many of its links are right.
    pub right: Share,
    /// The sum of their scores, of all that there could be.
    pub score: Share,
}

impl Reliability {
    pub(super) fn add(&mut self, score: u16, is_right: bool) {
        let bin = &mut self.0[usize::from(score / STEP).min(BINS - 1)];
        bin.links += 1;
        bin.right += u64::from(is_right);
        bin.score += u64::from(score);
    }

    pub(super) fn merge(&mut self, other: &Self) {
        for (here, there) in self.0.iter_mut().zip(other.0) {
            here.links += there.links;
            here.right += there.right;
            here.score += there.score;
        }
    }

    /// The steps that have links, the least sure first.
    pub fn bins(&self) -> impl Iterator<Item = Bin> {
        let bins = self.0.iter().enumerate().filter(|(_, sums)| sums.links > 0);
        bins.map(|(at, &Sums { links, right, score })| {
            let from = at as u16 * STEP;
            Bin {
                from,
                to: if at + 1 == BINS { MOST } else { from + STEP - 1 },
                right: Share { part: right, whole: links },
                score: Share { part: score, whole: links * u64::from(MOST) },
            }
        })
    }

    /// By how much the score and the share that is right differ on average; 0 is best.
    #[must_use]
    #[expect(clippy::cast_precision_loss, reason = "counts are far below 2^52")]
    pub fn error(&self) -> f64 {
        let all: u64 = self.0.iter().map(|sums| sums.links).sum();
        let distance =
            |bin: Bin| (bin.right.value() - bin.score.value()).abs() * bin.right.whole as f64;
        if all == 0 { 0.0 } else { self.bins().map(distance).sum::<f64>() / all as f64 }
    }
}
