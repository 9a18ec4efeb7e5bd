//! The program `exonym`.

// Nothing in a program can be reached from outside; `pub` says here what other modules may use.
#![allow(unreachable_pub)]
#![allow(dead_code)]

mod draw;
mod output;
mod record;
#[cfg(test)]
mod snapshot;

fn main() {}
