//! How likely a verdict is right, by what it took to be certain of it. Measured on texts whose mentions people have marked: the table in
//! `docs/resolving.md` says how well it holds.

/// A name of one entity that nothing could speak against.
pub(super) const SOLE: u16 = 975;
/// The first of several that are too close to call.
pub(super) const CLOSE: u16 = 500;
/// None that is known.
pub(super) const NONE: u16 = 0;

/// What a candidate is worth whose evidence adds up to so much, both in per mille; straight lines in between.
const POINTS: [(i32, u16); 5] = [(300, 600), (500, 920), (800, 940), (950, 985), (1500, 995)];

/// The score of a candidate that has won against others, or could have lost: by the sum of what was found when nothing could change the
/// verdict any more.
pub(super) fn of(sum: i32) -> u16 {
    let above = POINTS.partition_point(|&(point, _)| point <= sum);
    let Some((low, from)) = above.checked_sub(1).map(|at| POINTS[at]) else { return POINTS[0].1 };
    let Some(&(high, to)) = POINTS.get(above) else { return from };
    let way = i32::from(to - from) * (sum - low) / (high - low);
    from + u16::try_from(way).expect("it is a part of a score")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn more_evidence_is_never_worth_less() {
        assert_eq!([of(-500), of(300), of(400), of(500), of(9000)], [600, 600, 760, 920, 995]);
        assert!((-100..2000).map(of).is_sorted());
    }
}
