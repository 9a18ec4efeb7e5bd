//! Standard output for what is written in one piece: a full disk is told, a closed pipe is nobody's fault.

use std::io::{ErrorKind, Write};

use crate::failure::Failure;

/// Writes `bytes` and hands them on; tells whether somebody still reads.
///
/// A pipe that nobody reads any more is no failure: `exonym … | head` is done.
pub fn hand_on(out: &mut impl Write, bytes: &[u8]) -> Result<bool, Failure> {
    match out.write_all(bytes).and_then(|()| out.flush()) {
        Ok(()) => Ok(true),
        Err(error) if error.kind() == ErrorKind::BrokenPipe => Ok(false),
        Err(error) => Err(Failure::output(&error)),
    }
}
