//! The dictionaries that exonym comes with, compiled into one gazetteer at build time.
