//! The program from end to end: what people type, what comes out, what they are told, and the exit status.
//!
//! One program of tests, one file for each theme: each test has a folder of its own, in which the program runs, so that
//! its messages name files as they are named here.

mod add;
mod article;
mod bench;
mod check;
mod choices;
mod damaged;
mod decisions;
mod dictionaries;
mod diff;
mod discover;
mod endings;
mod eval;
mod explain;
mod fit;
mod flags;
mod fmt;
mod help;
mod import;
mod inputs;
mod jsonl;
mod limits;
mod lookup;
mod normalize;
mod readme;
mod run;
mod scorer;
mod stats;
mod threads;
mod unreadable;
mod usage;
