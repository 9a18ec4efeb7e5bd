//! Whether to colour: what `--color` says, or else what the environment (`NO_COLOR`, `CLICOLOR_FORCE`, `TERM`) and the
//! stream say.

use anstream::stream::RawStream;
use anstream::{AutoStream, ColorChoice};

/// What people type after `--color`.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum ColorWhen {
    /// On a terminal that shows colours, unless the environment says otherwise.
    #[default]
    Auto,
    /// Into files and pipes too.
    Always,
    /// Not at all.
    Never,
}

impl ColorWhen {
    /// Whether what is written to `stream` has colours.
    #[must_use]
    pub fn holds_for<S: RawStream>(self, stream: &S) -> bool {
        match self {
            Self::Auto => AutoStream::choice(stream) != ColorChoice::Never,
            Self::Always => true,
            Self::Never => false,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_asked_for_holds_for_every_stream() {
        let pipe: Vec<u8> = Vec::new();
        assert!(ColorWhen::Always.holds_for(&pipe));
        assert!(!ColorWhen::Never.holds_for(&pipe));
    }
}
