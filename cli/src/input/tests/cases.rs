//! What comes out of small inputs of every format, sound and broken.

use super::super::{DEFAULT_MAX_RECORD, FieldPath, Format, parse_size, show_size};
use super::{read, read_in_pieces};

struct Case {
    name: &'static str,
    file: &'static str,
    bytes: &'static [u8],
    options: &'static [(&'static str, &'static str)],
    read: &'static [&'static str],
}

#[test]
fn every_case() {
    let mut wrong = 0;
    for case in CASES {
        let found = read(case.file, case.bytes, case.options);
        if found != case.read {
            wrong += 1;
            println!("{}\n  found    {found:#?}\n  expected {:#?}", case.name, case.read);
            continue;
        }
        for (piece, batch_bytes) in [(1, 1), (2, 7), (3, 1000), (64, 16)] {
            let again = read_in_pieces(case.file, case.bytes, case.options, piece, batch_bytes);
            assert_eq!(again, case.read, "{} (pieces of {piece})", case.name);
        }
    }
    assert_eq!(wrong, 0, "cases are wrong");
}

const CASES: &[Case] = &[
    Case {
        name: "an empty input has no records",
        file: "stdin",
        bytes: b"",
        options: &[],
        read: &[],
    },
    Case {
        name: "whose words a record is may be text, a number, or a list of them",
        file: "a.jsonl",
        bytes: b"{\"text\":\"A\",\"by\":[\"H\",7,null,\" \"]}\n{\"text\":\"B\",\"by\":\"P\"}\n{\"text\":\"C\"}",
        options: &[("by", "by[]")],
        read: &[r#"1 by=H, 7 | text: "A""#, r#"2 | text: "B""#, r#"3 | text: "C""#],
    },
    Case {
        name: "an empty table has no records",
        file: "a.csv",
        bytes: b"",
        options: &[],
        read: &[],
    },
    Case {
        name: "an empty feed has no records",
        file: "a.rss",
        bytes: b" \n",
        options: &[],
        read: &[],
    },
    Case {
        name: "a text is its file's bytes as they are",
        file: "a.txt",
        bytes: b"\xef\xbb\xbfOne.\r\n\r\nTwo.\n",
        options: &[],
        read: &[r#"1 id=a.txt | text: "\u{feff}One.\r\n\r\nTwo.\n""#],
    },
    Case {
        name: "unknown input that opens no format is text",
        file: "stdin",
        bytes: b"Hello.\n",
        options: &[],
        read: &[r#"1 | text: "Hello.\n""#],
    },
    Case {
        name: "lines, with CRLF, a byte order mark, an empty one, and no break at the end",
        file: "a.txt",
        bytes: b"\xef\xbb\xbfOne\r\n\nThree\rstill\nFour",
        options: &[("input", "lines")],
        read: &[
            r#"1 | text: "One""#,
            r#"2 | text: """#,
            r#"3 | text: "Three\rstill""#,
            r#"4 | text: "Four""#,
        ],
    },
    Case {
        name: "JSON Lines: default fields in reading order, ids, blank lines and CRLF",
        file: "a.jsonl",
        bytes: b"\xef\xbb\xbf{\"id\":7,\"body\":\"B\",\"title\":\"T\",\"x\":1}\r\n\r\n \n{\"id\":\"q\",\"text\":\"\\u00e9\\n\\\"\",\"lead\":null}",
        options: &[],
        read: &[r#"1 id=7 | title: "T" | body: "B""#, r#"2 id=q | text: "é\n\"""#],
    },
    Case {
        name: "JSON Lines: named fields, optional ones, id, date and language",
        file: "stdin",
        bytes: b"{\"a\":{\"b\":\"x\"},\"k.l\":\"y\",\"when\":{\"d\":20240731},\"l\":\"ur\",\"n\":-1.50}\n{\"a\":{\"b\":\"z\"},\"k.l\":null,\"n\":\"n\"}\n",
        options: &[
            ("field", r"k\.l?,a.b"),
            ("id", "n"),
            ("date", "when.d"),
            ("lang", "l"),
        ],
        read: &[
            r#"1 id=-1.50 lang=ur date=20240731 | k.l: "y" | a.b: "x""#,
            r#"2 id=n | a.b: "z""#,
        ],
    },
    Case {
        name: "JSON Lines: lists",
        file: "a.jsonl",
        bytes: b"{\"t\":[\"p\",\"q\"],\"items\":[{\"body\":\"x\"},{\"body\":\"y\"}],\"m\":[[\"z\"]]}\n{\"t\":[],\"items\":[{\"body\":\"x\"},{}],\"m\":[]}\n",
        options: &[("field", "items[].body,t[],m[][]")],
        read: &[
            r#"1 | items[0].body: "x" | items[1].body: "y" | t[0]: "p" | t[1]: "q" | m[0][0]: "z""#,
            "Record: a.jsonl:2:31: record 2, byte 94: the field `items[1].body` is missing\n  help: mend the record, or end the field's name with `?` if it may be missing",
        ],
    },
    Case {
        name: "a key that comes twice means its last value, escaped or not",
        file: "a.jsonl",
        bytes: br#"{"body":1,"b\u006fdy":"last"}"#,
        options: &[("field", "body")],
        read: &[r#"1 | body: "last""#],
    },
    Case {
        name: "a field that is missing, a number, null, and the good record between",
        file: "a.jsonl",
        bytes: "{\"title\":\"é\"}\n{\"title\":\"é\", \"body\": 12}\n{\"body\":\"good\"}\n{\"body\":null}\n".as_bytes(),
        options: &[("field", "body")],
        read: &[
            "Record: a.jsonl:1:1: record 1, byte 0: the field `body` is missing\n  help: mend the record, or end the field's name with `?` if it may be missing",
            "Record: a.jsonl:2:23: record 2, byte 38: the field `body` is a number, not text\n  help: mend the record, or name other fields with --field",
            r#"3 | body: "good""#,
            "Record: a.jsonl:4:9: record 4, byte 66: the field `body` is null, not text\n  help: mend the record, or name other fields with --field",
        ],
    },
    Case {
        name: "none of the default fields",
        file: "a.jsonl",
        bytes: br#" {"title":1,"boddy":"x"}"#,
        options: &[],
        read: &[
            "Record: a.jsonl:1:11: record 1, byte 10: the field `title` is a number, not text, and none of the fields title, headline, summary, description, lead, body, text, content is there and is text\n  help: name the fields with --field",
        ],
    },
    Case {
        name: "none of the default fields at all",
        file: "a.jsonl",
        bytes: br#" {"boddy":"x"}"#,
        options: &[],
        read: &[
            "Record: a.jsonl:1:2: record 1, byte 1: none of the fields title, headline, summary, description, lead, body, text, content is there and is text\n  help: name the fields with --field",
        ],
    },
    Case {
        name: "JSON over several lines is told once",
        file: "a.json",
        bytes: b"{\n  \"title\": \"a\"\n}\n",
        options: &[],
        read: &[
            "Input: a.json: is JSON over several lines, and each line must be one whole object\n  help: make each object a line: `jq -c . FILE | exonym … --input jsonl -`",
        ],
    },
    Case {
        name: "a list over several lines",
        file: "a.jsonl",
        bytes: b"\xef\xbb\xbf\n[\r\n  {\"title\": \"a\"},\n  {\"title\": \"b\"}\n]\n",
        options: &[],
        read: &[
            "Input: a.jsonl: is JSON over several lines, and each line must be one whole object\n  help: make every element a line: `jq -c '.[]' FILE | exonym … --input jsonl -`",
        ],
    },
    Case {
        name: "JSON cut in half, broken, and of other kinds",
        file: "a.jsonl",
        bytes: b"{\"text\":\"a\n{\"text\":tru}\n[{\"text\":\"a\"}]\n12\nhello\n{\"text\":\"\\ud800\"}\n{\"text\":\"ok\"}{}\n{\"text\":\"ok\"}\n",
        options: &[],
        read: &[
            "Record: a.jsonl:1:11: record 1, byte 10: the line ends in the middle of its JSON object\n  help: each line must be one whole object; `jq -c .` makes it so",
            "Record: a.jsonl:2:12: record 2, byte 22: the JSON is broken: expected ident\n  help: mend the line: it must be one whole JSON object",
            "Record: a.jsonl:3:1: record 3, byte 24: the line begins a list, not an object\n  help: make every element a line: `jq -c '.[]' FILE | exonym … --input jsonl -`",
            "Record: a.jsonl:4:1: record 4, byte 39: the line is a number, not an object\n  help: plain text is read with --input lines or text",
            "Record: a.jsonl:5:1: record 5, byte 42: the line is no JSON, not an object\n  help: plain text is read with --input lines or text",
            "Record: a.jsonl:6:10: record 6, byte 57: `\\ud800` is half of a character, whose other half is missing\n  help: whoever cut the text cut there: fetch it whole, or choose --invalid-utf8 replace or skip",
            "Record: a.jsonl:7:14: record 7, byte 79: the JSON is broken: trailing characters\n  help: mend the line: it must be one whole JSON object",
            r#"8 | text: "ok""#,
        ],
    },
    Case {
        name: "halves of characters, replaced",
        file: "a.jsonl",
        bytes: br#"{"text":"\\\ud83d \ud83D\uDE00\\ud83d\udc00\ud83d","n":"\ud83d"}"#,
        options: &[("invalid-utf8", "replace")],
        read: &["1 | text: \"\\\\\u{fffd} 😀\\\\ud83d\u{fffd}\u{fffd}\""],
    },
    Case {
        name: "halves of characters, skipped, and one in a field that is not wanted",
        file: "a.jsonl",
        bytes: b"{\"text\":\"a\\ude00\"}\n{\"text\":\"b\",\"n\":\"\\ud83d\"}\n",
        options: &[("invalid-utf8", "skip")],
        read: &[r#"2 | text: "b""#],
    },
    Case {
        name: "bytes that are not UTF-8 cost one record",
        file: "a.jsonl",
        bytes: b"{\"text\":\"1\"}\n{\"text\":\"2\"}\n{\"text\":\"caf\xe9\"}\n{\"text\":\"4\"}\n{\"text\":\"5\"}\n",
        options: &[],
        read: &[
            r#"1 | text: "1""#,
            r#"2 | text: "2""#,
            "Record: a.jsonl:3:13: record 3, byte 38: byte 12 of the record (0xE9) is not UTF-8\n  help: convert the input (`iconv -f windows-1252 -t utf-8`), or choose --invalid-utf8 replace or skip",
            r#"4 | text: "4""#,
            r#"5 | text: "5""#,
        ],
    },
    Case {
        name: "bytes that are not UTF-8, replaced one by one",
        file: "a.jsonl",
        bytes: b"{\"text\":\"caf\xe9 \xe2\x82 b\"}\n{\"text\":\"2\"}\n",
        options: &[("invalid-utf8", "replace")],
        read: &[r#"1 | text: "caf? ?? b""#, r#"2 | text: "2""#],
    },
    Case {
        name: "bytes that are not UTF-8, skipped",
        file: "a.jsonl",
        bytes: b"{\"text\":\"caf\xe9\"}\n{\"text\":\"2\"}\n",
        options: &[("invalid-utf8", "skip")],
        read: &[r#"2 | text: "2""#],
    },
    Case {
        name: "bytes that are not UTF-8 in a text, with the line in it",
        file: "a.txt",
        bytes: "One\nTwö \u{0}"
            .as_bytes()
            .split_last()
            .expect("it is not empty")
            .1,
        options: &[],
        read: &[r#"1 id=a.txt | text: "One\nTwö ""#],
    },
    Case {
        name: "the place of a bad byte in a text",
        file: "a.txt",
        bytes: b"One\nTw\xc3\xb6 \xff\n",
        options: &[],
        read: &[
            "Record: a.txt:2:5: record 1, byte 9: byte 9 of the record (0xFF) is not UTF-8\n  help: convert the input (`iconv -f windows-1252 -t utf-8`), or choose --invalid-utf8 replace or skip",
        ],
    },
    Case {
        name: "UTF-16",
        file: "a.txt",
        bytes: b"\xff\xfeO\0n\0e\0",
        options: &[],
        read: &[
            "Input: a.txt: is UTF-16, and only UTF-8 can be read\n  help: convert it: `iconv -f utf-16 -t utf-8`",
        ],
    },
    Case {
        name: "UTF-16 without a byte order mark",
        file: "a.csv",
        bytes: b"i\0d\0,\0t\0e\0x\0t\0\n\0",
        options: &[],
        read: &[
            "Input: a.csv: is UTF-16, and only UTF-8 can be read\n  help: convert it: `iconv -f utf-16le -t utf-8`",
        ],
    },
    Case {
        name: "UTF-16 the other way round, not all of it ASCII",
        file: "a.txt",
        bytes: b"\0T\0\xfc\0r\0k\0i\0y\0e \x19",
        options: &[],
        read: &[
            "Input: a.txt: is UTF-16, and only UTF-8 can be read\n  help: convert it: `iconv -f utf-16be -t utf-8`",
        ],
    },
    Case {
        name: "zero bytes between words are no UTF-16",
        file: "stdin",
        bytes: b"ab\0cd\0ef\0g\0h\0",
        options: &[],
        read: &[r#"1 | text: "ab\0cd\0ef\0g\0h\0""#],
    },
    Case {
        name: "a picture",
        file: "stdin",
        bytes: b"\x89P\0\0\n\x1a\n\0\0\0\rIHDR\n\n\n",
        options: &[("input", "lines")],
        read: &[
            "Input: stdin: is no text: it has zero bytes in it\n  help: text, JSON Lines, CSV, TSV and feeds can be read, as they are or packed by gzip or zstd",
        ],
    },
    Case {
        name: "a long line is refused, and the others are read",
        file: "a.jsonl",
        bytes: b"{\"text\":\"1\"}\n{\"text\":\"a line of more than thirty bytes\"}\r\n{\"text\":\"as long as it may be!!\"}\n",
        options: &[("max-record", "34")],
        read: &[
            r#"1 | text: "1""#,
            "Record: a.jsonl:2: record 2, byte 13: the line with its 43 bytes is longer than --max-record 34 allows\n  help: raise --max-record",
            r#"3 | text: "as long as it may be!!""#,
        ],
    },
    Case {
        name: "the long line with a higher limit",
        file: "a.jsonl",
        bytes: b"{\"text\":\"1\"}\n{\"text\":\"a line of more than thirty bytes\"}\r\n",
        options: &[("max-record", "43")],
        read: &[r#"1 | text: "1""#, r#"2 | text: "a line of more than thirty bytes""#],
    },
    Case {
        name: "a long text",
        file: "a.txt",
        bytes: b"12345678901",
        options: &[("max-record", "10")],
        read: &[
            "Record: a.txt: record 1: the text is longer than --max-record 10 allows\n  help: raise --max-record, or read each of its lines as a text with --input lines",
        ],
    },
    Case {
        name: "CSV with quotes, line breaks in cells, an empty cell and rows of the wrong length",
        file: "a.csv",
        bytes: "\u{feff}id,title,body,source\r\n1,\"He said \"\"no\"\"\",\"two\nlines, one cell\",x\r\n2,short\n\n3,ö,,\n\r\n4,a,b,c,d\r\n".as_bytes(),
        options: &[("date", "source")],
        read: &[
            r#"1 id=1 date=x | title: "He said \"no\"" | body: "two\nlines, one cell" + id=1 + source=x"#,
            "Record: a.csv:4: record 2, byte 69: the row has 2 cells, and the header has 4\n  help: a cell with the delimiter, a quotation mark or a line break in it must be quoted",
            r#"3 id=3 | title: "ö" | body: "" + id=3 + source="#,
            "Record: a.csv:8:9: record 4, byte 95: the row has 5 cells, and the header has 4\n  help: a cell with the delimiter, a quotation mark or a line break in it must be quoted",
        ],
    },
    Case {
        name: "TSV with named columns, in the order asked for",
        file: "a.tsv",
        bytes: b"b\ta\n1,5\t2\n",
        options: &[("field", "a,b,c?")],
        read: &[r#"1 | a: "2" | b: "1,5""#],
    },
    Case {
        name: "places in a table: after blank lines, after letters of two bytes, among quoted cells, at the end",
        file: "a.csv",
        bytes: "\u{feff}text,n\n\n\né,ö,x\n\nb,\"1\",2\n\n\n\"c\nc\",1,2\r\n\n\nö,1,\"x\ny".as_bytes(),
        options: &[],
        read: &[
            "Record: a.csv:4:5: record 1, byte 18: the row has 3 cells, and the header has 2\n  help: a cell with the delimiter, a quotation mark or a line break in it must be quoted",
            "Record: a.csv:6: record 2, byte 21: the row has 3 cells, and the header has 2\n  help: a cell with the delimiter, a quotation mark or a line break in it must be quoted",
            "Record: a.csv:9: record 3, byte 31: the row has 3 cells, and the header has 2\n  help: a cell with the delimiter, a quotation mark or a line break in it must be quoted",
            "Record: a.csv:13: record 4, byte 44: a quotation mark opens a cell and is never closed: all that follows is taken for text of that cell\n  help: close it; in a cell that begins with a quotation mark of its own, each is doubled: \"\"\"Yes\"\", he said\"",
        ],
    },
    Case {
        name: "columns of the same name get numbers, and none takes the name of another",
        file: "a.csv",
        bytes: b"id,text,text,text_2,text\n1,a,b,c,d\n",
        options: &[("field", "text,text_3")],
        read: &[r#"1 id=1 | text: "a" | text_3: "b" + id=1 + text_2=c + text_4=d"#],
    },
    Case {
        name: "a quotation mark that is never closed, in the line in which it opens",
        file: "a.csv",
        bytes: b"id,text,x\n1,a,\n2,\"b\nb\",\"c\n3,d,\n",
        options: &[],
        read: &[
            r#"1 id=1 | text: "a" + id=1 + x="#,
            "Record: a.csv:4: record 2, byte 15: a quotation mark opens a cell and is never closed: all that follows is taken for text of that cell\n  help: close it; in a cell that begins with a quotation mark of its own, each is doubled: \"\"\"Yes\"\", he said\"",
        ],
    },
    Case {
        name: "a quotation mark that opens at the very end",
        file: "a.tsv",
        bytes: b"id\ttext\n1\ta\n2\t\"",
        options: &[],
        read: &[
            r#"1 id=1 | text: "a" + id=1"#,
            "Record: a.tsv:3: record 2, byte 12: a quotation mark opens a cell and is never closed: all that follows is taken for text of that cell\n  help: close it; in a cell that begins with a quotation mark of its own, each is doubled: \"\"\"Yes\"\", he said\"",
        ],
    },
    Case {
        name: "a quotation mark that is never closed in the header",
        file: "a.csv",
        bytes: b"id,\"text\n1,a\n",
        options: &[],
        read: &[
            "Input: a.csv: a quotation mark opens a cell and is never closed: all that follows is taken for text of that cell\n  help: close it; in a cell that begins with a quotation mark of its own, each is doubled: \"\"\"Yes\"\", he said\"",
        ],
    },
    Case {
        name: "quotation marks that are closed where the input ends, a byte order mark, and blank lines",
        file: "a.csv",
        bytes: b"\xef\xbb\xbfid,text\n\"1\",\"a\"\"\"\n\n\n2,\"b\n\n\"",
        options: &[],
        read: &[r#"1 id=1 | text: "a\"" + id=1"#, r#"2 id=2 | text: "b\n\n" + id=2"#],
    },
    Case {
        name: "a quotation mark in the middle of a cell is text",
        file: "a.tsv",
        bytes: b"id\ttext\n1\t5\" guns\n2\tso-called \"talks\"\n3\t\"\"\"Yes\"\", he said\"\n",
        options: &[],
        read: &[
            r#"1 id=1 | text: "5\" guns" + id=1"#,
            r#"2 id=2 | text: "so-called \"talks\"" + id=2"#,
            r#"3 id=3 | text: "\"Yes\", he said" + id=3"#,
        ],
    },
    Case {
        name: "a table without the column",
        file: "a.csv",
        bytes: b"id,boddy\n1,x\n",
        options: &[("field", "body")],
        read: &["Input: a.csv: has no column `body`\n  help: the columns are id, boddy"],
    },
    Case {
        name: "a table with none of the usual columns",
        file: "a.csv",
        bytes: b"id,boddy\n1,x\n",
        options: &[],
        read: &[
            "Input: a.csv: has none of the columns title, headline, summary, description, lead, body, text, content\n  help: name one with --field; the columns are id, boddy",
        ],
    },
    Case {
        name: "bytes that are not UTF-8 in a table",
        file: "a.csv",
        bytes: b"text\na\nb\xff\nc\n",
        options: &[],
        read: &[
            r#"1 | text: "a""#,
            "Record: a.csv:3:2: record 2, byte 8: byte 1 of the cell `text` (0xFF) is not UTF-8\n  help: convert the input (`iconv -f windows-1252 -t utf-8`), or choose --invalid-utf8 replace or skip",
            r#"3 | text: "c""#,
        ],
    },
    Case {
        name: "RSS",
        file: "stdin",
        bytes: br#"<?xml version="1.0"?>
<rss version="2.0" xmlns:content="http://purl.org/rss/1.0/modules/content/"><channel>
<title>Example News</title><link>https://example.org/</link><description>d</description><language>en-gb</language>
<item><title>Turkey &amp;amp; T&#xFC;rkiye</title><link>https://example.org/1</link><guid>g1</guid>
<pubDate>Wed, 31 Jul 2024 10:00:00 +0500</pubDate>
<description>&lt;p&gt;A short&lt;br/&gt;text.&lt;/p&gt;</description>
<content:encoded><![CDATA[<h2>Head</h2><p>First <b>bo</b>ld
 one.</p><script>if (a<b) { x("<p>") }</script><style>p{}</style><ul><li>x</li><li>y</li></ul>]]></content:encoded>
</item>
<item><title>Only a title</title></item>
</channel></rss>"#,
        options: &[],
        read: &[
            r#"1 id=g1 lang=en-gb date=2024-07-31T05:00:00Z | title: "Turkey & Türkiye" | summary: "A short\ntext." | content: "Head\n\nFirst bold one.\n\nx\ny" + feed=Example News + link=https://example.org/1"#,
            r#"2 lang=en-gb | title: "Only a title" + feed=Example News"#,
        ],
    },
    Case {
        name: "Atom",
        file: "a.atom",
        bytes: br#"<feed xmlns="http://www.w3.org/2005/Atom"><title>F</title><id>f</id><updated>2024-01-01T00:00:00Z</updated>
<entry><id>urn:1</id><title>1 &lt; 2 &amp; 3</title><updated>2024-08-01T00:00:00Z</updated><author><name>Ann</name></author>
<link rel="self" href="https://example.org/self"/><link rel="alternate" href="https://example.org/a"/>
<content type="html">&lt;p&gt;One&lt;/p&gt;&lt;p&gt;Two &amp;eacute;&lt;/p&gt;</content></entry></feed>"#,
        options: &[("field", "content,title")],
        read: &[
            r#"1 id=urn:1 date=2024-08-01T00:00:00Z | content: "One\n\nTwo é" | title: "1 < 2 & 3" + feed=F + link=https://example.org/a + author=Ann"#,
        ],
    },
    Case {
        name: "JSON Feed",
        file: "feed.json",
        bytes: br#"{"version": "https://jsonfeed.org/version/1.1", "title": "J", "language": "tr", "items": [
 {"id": "1", "url": "https://example.org/1", "title": "T", "content_html": "<p>caf&eacute;</p>", "date_published": "2024-07-31T00:00:00Z"},
 {"id": "2", "content_text": "a < b"}]}"#,
        options: &[],
        read: &[
            r#"1 id=1 lang=tr date=2024-07-31T00:00:00Z | title: "T" | content: "café" + feed=J + link=https://example.org/1"#,
            r#"2 id=2 lang=tr | content: "a < b" + feed=J"#,
        ],
    },
    Case {
        name: "JSON Lines in a .json file",
        file: "a.json",
        bytes: b"{\"text\":\"a\"}\n{\"text\":\"b\"}\n",
        options: &[],
        read: &[r#"1 | text: "a""#, r#"2 | text: "b""#],
    },
    Case {
        name: "XML that is no feed",
        file: "a.xml",
        bytes: b"<html><p>x</p></html>",
        options: &[],
        read: &[
            "Input: a.xml: is no feed that can be read: unable to parse feed: no root element\n  help: RSS, Atom and JSON Feed can be read; --input says what else it is",
        ],
    },
    Case {
        name: "a field that no feed has",
        file: "a.rss",
        bytes: b"<rss version=\"2.0\"></rss>",
        options: &[("field", "body")],
        read: &["Input: a.rss: an entry of a feed has no field `body`\n  help: its fields are title, summary, content"],
    },
];

#[test]
fn formats_are_guessed_from_names() {
    for (name, format) in [
        ("a.txt", Some(Format::Text)),
        ("dir.csv/README.MD", Some(Format::Text)),
        ("a.jsonl.gz", Some(Format::Jsonl)),
        ("a.NDJSON.zst", Some(Format::Jsonl)),
        ("a.csv", Some(Format::Csv)),
        ("a.tsv.gz", Some(Format::Tsv)),
        ("a.xml", Some(Format::Feed)),
        ("a.json", None),
        ("a.gz", None),
        ("-", None),
    ] {
        assert_eq!(Format::guess(name), format, "{name}");
    }
}

#[test]
fn sizes() {
    for (text, bytes) in
        [("1", 1), ("512k", 512 << 10), ("64M", 64 << 20), ("64 MiB", 64 << 20), ("2GB", 2 << 30)]
    {
        assert_eq!(parse_size(text), Ok(bytes), "{text}");
    }
    for text in ["", "M", "0", "-1", "1.5M", "64X", "99999999999G"] {
        assert!(parse_size(text).is_err(), "{text}");
    }
    assert_eq!(show_size(DEFAULT_MAX_RECORD), "64M");
    assert_eq!(show_size(1500), "1500");
}

#[test]
fn paths() {
    for text in ["", ".", "a.", ".a", "a..b", "a[", "a[0]", "a]", "a[]b", "a[].", "?", "\\"] {
        assert!(text.parse::<FieldPath>().is_err(), "{text}");
    }
    for text in ["a", "a.b", "a[].b", "[].a", "a[][]", r"a\.b", "a?", "a b"] {
        assert!(text.parse::<FieldPath>().is_ok(), "{text}");
    }
}
