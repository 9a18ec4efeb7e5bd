//! Random texts of names.

#[path = "../../src/dice.rs"]
mod dice;

pub(crate) use dice::Dice;

/// Names and definitions, some of them without letter case, with up to two pieces of glue after each; `definitions` come so many times
/// of a hundred.
pub(crate) fn text(
    dice: &mut Dice,
    names: &[&str],
    definitions: (usize, &[&str]),
    glue: &[&str],
) -> String {
    let mut text = String::new();
    for _ in 0..2 + dice.below(8) {
        let name =
            if dice.percent(definitions.0) { dice.pick(definitions.1) } else { dice.pick(names) };
        match dice.below(12) {
            0 => text.push_str(&name.to_uppercase()),
            1 => text.push_str(&name.to_lowercase()),
            _ => text.push_str(name),
        }
        for _ in 0..=dice.below(2) {
            text.push_str(dice.pick(glue));
        }
    }
    if dice.percent(10) { text.to_uppercase() } else { text }
}
