//! How dictionaries are found on the disk.

use std::fs;
use std::path::{Path, PathBuf};

use exonym::dictionary::{Encoding, FilesError, collect};

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
fn links_that_lead_out_or_round_are_not_followed() {
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
    assert_eq!(folder.names(&folder.0), ["a/a.toml", "inside.toml"]);
}

#[test]
fn what_is_no_text_is_refused_with_its_byte() {
    let folder = Folder::new("bytes");
    for (bytes, at, what) in [
        (&b"schema = 1\n\xe9"[..], 11, Encoding::Unknown),
        (b"\xff\xfes\0c\0", 0, Encoding::Utf16),
        (b"s\0c\0h\0e\0", 1, Encoding::Utf16),
        (b"\x7fELF\x02\x01\x01\0\0x\0y", 7, Encoding::Binary),
    ] {
        let path = folder.write("file.toml", bytes);
        let error = collect(&[path]).unwrap_err();
        assert!(!error.cure().is_empty());
        let FilesError::NotText { byte, encoding, .. } = error else { panic!("{error}") };
        assert_eq!((byte, encoding), (at, what));
    }
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
