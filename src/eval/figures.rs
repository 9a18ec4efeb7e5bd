//! Figures: shares of wholes, and what is made of two of them.

/// So many of so many.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Share {
    /// So many.
    pub part: u64,
    /// Of so many.
    pub whole: u64,
}

/// A figure under its name. It has a precision and a recall, or a share of cases that are right.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Figure {
    /// `strict`, …
    pub name: &'static str,
    /// Of what was found, how much is right; not known where the gold does not have everything.
    pub precision: Option<Share>,
    /// Of what is right, how much was found.
    pub recall: Option<Share>,
    /// Of all cases, how many are right.
    pub accuracy: Option<Share>,
}

/// Mentions that only an ending separates from a name of their entity.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Endings {
    /// Of those in the gold, how many were found.
    pub found: Share,
    /// Of the links that were made so, how many are right.
    pub right: Share,
}

impl Share {
    /// As a fraction; 0 of nothing.
    #[must_use]
    #[expect(clippy::cast_precision_loss, reason = "counts are far below 2^52")]
    pub fn value(self) -> f64 {
        if self.whole == 0 { 0.0 } else { self.part as f64 / self.whole as f64 }
    }

    pub(super) fn count(&mut self, is_part: bool) {
        self.part += u64::from(is_part);
        self.whole += 1;
    }

    const fn merge(&mut self, other: Self) {
        self.part += other.part;
        self.whole += other.whole;
    }
}

impl Figure {
    pub(super) const fn found(name: &'static str, precision: Option<Share>, recall: Share) -> Self {
        Self { name, precision, recall: Some(recall), accuracy: None }
    }

    pub(super) const fn decided(name: &'static str, accuracy: Share) -> Self {
        Self { name, precision: None, recall: None, accuracy: Some(accuracy) }
    }

    /// The harmonic mean of precision and recall; 0 where both are.
    #[must_use]
    pub fn f1(&self) -> Option<f64> {
        let (precision, recall) = (self.precision?.value(), self.recall?.value());
        let sum = precision + recall;
        Some(if sum > 0.0 { 2.0 * precision * recall / sum } else { 0.0 })
    }
}

impl Endings {
    pub(super) const fn merge(&mut self, other: &Self) {
        self.found.merge(other.found);
        self.right.merge(other.right);
    }

    /// Nothing where there is no such mention and no such link.
    pub(super) fn figure(&self, is_judged: bool) -> Option<Figure> {
        let Self { found, right } = *self;
        let precision = (is_judged && right.whole > 0).then_some(right);
        (found.whole > 0 || right.whole > 0).then(|| Figure::found("endings", precision, found))
    }
}
