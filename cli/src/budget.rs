//! How much a change of the dictionaries may do: `50`, or `gained=200,lost=0,re-decided=5`, in mentions per million words.

use std::fmt;
use std::str::FromStr;

use exonym::diff::Effect;

/// What is allowed. Whole numbers, so that every machine decides alike.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Budget {
    /// As it was typed.
    pub asked: String,
    pub limits: Vec<Limit>,
}

/// One thing that may not happen more often.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Limit {
    pub what: Limited,
    /// Per million words.
    pub allowed: u64,
}

/// What is limited.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Limited {
    /// Mentions gained, lost and re-decided together.
    Changed,
    /// One sort of them.
    Effect(Effect),
}

impl Limited {
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Changed => "changed",
            Self::Effect(effect) => effect.as_str(),
        }
    }
}

impl Limit {
    /// Whether so many mentions in so many words are within it.
    pub fn is_kept(self, mentions: u64, words: u64) -> bool {
        u128::from(mentions) * 1_000_000 <= u128::from(self.allowed) * u128::from(words)
    }

    /// The smallest limit that so many mentions in so many words keep, if this one is smaller.
    pub fn widened(self, mentions: u64, words: u64) -> Self {
        let needed = (u128::from(mentions) * 1_000_000).div_ceil(u128::from(words.max(1)));
        Self { allowed: self.allowed.max(u64::try_from(needed).unwrap_or(u64::MAX)), ..self }
    }
}

impl fmt::Display for Limit {
    /// As it is typed.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.what {
            Limited::Changed => write!(f, "{}", self.allowed),
            Limited::Effect(effect) => write!(f, "{}={}", effect.as_str(), self.allowed),
        }
    }
}

impl FromStr for Budget {
    type Err = String;

    fn from_str(text: &str) -> Result<Self, String> {
        let limits: Vec<Limit> = text.split(',').map(limit).collect::<Result<_, _>>()?;
        for (at, limit) in limits.iter().enumerate() {
            if limits[..at].iter().any(|other| other.what == limit.what) {
                return Err(format!(
                    "`{}` is limited twice: keep one of the two",
                    limit.what.as_str()
                ));
            }
        }
        Ok(Self { asked: text.to_owned(), limits })
    }
}

fn limit(text: &str) -> Result<Limit, String> {
    let (what, number) = match text.split_once('=') {
        None => (Limited::Changed, text),
        Some((what, number)) => (limited(what.trim())?, number),
    };
    let allowed = number.trim().parse().map_err(|_| {
        format!("`{}` is no whole number of mentions per million words", number.trim())
    })?;
    Ok(Limit { what, allowed })
}

fn limited(word: &str) -> Result<Limited, String> {
    let effect = Effect::ALL.into_iter().find(|effect| effect.as_str() == word);
    effect.map(Limited::Effect).ok_or_else(|| {
        let names = Effect::ALL.map(Effect::as_str).join(", ");
        format!("`{word}` cannot be limited: write one of {names}")
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn reads_what_people_type() {
        let limits = |text: &str| -> Result<Vec<(&str, u64)>, String> {
            let budget: Budget = text.parse()?;
            Ok(budget.limits.iter().map(|one| (one.what.as_str(), one.allowed)).collect())
        };
        assert_eq!(limits("50"), Ok(vec![("changed", 50)]));
        let several = Ok(vec![("gained", 200), ("lost", 0), ("re-decided", 5)]);
        assert_eq!(limits("gained=200, lost=0,re-decided = 5"), several);
        assert_eq!(limits("50,relabelled=9"), Ok(vec![("changed", 50), ("relabelled", 9)]));
        for (wrong, said) in [
            ("", "`` is no whole number"),
            ("-1", "`-1` is no whole number"),
            ("0.5", "no whole number"),
            ("lots=1", "`lots` cannot be limited: write one of gained, lost, "),
            ("lost=1,lost=2", "`lost` is limited twice"),
            ("lost=", "`` is no whole number"),
        ] {
            let error = limits(wrong).unwrap_err();
            assert!(error.contains(said), "{wrong}: {error}");
        }
    }

    #[test]
    fn no_word_more_than_is_allowed() {
        let limit = Limit { what: Limited::Changed, allowed: 50 };
        assert_eq!(limit.widened(7, 100_000).to_string(), "70");
        for (mentions, words, kept) in [
            (50, 1_000_000, true),
            (51, 1_000_000, false),
            (0, 0, true),
            (1, 0, false),
            (1, 19_999, false),
            (1, 20_000, true),
        ] {
            assert_eq!(limit.is_kept(mentions, words), kept, "{mentions} in {words}");
            let wide = limit.widened(mentions, words);
            assert_eq!(wide == limit, kept, "{mentions} in {words}");
            assert!(words == 0 || wide.is_kept(mentions, words), "{wide}");
        }
    }
}
