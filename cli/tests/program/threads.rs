//! Threads change no byte of what comes out, on either stream.

use std::fmt::Write;

use crate::run::Folder;

/// Some thousand records of every sort, some of which cannot be read: several batches for each thread.
fn corpus() -> String {
    let pieces = [
        "Turkey and Türkiye met in Georgia. ",
        "The TTP said nothing. ",
        "Militants of the Tehreek-e-Taliban Pakistan (TTP) fled. ",
        "“Fitna al-Khwarij is what they are,” he said. ",
        "TTP is a disease in which ADAMTS13 is low. ",
        "PAKISTANI OFFICIALS DENIED IT. ",
        "𝔸 line with astral letters 🦃, and نص عربي. ",
        "Nothing here has a name, and that is most of what there is to read in the news of a day. ",
    ];
    let mut random: u32 = 1;
    let mut next = |below: usize| {
        random = random.wrapping_mul(1_664_525).wrapping_add(1_013_904_223);
        (random >> 16) as usize % below
    };
    let mut lines = String::new();
    for id in 0..4000 {
        match next(200) {
            0 => lines.push_str("{\"id\":\n"),
            1 => lines.push_str("{\"text\":17}\n"),
            _ => {
                let title = pieces[next(pieces.len())];
                let text: String = (0..next(16)).map(|_| pieces[next(pieces.len())]).collect();
                writeln!(lines, "{{\"id\":\"{id}\",\"title\":\"{title}\",\"text\":\"{text}\"}}")
                    .unwrap();
            }
        }
    }
    lines
}

#[test]
fn any_number_of_threads_gives_the_same_bytes() {
    let folder = Folder::with_names("threads");
    let corpus = corpus();
    assert!(corpus.len() > 3 * (512 << 10), "{} bytes are too few batches", corpus.len());
    folder.write("news.jsonl", corpus);
    for format in ["jsonl", "tsv", "html", "brat", "bulk", "text"] {
        let with = |threads: &str| {
            let rest = ["--format", format, "--nil", "--nested", "--explain", "--offsets", "utf16"];
            let args = ["annotate", "-d", "names", "news.jsonl", "-j", threads];
            folder.run(&[&args[..], &rest].concat()).told(1, &["errors more"])
        };
        let one = with("1");
        assert!(one.out.len() > 100_000, "{format}");
        for threads in ["2", "4"] {
            assert!(with(threads) == one, "--format {format} -j {threads} differs from -j 1");
        }
    }
}
