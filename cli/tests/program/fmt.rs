//! `fmt`: what it changes, shows and refuses.

use crate::run::{Folder, STATES};

/// Some states, with their keys out of order and a comment.
const LOOSE: &str = "\
namespace = 'country' # ids are country/SLUG
schema=1
title = 'States'
license = 'CC0-1.0'
source.un = { title = 'UN' }
defaults.source = 'un'
[entity.tr]
names.ur = ['ترکیہ', 'ترکی']
name = 'Turkey'
[entity.pk]
name = 'Pakistan'
";

const TIDY: &str = "\
schema    = 1
namespace = 'country'  # ids are country/SLUG
title     = 'States'
license   = 'CC0-1.0'
defaults  = { source = 'un' }

[source]
un = { title = 'UN' }

[entity.pk]
name = 'Pakistan'

[entity.tr]
name = 'Turkey'
[entity.tr.names]
ur = [
  'ترکی',
  'ترکیہ',
]
";

#[test]
fn files_are_formatted_where_they_stand() {
    let folder = Folder::new("fmt");
    folder.write("dictionaries/states.toml", LOOSE);
    folder.write("dictionaries/deep/more.toml", TIDY);
    folder.write("dictionaries/pack.jsonl", "{ \"schema\": 1 }\n");
    let run = folder.run(&["fmt"]).told(0, &[]);
    assert_eq!((run.out.as_str(), run.err.as_str()), ("", "dictionaries/states.toml: formatted\n"));
    assert_eq!(folder.read("dictionaries/states.toml"), TIDY);
    assert_eq!(folder.read("dictionaries/pack.jsonl"), "{ \"schema\": 1 }\n");
    assert_eq!(folder.list("dictionaries"), ["deep", "pack.jsonl", "states.toml"]);
    assert_eq!(folder.run(&["fmt"]).done(), "");
    assert_eq!(folder.run(&["fmt", "--check"]).done(), "");
}

#[test]
fn check_shows_what_would_change_and_changes_nothing() {
    let folder = Folder::new("fmt-check");
    folder.write("names/states.toml", STATES.replace("name = \"Georgia\"", "name =\"Georgia\""));
    folder.write("names/tidy.toml", TIDY);
    let before = folder.read("names/states.toml");
    let run = folder.run(&["fmt", "--check", "names"]);
    let run = run.told(1, &["1 of 2 files is not in the canonical form", "`exonym fmt`"]);
    assert_eq!(
        run.out,
        "--- names/states.toml\n\
         +++ names/states.toml\n\
         @@ -8,7 +8,7 @@\n \
         un = { title = \"UN member states\", url = \"https://www.un.org/en/about-us/member-states\" }\n \n \
         [entity.ge]\n\
         -name =\"Georgia\"\n\
         +name = \"Georgia\"\n \n \
         [entity.pk]\n \
         name = \"Pakistan\"\n"
    );
    assert_eq!(folder.read("names/states.toml"), before);
    let colored = folder.run(&["fmt", "--check", "--color", "always", "names"]).told(1, &[]);
    assert!(colored.out.contains("\u{1b}[32m+name = \"Georgia\"\u{1b}[0m\n"), "{:?}", colored.out);
}

#[test]
fn a_file_with_a_slip_stays_as_it_is_and_the_others_are_formatted() {
    let folder = Folder::new("fmt-syntax");
    folder.write("names/states.toml", LOOSE);
    let slip = LOOSE.replace("[entity.pk]", "[entity.pk");
    folder.write("names/slip.toml", &slip);
    for args in [&["fmt", "--check", "names"][..], &["fmt", "names"]] {
        folder.run(args).told(1, &["error[syntax]", " --> names/slip.toml:10:"]);
    }
    assert_eq!(folder.read("names/slip.toml"), slip);
    assert_eq!(folder.read("names/states.toml"), TIDY);
}

#[test]
fn what_is_not_there_is_refused() {
    let folder = Folder::new("fmt-gone");
    folder.run(&["fmt"]).refused(&["exonym: dictionaries: ", "help: "]);
    folder.write("latin.toml", b"title = \"caf\xe9\"\n");
    folder.run(&["fmt", "latin.toml"]).refused(&["error[not-utf8]", " --> latin.toml:1:13"]);
    assert_eq!(folder.bytes("latin.toml"), b"title = \"caf\xe9\"\n");
}

#[cfg(unix)]
#[test]
fn a_file_keeps_its_permissions_and_a_link_stays_one() {
    use std::fs;
    use std::os::unix::fs::{PermissionsExt, symlink};

    let folder = Folder::new("fmt-link");
    folder.write("real.toml", LOOSE);
    fs::set_permissions(folder.path("real.toml"), fs::Permissions::from_mode(0o640)).unwrap();
    symlink("real.toml", folder.path("link.toml")).unwrap();
    folder.run(&["-q", "fmt", "link.toml"]).done();
    assert_eq!(folder.read("real.toml"), TIDY);
    assert!(folder.path("link.toml").is_symlink());
    let mode = fs::metadata(folder.path("real.toml")).unwrap().permissions().mode();
    assert_eq!(mode & 0o777, 0o640);
}

#[test]
fn what_is_no_dictionary_of_ours_stays() {
    let folder = Folder::new("fmt-others");
    for (name, text) in [
        ("deny.toml", "[bans]\ndeny = [{ name = \"x\" }]\n[source]\n"),
        ("two.toml", "schema = 2\ntitle='T'\n"),
    ] {
        folder.write(name, text);
        folder.run(&["fmt", name]).told(0, &[name, "is left as it is"]);
        assert_eq!(folder.read(name), text);
    }
}
