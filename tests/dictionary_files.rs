//! How dictionaries are found on the disk.

use std::fs;
use std::path::{Path, PathBuf};

use exonym::dictionary::{FilesError, collect, read};

/// A folder that goes when the test is over.
struct Folder(PathBuf);

impl Folder {
    fn new(test: &str) -> Self {
        let path = std::env::temp_dir().join(format!("exonym-{test}-{}", std::process::id()));
        let _ = fs::remove_dir_all(&path);
        fs::create_dir_all(&path).unwrap();
        Self(path)
    }

    fn write(&self, name: &str, bytes: impl AsRef<[u8]>) -> PathBuf {
        let path = self.0.join(name);
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(&path, bytes).unwrap();
        path
    }

    fn names(&self, path: &Path) -> Vec<String> {
        let layer = collect(&[path.into()]).unwrap().remove(0);
        let root = format!("{}/", self.0.display());
        layer.files.iter().map(|file| file.name.replace(&root, "").replace('\\', "/")).collect()
    }
}

impl Drop for Folder {
    fn drop(&mut self) {
        let _ = fs::remove_dir_all(&self.0);
    }
}

#[test]
fn a_folder_is_walked_in_order_and_what_is_no_dictionary_passed_over() {
    let folder = Folder::new("walk");
    for name in [
        "b.toml",
        "a/z.jsonl",
        "a/c.toml",
        "c.toml",
        "Cargo.toml",
        "x.md",
        ".hidden.toml",
        ".git/d.toml",
    ] {
        folder.write(name, "");
    }
    assert_eq!(folder.names(&folder.0), ["a/c.toml", "a/z.jsonl", "b.toml", "c.toml"]);
    // A file that is named is read, whatever it is called.
    let path = folder.0.join("x.md");
    assert_eq!(folder.names(&path), ["x.md"]);
}

#[cfg(unix)]
#[test]
fn links_that_lead_out_are_told_and_none_is_followed_twice() {
    use std::os::unix::fs::symlink;
    let outside = Folder::new("outside");
    let secret = outside.write("secret.toml", "");
    let folder = Folder::new("links");
    folder.write("a/a.toml", "");
    symlink(&secret, folder.0.join("out.toml")).unwrap();
    symlink(&outside.0, folder.0.join("out")).unwrap();
    symlink(&folder.0, folder.0.join("a/round")).unwrap();
    symlink("nowhere", folder.0.join("broken.toml")).unwrap();
    symlink(folder.0.join("a/a.toml"), folder.0.join("inside.toml")).unwrap();
    symlink("nowhere", folder.0.join("broken.md")).unwrap();
    symlink(outside.write("notes.md", ""), folder.0.join("notes.md")).unwrap();
    assert_eq!(folder.names(&folder.0), ["a/a.toml", "inside.toml"]);
    let layers = collect(std::slice::from_ref(&folder.0)).unwrap();
    let told = layers[0].problems.iter().map(|problem| {
        let name = Path::new(&problem.place.file.name);
        (problem.rule, name.strip_prefix(&folder.0).unwrap().to_str().unwrap())
    });
    let expected =
        [("unreadable", "broken.toml"), ("link-outside", "out"), ("link-outside", "out.toml")];
    assert_eq!(told.collect::<Vec<_>>(), expected);
}

#[test]
fn what_is_no_text_is_told_with_its_place_and_hides_nothing() {
    let folder = Folder::new("bytes");
    let cases = [
        (
            &b"schema = 1\n\xe9"[..],
            (2, 1),
            "byte 11 (0xE9) is not UTF-8",
            "`iconv -f windows-1252 -t utf-8`",
        ),
        (b"\xff\xfes\0c\0\n\0", (1, 1), "UTF-16", "`iconv -f utf-16 -t utf-8`"),
        (b"s\0c\0h\0e\0", (1, 1), "UTF-16", "`iconv -f utf-16le -t utf-8`"),
        (b"\0s\0c\0h\0e", (1, 1), "UTF-16", "`iconv -f utf-16be -t utf-8`"),
        (b"\x7fELF\xff\n\x01\0\0x\0y", (2, 2), "no text: it has a zero byte", "give a TOML file"),
    ];
    for (at, (bytes, ..)) in cases.iter().enumerate() {
        folder.write(&format!("{at}.toml"), bytes);
    }
    folder.write("mistaken.toml", "schema = 1\nnmae = 2\n");
    let layers = collect(std::slice::from_ref(&folder.0)).unwrap();
    assert_eq!(layers[0].files.len(), 1);
    assert_eq!(layers[0].problems.len(), cases.len());
    for (problem, (bytes, place, message, help)) in layers[0].problems.iter().zip(cases) {
        let (file, start) = (&problem.place.file, problem.place.span.start);
        assert_eq!(file.line_column(start), place, "{bytes:?}");
        assert!(problem.message.contains(message), "{}", problem.message);
        assert!(problem.help.contains(help), "{}", problem.help);
    }
    let found = read(&layers).diagnostics;
    assert!(found.len() > cases.len(), "{found:?}");
    assert!(found[cases.len()..].iter().all(|one| one.place.file.name.ends_with("mistaken.toml")));
}

#[cfg(unix)]
#[test]
fn what_cannot_be_read_is_told_with_its_cure() {
    let folder = Folder::new("unreadable");
    folder.write("a/good.toml", "");
    // Whoever runs the tests may read every file, but nobody a socket.
    let path = folder.0.join("socket.toml");
    let _socket = std::os::unix::net::UnixListener::bind(&path).unwrap();
    let layers = collect(&[folder.0.clone(), path]).unwrap();
    assert_eq!((layers[0].files.len(), layers[0].problems.len()), (1, 0), "it is no file");
    assert_eq!((layers[1].files.len(), layers[1].problems.len()), (0, 1));
    let problem = &layers[1].problems[0];
    assert_eq!((problem.rule, problem.help.is_empty()), ("unreadable", false));
    assert!(problem.place.file.name.ends_with("socket.toml"));

    let path = folder.0.join("round.toml");
    std::os::unix::fs::symlink("round.toml", &path).unwrap();
    let error = collect(&[path]).unwrap_err();
    assert_eq!(error.cure(), "check the path, and where it leads if it is a link");
}

#[test]
fn a_missing_path_and_an_empty_folder_are_errors_with_a_cure() {
    let folder = Folder::new("empty");
    folder.write("readme.md", "");
    let empty = collect(std::slice::from_ref(&folder.0)).unwrap_err();
    assert!(matches!(empty, FilesError::NoDictionary(_)));
    let missing = collect(&[folder.0.join("nowhere")]).unwrap_err();
    assert!(matches!(missing, FilesError::Io { .. }));
    assert_eq!(missing.cure(), "check the path");
}
