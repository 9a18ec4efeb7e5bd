//! Compiled dictionaries that are not what they were: refused with the cure, and never a panic.

use exonym::gazetteer::Gazetteer;

use crate::run::Folder;

/// The small dictionary, compiled by the program.
fn compiled(folder: &Folder) -> Vec<u8> {
    folder.run(&["-q", "build", "names", "-o", "good.exo"]).done();
    folder.bytes("good.exo")
}

/// What the program says to a compiled file with these bytes.
#[track_caller]
fn refused(folder: &Folder, bytes: &[u8], said: &[&str]) {
    folder.write("x.exo", bytes);
    let run = folder.run_reading("Turkey", &["annotate", "-d", "x.exo"]);
    run.refused(&[&["exonym: x.exo: "], said].concat());
}

const CURE: &str = "build it again with `exonym build`";

#[test]
fn another_version() {
    let folder = Folder::with_names("version");
    let good = compiled(&folder);
    let with = |at: usize, byte: u8| {
        let mut bytes = good.clone();
        bytes[at] = byte;
        bytes
    };
    refused(
        &folder,
        &with(8, 99),
        &["it has gazetteer format 99, and this version reads format ", CURE],
    );
    refused(
        &folder,
        &with(12, 99),
        &["it was made with another fold table (this version has fold ", CURE],
    );
    // The version of Unicode, as text.
    refused(&folder, &with(16, b'9'), &["it was made with another fold table", "Unicode ", CURE]);
}

#[test]
fn no_gazetteer_at_all() {
    let folder = Folder::new("no-gazetteer");
    refused(&folder, b"", &["it is no gazetteer: make one with `exonym build`"]);
    refused(&folder, b"schema = 1\n", &["it is no gazetteer"]);
}

#[test]
fn a_compiled_file_is_known_by_its_bytes_too() {
    let folder = Folder::with_names("by-bytes");
    let mut bytes = compiled(&folder);
    folder.write("names.bin", &bytes);
    let out = folder.run_reading("Turkey", &["annotate", "-d", "names.bin"]).done();
    assert!(out.contains("country/tr"), "{out}");
    bytes.truncate(100);
    folder.write("names.bin", &bytes);
    let run = folder.run_reading("Turkey", &["annotate", "-d", "names.bin"]);
    run.refused(&["names.bin: the file is cut short: copy it again, or build it again"]);
}

#[test]
fn cut_short_anywhere() {
    let folder = Folder::with_names("cut-short");
    let good = compiled(&folder);
    for length in 0..good.len() {
        assert!(
            Gazetteer::from_bytes(good[..length].to_vec()).is_err(),
            "{length} bytes were believed"
        );
    }
    let cut = "the file is cut short: copy it again, or build it again with `exonym build`";
    for length in [1, 8, 11, 40, 100, good.len() / 2, good.len() - 1] {
        refused(&folder, &good[..length], &[cut]);
    }
    let longer = [&good[..], b"x"].concat();
    refused(&folder, &longer, &["the file is damaged", CURE]);
}

#[test]
fn one_byte_changed_anywhere() {
    let folder = Folder::with_names("one-byte");
    let good = compiled(&folder);
    let mut believed = Vec::new();
    for at in 0..good.len() {
        for change in [0x01, 0x80, 0xff] {
            let mut bytes = good.clone();
            bytes[at] ^= change;
            if Gazetteer::from_bytes(bytes).is_ok() {
                believed.push(at);
            }
        }
    }
    assert_eq!(believed, [0; 0], "changes of these bytes were not noticed");
    // Through the program: the header, the table of sections, and all parts of the rest.
    let positions = [0, 7, 8, 12, 20, 30, 37, 44, 60, 100, 200].into_iter();
    for at in positions.chain((1..16).map(|part| good.len() * part / 16)).chain([good.len() - 1]) {
        let mut bytes = good.clone();
        bytes[at] ^= 0xff;
        refused(&folder, &bytes, &[]);
    }
}
