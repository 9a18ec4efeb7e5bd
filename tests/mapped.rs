//! A mapped file that is overwritten while it is used: other answers, but never a panic, and never without end.

#[path = "../benches/corpus/mod.rs"]
mod corpus;
#[path = "../benches/worst/cases.rs"]
mod worst;

use std::fs::{File, OpenOptions};
use std::io::{Seek, SeekFrom, Write};
use std::sync::Arc;
use std::time::{Duration, Instant};

use corpus::Dice;
use exonym::gazetteer::Gazetteer;
use exonym::resolve::Context;
use exonym::{Annotator, Buffers};
use twox_hash::XxHash3_64;
use worst::Names;

/// Nothing here takes a thousandth of it.
const FAR_TOO_LONG: Duration = Duration::from_secs(20);

const DICTIONARIES: &[Names] = &[
    Names::Letters,
    Names::Cues(40),
    Names::Related(30, 5),
    Names::Named(50),
    Names::Alike(200),
    Names::Chain { unit: "a", between: " ", most: 60, rule: "" },
    Names::Chain { unit: "و", between: "", most: 30, rule: r#","affix":["ar"]"# },
    Names::Chain { unit: "é", between: "", most: 30, rule: r#","boundary":"none""# },
    Names::Chain {
        unit: "ab",
        between: "-",
        most: 20,
        rule: r#","boundary":"prefix","case":"exact""#,
    },
];

const TEXT: &str = "A met B (Letter C) and ABC, also known as the X; “Cue c1 Rival” c2. Rel1 Rel2 REL3 RIVAL OF 4 Alike0 ALIKE1 take a \
                    turn pox (TTPX) Tango Turandot. a a a a a-a a  a ab-ab-ab abé éééé é وووو ووو\u{200C}و والو 中国한국이 カナダ क\u{94D} 🇹🇷 a²b xx’s\n\n";

/// Where the sections lie: the header, then a row for each with its start, its length and its checksum.
const HEADER: usize = 44;
const ROW: usize = 24;
const SECTIONS: usize = 22;

fn number(file: &[u8], at: usize) -> usize {
    u64::from_le_bytes(file[at..at + 8].try_into().unwrap()) as usize
}

/// The places and bytes that are written into the sections, or into one of them.
fn damage(file: &[u8], dice: &mut Dice) -> Vec<(usize, u8)> {
    let section = HEADER + dice.below(SECTIONS) * ROW;
    let (mut start, mut length) = (number(file, section), number(file, section + 8));
    if length == 0 || dice.below(8) == 0 {
        start = HEADER + SECTIONS * ROW;
        length = file.len() - start;
    }
    let once = |dice: &mut Dice| {
        let at = start + dice.below(length);
        let byte = [0, 1, 0x7F, 0x80, 0xFF, file[at] ^ 1, file[at].wrapping_add(1)][dice.below(7)];
        (at, if dice.below(3) == 0 { dice.below(256) as u8 } else { byte })
    };
    match dice.below(4) {
        // All of it.
        0 => {
            let byte = [0, 0xFF, 1, 0x80][dice.below(4)];
            (start..start + length).map(|at| (at, byte)).collect()
        }
        // Numbers of four bytes.
        1 => (0..=dice.below(20))
            .flat_map(|_| {
                let at = (start + dice.below(length)) & !3;
                let number = [0, 1, u32::MAX, u32::MAX - 1, 1 << 31, length as u32][dice.below(6)];
                (at.max(start)..).zip(number.to_le_bytes()).take_while(|(at, _)| *at < file.len())
            })
            .collect(),
        _ => (0..=dice.below(50)).map(|_| once(dice)).collect(),
    }
}

/// Asks everything that a gazetteer can be asked.
fn use_it(gazetteer: &Arc<Gazetteer>) {
    let annotator = Annotator::new(Arc::clone(gazetteer));
    annotate(&annotator);
    look_around(gazetteer);
}

fn annotate(annotator: &Annotator) {
    let mut buffers = Buffers::default();
    for explain in [false, true] {
        let context = Context { explain, nested: explain, ..Context::default() };
        annotator.annotate(TEXT, &context, &mut buffers);
    }
}

fn look_around(gazetteer: &Gazetteer) {
    for name in ["A", "ABC", "a a a", "Alike1", "Tango Turandot", "ووو", ""] {
        if let Some(key) = gazetteer.find(name) {
            gazetteer.candidates(key).for_each(|alias| {
                std::hint::black_box((alias.text(), alias.entity().name(), alias.rule()));
            });
        }
        std::hint::black_box(gazetteer.find_prefix(name, 20));
        std::hint::black_box(gazetteer.find_fuzzy(name, 1).ok());
    }
    for entity in gazetteer.entities() {
        std::hint::black_box((entity.id(), entity.name(), entity.entity_type()));
        std::hint::black_box((entity.is_class(), entity.is_decoy()));
        std::hint::black_box(entity.aliases().map(|alias| alias.text().len()).sum::<usize>());
        std::hint::black_box(
            entity.relations().map(|(_, other)| other.name().len()).sum::<usize>(),
        );
        std::hint::black_box(gazetteer.entity_by_id(&entity.id()));
    }
    std::hint::black_box(gazetteer.keys().map(|key| gazetteer.key(key).len()).sum::<usize>());
}

fn each_dictionary(test: &str, mut work: impl FnMut(&mut Dice, &[u8], &mut File)) {
    let cases = std::env::var("EXONYM_CASES").ok().and_then(|cases| cases.parse().ok());
    let seed = std::env::var("EXONYM_SEED").ok().and_then(|seed| seed.parse().ok()).unwrap_or(1);
    let files: Vec<_> = DICTIONARIES
        .iter()
        .map(|&names| worst::annotator(names).gazetteer().as_bytes().to_vec())
        .collect();
    let path = std::env::temp_dir().join(format!("exonym-{test}-{}.exo", std::process::id()));
    for seed in seed..seed + cases.unwrap_or(300) {
        let mut dice = Dice::new(seed);
        let good = &files[dice.below(files.len())];
        // Shown where the test fails.
        println!("seed {seed}");
        std::fs::write(&path, good).unwrap();
        let mut file = OpenOptions::new().read(true).write(true).open(&path).unwrap();
        let started = Instant::now();
        work(&mut dice, good, &mut file);
        assert!(started.elapsed() < FAR_TOO_LONG, "seed {seed} took {:?}", started.elapsed());
        std::fs::remove_file(&path).unwrap();
    }
}

fn overwrite(file: &mut File, damage: &[(usize, u8)]) {
    for &(at, byte) in damage {
        file.seek(SeekFrom::Start(at as u64)).unwrap();
        file.write_all(&[byte]).unwrap();
    }
}

#[test]
fn overwritten_while_it_is_mapped() {
    each_dictionary("while", |dice, good, file| {
        let gazetteer = Arc::new(Gazetteer::map(file).unwrap().expect("it was just compiled"));
        // What is made when a gazetteer is prepared may come from before, or from between.
        let annotator = Annotator::new(Arc::clone(&gazetteer));
        if dice.below(2) == 0 {
            look_around(&gazetteer);
        }
        for _ in 0..4 {
            overwrite(file, &damage(good, dice));
            annotate(&annotator);
            look_around(&gazetteer);
            use_it(&gazetteer);
        }
    });
}

#[test]
fn overwritten_before_it_is_mapped() {
    each_dictionary("before", |dice, good, file| {
        overwrite(file, &damage(good, dice));
        if let Ok(gazetteer) = Gazetteer::map(file).unwrap() {
            use_it(&Arc::new(gazetteer));
        }
    });
}

#[test]
fn damaged_with_checksums_that_are_right() {
    let mut opened = 0;
    each_dictionary("sums", |dice, good, _| {
        let mut bytes = good.to_vec();
        for (at, byte) in damage(good, dice) {
            bytes[at] = byte;
        }
        for section in 0..SECTIONS {
            let row = HEADER + section * ROW;
            let (start, length) = (number(&bytes, row), number(&bytes, row + 8));
            let sum = XxHash3_64::oneshot(&bytes[start..start + length]);
            bytes[row + 16..row + 24].copy_from_slice(&sum.to_le_bytes());
        }
        let sum = XxHash3_64::oneshot(&bytes[HEADER..HEADER + SECTIONS * ROW]);
        bytes[HEADER - 8..HEADER].copy_from_slice(&sum.to_le_bytes());
        if let Ok(gazetteer) = Gazetteer::from_bytes(bytes) {
            opened += 1;
            use_it(&Arc::new(gazetteer));
        }
    });
    assert!(opened > 0, "none of them could be opened");
}
