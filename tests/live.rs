//! While an annotator is replaced, each text is read by exactly one.

use std::fs::{self, File};
use std::path::Path;
use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::thread;

use exonym::diagnostic::SourceFile;
use exonym::dictionary::{Layer, read};
use exonym::gazetteer::Gazetteer;
use exonym::resolve::{Context, Verdict};
use exonym::{Annotator, Buffers, Live};

/// So many times is it replaced.
const TIMES: usize = 200;

/// Texts have this name so many times.
const NAMES: usize = 50;

/// A dictionary in which the name is that of an entity of this number.
fn gazetteer(number: usize) -> Gazetteer {
    let text = format!(
        "schema = 1\nnamespace = \"x\"\ntitle = \"t\"\nlicense = \"CC0-1.0\"\nsource.s = {{ title = \"t\" }}\n\
         defaults.source = \"s\"\nentity.{number}.name = \"Alpha\"\n"
    );
    let file = SourceFile { name: "names.toml".into(), text };
    let reading = read(&[Layer::new(vec![Arc::new(file)])]);
    assert!(reading.diagnostics.is_empty());
    Gazetteer::compile(&reading.dictionary).expect("it is sound")
}

/// Writes a file beside the old one, renames it into its place, and maps it.
fn replaced(place: &Path, number: usize) -> Annotator {
    let beside = place.with_extension("new");
    fs::write(&beside, gazetteer(number).as_bytes()).expect("it can be written");
    fs::rename(&beside, place).expect("it can be renamed");
    let file = File::open(place).expect("it was written");
    let mapped = Gazetteer::map(&file).expect("it can be mapped").expect("it is a gazetteer");
    Annotator::new(Arc::new(mapped))
}

#[test]
fn each_text_is_read_by_exactly_one() {
    let folder = Path::new(env!("CARGO_TARGET_TMPDIR")).join("live");
    fs::create_dir_all(&folder).expect("a folder can be made");
    let place = folder.join("names.exo");
    let live = Live::new(replaced(&place, 0));
    let (reached, done) = (AtomicUsize::new(0), AtomicUsize::new(0));
    let text = "Alpha met them. ".repeat(NAMES);
    thread::scope(|scope| {
        for _ in 0..4 {
            scope.spawn(|| {
                let mut buffers = Buffers::default();
                let mut last = 0;
                while last < TIMES {
                    let before = reached.load(Ordering::SeqCst);
                    let annotator = live.annotator();
                    let links = annotator.annotate(&text, &Context::default(), &mut buffers);
                    assert_eq!(links.len(), NAMES);
                    let numbers = links.iter().map(|link| {
                        let Verdict::Entity(meant) = &link.verdict else {
                            panic!("it has one meaning")
                        };
                        let id = annotator.gazetteer().entity(meant.entity).id();
                        id["x/".len()..].parse::<usize>().expect("the slug is a number")
                    });
                    let numbers: Vec<_> = numbers.collect();
                    assert!(numbers.iter().all(|&number| number == numbers[0]), "{numbers:?}");
                    // None that was replaced before it was asked for, and none twice replaced by an older one.
                    assert!(
                        numbers[0] >= before && numbers[0] >= last,
                        "{} {before} {last}",
                        numbers[0]
                    );
                    last = numbers[0];
                    done.fetch_add(1, Ordering::SeqCst);
                }
            });
        }
        for number in 1..=TIMES {
            let before = live.replace(replaced(&place, number));
            reached.store(number, Ordering::SeqCst);
            assert_eq!(
                before.gazetteer().entities().next().expect("it has one").id(),
                format!("x/{}", number - 1)
            );
        }
    });
    println!("{} texts", done.load(Ordering::SeqCst));
}
