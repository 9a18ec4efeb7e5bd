//! The program `exonym`.

fn main() {}
