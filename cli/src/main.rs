//! The program `exonym`.
// In a program, `pub` says what a module offers to the others.
#![allow(unreachable_pub)]
#![allow(dead_code, unused_imports)]

mod batch;
mod draw;
mod input;
mod output;
mod progress;
mod record;
#[cfg(test)]
mod snapshot;

fn main() {}
