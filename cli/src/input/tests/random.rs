//! Random input, and beside everything clever the obvious slow way.

use serde_json::{Map, Value};

use super::super::field::{Step, Wants};
use super::super::jsonl::LineBuffers;
use super::super::lines::{Line, LineReader};
use super::super::marks::Marks;
use super::super::members::{find, members, unescape};
use super::super::{InputOptions, jsonl, splice};
use super::Pieces;
use crate::record::{Member, NewMember, Record};

/// The same numbers on every machine.
pub struct Random(u64);

impl Random {
    fn next(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mixed = (self.0 ^ (self.0 >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        let mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        mixed ^ (mixed >> 31)
    }

    fn below(&mut self, limit: usize) -> usize {
        (self.next() % limit as u64) as usize
    }

    fn pick<'a, T>(&mut self, from: &'a [T]) -> &'a T {
        &from[self.below(from.len())]
    }
}

/// Runs `check` with many seeds; the one that fails is printed.
fn with_seeds(count: u64, check: impl Fn(&mut Random)) {
    for seed in 0..count {
        println!("seed {seed}");
        check(&mut Random(seed));
    }
}

#[test]
fn lines_are_what_splitting_gives() {
    with_seeds(3000, |random| {
        let length = random.below(60);
        let bytes: Vec<u8> = (0..length).map(|_| *random.pick(b"abcd\r\n\n")).collect();
        let max_line = random.below(12) + 1;
        let (piece, live) = (random.below(9) + 1, random.below(2) == 0);
        let mut reader = LineReader::new(0, max_line, random.below(9) + 1);
        let mut source = Pieces { bytes: bytes.clone(), at: 0, piece };
        let (mut block, mut lines, mut found) = (Vec::new(), Vec::new(), Vec::new());
        loop {
            reader.next_block(&mut source, live, &mut block, &mut lines).expect("memory is read");
            if lines.is_empty() {
                break;
            }
            assert!(block.len() <= 2 * max_line + 16, "a long line is not held");
            for Line { number, byte, kept, .. } in lines.drain(..) {
                found.push((number, byte, kept.map(|(start, end)| block[start..end].to_vec())));
            }
        }
        assert_eq!(found, split(&bytes, max_line));
    });
}

type Split = Vec<(u64, u64, Result<Vec<u8>, u64>)>;

/// The obvious slow way.
fn split(bytes: &[u8], max_line: usize) -> Split {
    let mut lines = Vec::new();
    let mut byte = 0;
    for (line, number) in bytes.split_inclusive(|&byte| byte == b'\n').zip(1..) {
        let text = line.strip_suffix(b"\r\n").or(line.strip_suffix(b"\n")).unwrap_or(line);
        let kept = if text.len() > max_line { Err(text.len() as u64) } else { Ok(text.to_vec()) };
        lines.push((number, byte, kept));
        byte += line.len() as u64;
    }
    lines
}

#[test]
fn splicing_is_what_inserting_gives() {
    with_seeds(3000, |random| {
        let (line, object) = object(random);
        let into = *random.pick(&[None, None, Some("exonym"), Some("a"), Some("é\"")]);
        let all = [
            ("entities", r#"["country/pk"]"#),
            ("mentions", r#"[{"start":1}]"#),
            ("version", "\"v\""),
        ];
        let added = &all[..random.below(all.len() + 1)];

        let ours = ["entities", "mentions", "version"];
        let untouched = into.is_none() && !ours.iter().any(|&ours| object.contains_key(ours));
        let mut expected = object;
        let values = added.iter().map(|&(name, value)| (name.to_owned(), json(value)));
        if let Some(into) = into {
            expected.insert(into.to_owned(), Value::Object(values.collect()));
        } else {
            expected.retain(|name, _| name != "entities" && name != "mentions");
            expected.extend(values);
        }
        let spliced = spliced(&line, into, added);
        assert_eq!(json(&spliced), Value::Object(expected), "{line}\n{spliced}");
        assert_eq!(self::spliced(&spliced, into, added), spliced, "twice is as once");
        if untouched {
            let end = line.trim_end().strip_suffix('}').expect("an object").trim_end();
            assert!(
                spliced.starts_with(end),
                "what was there stays, byte for byte: {line}\n{spliced}"
            );
        }
    });
}

#[test]
fn splicing_keeps_every_other_byte() {
    let added = [("entities", "[]"), ("mentions", "[1]")];
    for (line, into, expected) in [
        ("{}", None, r#"{"entities":[],"mentions":[1]}"#),
        (" { } ", None, r#" {"entities":[],"mentions":[1] } "#),
        ("{ \"a\" : 1.0e2 }\t", None, "{ \"a\" : 1.0e2,\"entities\":[],\"mentions\":[1] }\t"),
        (r#"{"entities":[0], "a":1}"#, None, r#"{"a":1,"entities":[],"mentions":[1]}"#),
        (
            r#"{"a":1, "mentions":{"}":","}, "b":2}"#,
            None,
            r#"{"a":1, "b":2,"entities":[],"mentions":[1]}"#,
        ),
        (r#"{"a":1,"m\u0065ntions":0}"#, None, r#"{"a":1,"entities":[],"mentions":[1]}"#),
        (r#"{"mentions":0,"entities":1}"#, None, r#"{"entities":[],"mentions":[1]}"#),
        (
            r#"{"x":1,"mentions":0}"#,
            Some("x"),
            r#"{"mentions":0,"x":{"entities":[],"mentions":[1]}}"#,
        ),
    ] {
        assert_eq!(spliced(line, into, &added), expected, "{line}");
    }
}

#[test]
fn members_are_what_serde_json_finds() {
    with_seeds(20_000, |random| {
        let (line, object) = object(random);
        let mut found = Map::new();
        for Member { key, value } in find_members(&line).expect("it is an object") {
            let Value::String(key) = json(&line[key]) else { panic!("a key is text: {line}") };
            found.insert(key, json(&line[value]));
        }
        assert_eq!(found, object, "{line}");
        // Cut anywhere and changed anywhere, it is broken for both alike, or for neither.
        let mut changed: Vec<char> = line.chars().collect();
        changed.truncate(changed.len() - random.below(3) * random.below(changed.len()) / 2);
        for _ in 0..random.below(3) {
            if !changed.is_empty() {
                let at = random.below(changed.len());
                changed[at] =
                    *random.pick(&['"', '\\', 'u', '0', '{', '}', ':', ',', '\u{1}', 'é']);
            }
        }
        let changed: String = changed.into_iter().collect();
        let mut expected = Vec::new();
        let judged = members(&changed, |key, value| {
            let at = value.as_ptr().addr() - changed.as_ptr().addr();
            expected.push((key.into_owned(), at..at + value.len()));
        });
        let found = find_members(&changed);
        match (&found, &judged) {
            (Ok(found), Ok(())) => {
                let key = |member: &Member| member.key(&changed).into_owned();
                let found: Vec<_> = found.iter().map(|it| (key(it), it.value.clone())).collect();
                assert_eq!(found, expected, "{changed}");
            }
            (Err(found), Err(judged)) => assert_eq!(found.to_string(), judged.to_string()),
            _ => panic!("{changed}: {found:?} is not {judged:?}"),
        }
    });
}

fn find_members(line: &str) -> serde_json::Result<Vec<Member>> {
    let (mut marks, mut found) = (Marks::default(), Vec::new());
    marks.read(line.as_bytes());
    find(line, 0..line.len(), &marks, &mut found)?;
    Ok(found)
}

#[test]
fn texts_are_what_serde_json_reads() {
    let pieces = [
        "a",
        "é",
        "😀",
        "\\n",
        "\\t\\r\\b\\f",
        "\\\"",
        "\\\\",
        "\\/",
        "\\u00fC",
        "\\u20ac",
        "\\ud83d\\ude00",
        "\\ud83d",
        "\\ude00",
        "\\u0000",
        "no escape for a while, and so on and on, to the end of the block",
    ];
    with_seeds(20_000, |random| {
        let inner: String = (0..random.below(12)).map(|_| *random.pick(&pieces)).collect();
        let before = *random.pick(&["", "[", "[12345, "]);
        let line = format!("{before}\"{inner}\",\"");
        let literal = before.len()..before.len() + inner.len() + 2;
        let mut marks = Marks::default();
        marks.read(line.as_bytes());
        let mut text = String::from("what was there, ");
        let read = unescape(&line, literal.clone(), &marks, &mut text);
        match serde_json::from_str::<String>(&line[literal]) {
            Ok(expected) => assert_eq!(text, format!("what was there, {expected}"), "{line}"),
            Err(_) => assert_eq!(read, None, "{line}"),
        }
    });
}

#[test]
fn fields_are_what_walking_a_tree_finds() {
    let paths = ["a?", "b.a?", "a.b.é\"?", "b[]?", "exonym[].a?", "b[].b[]?"];
    with_seeds(3000, |random| {
        let (line, object) = object(random);
        let chosen: Vec<&str> = paths.into_iter().filter(|_| random.below(2) == 0).collect();
        let fields = chosen.iter().map(|path| path.parse().expect(path)).collect();
        let options = InputOptions { fields, ..InputOptions::default() };
        let mut expected = Vec::new();
        for field in &options.fields {
            walk(&Value::Object(object.clone()), &field.steps, String::new(), &mut expected);
        }
        let (mut record, mut buffers) = <(Record, LineBuffers)>::default();
        // What another line leaves in the buffers is not seen.
        let (other, _) = self::object(random);
        for line in [&other, &line] {
            let wants = Wants::new(&options);
            let made = jsonl::record(&wants, &options, line, 1, &mut record, &mut buffers);
            assert!(made.is_ok_and(|made| made) || chosen.is_empty(), "every field is optional");
        }
        if !chosen.is_empty() {
            let fields = record.fields.into_iter();
            let found: Vec<_> = fields.map(|field| (field.name, field.text)).collect();
            assert_eq!(found, expected, "{chosen:?} of {line}");
        }
    });
}

/// The obvious slow way.
fn walk(value: &Value, steps: &[Step], name: String, found: &mut Vec<(String, String)>) {
    match (steps, value) {
        ([], Value::String(text)) => found.push((name, text.clone())),
        ([Step::Key(key), rest @ ..], Value::Object(members)) => {
            let dot = if name.is_empty() { "" } else { "." };
            if let Some(value) = members.get(key) {
                walk(value, rest, format!("{name}{dot}{key}"), found);
            }
        }
        ([Step::Each, rest @ ..], Value::Array(items)) => {
            for (index, value) in items.iter().enumerate() {
                walk(value, rest, format!("{name}[{index}]"), found);
            }
        }
        _ => {}
    }
}

#[test]
fn garbage_is_read_alike_in_any_pieces() {
    let scraps: [&[u8]; 24] = [
        b"{",
        b"}",
        b"\"",
        b"text",
        b"\"text\":\"a\"",
        b":",
        b",",
        b"\n",
        b"\r\n",
        b"\t",
        b"[",
        b"]",
        b"\\u00",
        b"\xff",
        b"\xc3\xb6",
        b"\xef\xbb\xbf",
        b"<rss version=\"2.0\">",
        b"<item><title>",
        b"</title></item>",
        b"<",
        b"&amp;",
        b"</channel></rss>",
        b"<channel>",
        b"\0",
    ];
    with_seeds(1500, |random| {
        let count = random.below(24);
        let bytes = (0..count).flat_map(|_| random.pick(&scraps).to_vec()).collect::<Vec<u8>>();
        let bytes =
            [*random.pick(&[&b""[..], b"text\n", b"<rss version=\"2.0\"><channel>"]), &bytes]
                .concat();
        for input in ["text", "lines", "jsonl", "csv", "tsv", "feed"] {
            let options = [("input", input), ("max-record", *random.pick(&["9", "1M"]))];
            let (piece, batch_bytes) = (random.below(9) * 2 + 1, random.below(50) + 1);
            let whole = super::read("stdin", &bytes, &options);
            let pieces = super::read_in_pieces("stdin", &bytes, &options, piece, batch_bytes);
            assert_eq!(pieces, whole, "{input}: {}", bytes.escape_ascii());
        }
    });
}

fn spliced(line: &str, into: Option<&str>, added: &[(&str, &'static str)]) -> String {
    let mut out = Vec::new();
    let write =
        |json: &'static str| move |out: &mut Vec<u8>| out.extend_from_slice(json.as_bytes());
    let writers: Vec<_> = added.iter().map(|&(name, json)| (name, write(json))).collect();
    let added: Vec<NewMember<'_>> =
        writers.iter().map(|(name, write)| (*name, write as &dyn Fn(&mut Vec<u8>))).collect();
    splice(&line.into(), into, &added, &mut out);
    String::from_utf8(out).expect("what goes in as UTF-8 comes out as UTF-8")
}

fn json(text: &str) -> Value {
    serde_json::from_str(text).expect(text)
}

/// A random object, as a line with odd blanks and escapes and keys that come twice, and as a value.
fn object(random: &mut Random) -> (String, Map<String, Value>) {
    let (mut line, mut object) = (format!("{}{{", blank(random)), Map::new());
    for at in 0..random.below(6) {
        let keys = ["a", "b", "é\"", "entities", "mentions", "exonym", "version", "x\\y", ""];
        let (key, value) = ((*random.pick(&keys)).to_owned(), value(random, 3));
        if at > 0 {
            line += ",";
        }
        for piece in [text(random, &key).as_str(), ":", &value.0] {
            line += &blank(random);
            line += piece;
        }
        line += &blank(random);
        object.insert(key, value.1);
    }
    line += &blank(random);
    line += "}";
    line += &blank(random);
    (line, object)
}

fn value(random: &mut Random, depth: usize) -> (String, Value) {
    match random.below(if depth == 0 { 5 } else { 7 }) {
        0 => ("null".into(), Value::Null),
        1 => ("true".into(), Value::Bool(true)),
        2 => {
            let number = *random.pick(&["0", "-12", "1.50", "3e2"]);
            (number.to_owned(), json(number))
        }
        3 | 4 => {
            let words = ["", "Türkiye", "a\"b", "}{,:[]", "\\", "\n\t", "😀", "\"mentions\":"];
            let word = *random.pick(&words);
            (text(random, word), Value::String(word.to_owned()))
        }
        5 => {
            let items: Vec<_> = (0..random.below(3)).map(|_| value(random, depth - 1)).collect();
            let (lines, values): (Vec<_>, Vec<_>) = items.into_iter().unzip();
            (format!("[{}]", lines.join(" , ")), Value::Array(values))
        }
        _ => {
            let (line, object) = object(random);
            (line.trim().to_owned(), Value::Object(object))
        }
    }
}

/// A JSON string, now and then with more escapes than it needs.
fn text(random: &mut Random, text: &str) -> String {
    if random.below(3) > 0 {
        return Value::from(text).to_string();
    }
    let escaped = text.encode_utf16().map(|unit| format!("\\u{unit:04x}"));
    format!("\"{}\"", escaped.collect::<String>())
}

fn blank(random: &mut Random) -> String {
    (*random.pick(&["", "", "", " ", "\t ", "\r"])).to_owned()
}
