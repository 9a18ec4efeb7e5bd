//! Dictionaries as they were: a path, or a git revision, read through the program `git`.
//!
//! What somebody typed reaches `git` in one place, as one argument that cannot be taken for a flag; from there on objects are
//! named by their ids.

use std::collections::{BTreeMap, HashSet};
use std::io::{BufRead, BufReader, Read, Write};
use std::path::{Path, PathBuf};
use std::process::{Child, ChildStdin, ChildStdout, Command, Stdio};
use std::sync::Arc;

use exonym::Span;
use exonym::diagnostic::{Diagnostic, Place, SourceFile};
use exonym::dictionary::{Layer, decode, is_dictionary};

use crate::dictionaries;
use crate::failure::Failure;

/// Where dictionaries are in a repository, unless somebody says otherwise.
const FOLDER: &str = "dictionaries";

/// The files of what somebody names: a folder or a file, or else a git revision. A path wins over a revision of its name.
pub fn open(name: &str) -> Result<Layer, Failure> {
    if Path::new(name).symlink_metadata().is_ok() {
        let (layers, _) = dictionaries::layers(&[PathBuf::from(name)])?;
        return Ok(layers.into_iter().next().expect("one path is one layer"));
    }
    layer(name)
}

/// Loads what `revision` names: `main` is the folder `dictionaries` of that revision, `main:path` a folder or file of it. Which files
/// count is what [`collect`](exonym::dictionary::collect) says of folders.
fn layer(revision: &str) -> Result<Layer, Failure> {
    if revision.starts_with('-') {
        return Err(Failure::new(
            format!("{revision}: no path and no revision begins so"),
            "put `./` before a path that begins so; flags are not taken here",
        ));
    }
    has_repository(revision)?;
    let unknown = || {
        Failure::new(
            format!("{revision}: there is no such path, and no such revision"),
            "check the name; a shallow clone lacks older revisions: `git fetch --unshallow`, or `fetch-depth: 0` in CI",
        )
    };
    let Some(object) = object(revision)? else {
        // Which of the two is missing?
        return Err(match revision.split_once(':') {
            Some((commit, path)) if object(commit)?.is_some() => Failure::new(
                format!("{revision}: that revision has no {path}"),
                "name a folder or file as it was called then, from the root of the repository",
            ),
            _ => unknown(),
        });
    };
    let mut objects = Objects::start()?;
    let (shown, object) = match objects.sort_of(&object)?.as_str() {
        "tree" | "blob" => (revision.to_owned(), object),
        _ => {
            let folder = self::object(&format!("{object}:{FOLDER}"))?;
            let folder = folder.ok_or_else(|| {
                Failure::new(
                    format!("{revision}: that revision has no folder `{FOLDER}`"),
                    format!("name the one that it has: {revision}:path"),
                )
            })?;
            (format!("{revision}:{FOLDER}"), folder)
        }
    };
    let mut layer = Layer::default();
    if objects.sort_of(&object)? == "blob" {
        let bytes = objects.read(&object)?;
        add(&mut layer, &shown, bytes);
        return Ok(layer);
    }
    let root = tree(&object, &mut objects)?;
    let mut found = Vec::new();
    Walk { root: &root, visited: HashSet::new() }.folder(&mut Vec::new(), &shown, &mut found);
    if found.is_empty() {
        return Err(Failure::new(
            format!("{shown}: no dictionary in this folder"),
            "name a folder with *.toml or *.jsonl in it, or the file itself",
        ));
    }
    for (name, object) in found {
        match object {
            Some(object) => add(&mut layer, &name, objects.read(&object)?),
            None => layer.problems.push(leads_out(&name)),
        }
    }
    Ok(layer)
}

fn add(layer: &mut Layer, name: &str, bytes: Vec<u8>) {
    match decode(Path::new(name), bytes) {
        Ok(file) => layer.files.push(Arc::new(file)),
        Err(problem) => layer.problems.push(*problem),
    }
}

/// A link in a folder whose end is not there. The end may have been somewhere when it was committed; the revision does not have it.
fn leads_out(name: &str) -> Diagnostic {
    let file = Arc::new(SourceFile { name: name.to_owned(), text: String::new() });
    let place = Place { file, span: Span::default() };
    Diagnostic::error("link-outside", "this link leads to no file of its folder", place)
        .help("put the file itself there, or name the folder that has it")
}

/// `git` in this folder, whatever the language of its messages; it asks nobody for anything.
fn git(args: &[&str]) -> Command {
    let mut command = Command::new("git");
    command.args(args).env("LC_ALL", "C").env("GIT_TERMINAL_PROMPT", "0");
    command.env("GIT_NO_LAZY_FETCH", "1").stdin(Stdio::null()).stderr(Stdio::null());
    command
}

fn cannot_start(error: &std::io::Error) -> Failure {
    Failure::new(
        format!("git cannot be started: {error}"),
        "install git, or give folders instead of revisions",
    )
}

fn broken(error: &std::io::Error) -> Failure {
    Failure::new(format!("git broke off: {error}"), "try `git fsck`")
}

/// What `git` writes; `None` where it fails.
fn run(args: &[&str]) -> Result<Option<Vec<u8>>, Failure> {
    let output = git(args).output().map_err(|error| cannot_start(&error))?;
    Ok(output.status.success().then_some(output.stdout))
}

/// Sees that there is a repository, and that git is willing to read it.
fn has_repository(revision: &str) -> Result<(), Failure> {
    let mut asked = git(&["rev-parse", "--git-dir"]);
    let output = asked.stderr(Stdio::piped()).output().map_err(|error| cannot_start(&error))?;
    if output.status.success() {
        return Ok(());
    }
    let said = String::from_utf8_lossy(&output.stderr);
    let mut lines = said.lines().map(str::trim).filter(|line| !line.is_empty());
    let cause = lines.next().unwrap_or_default().trim_start_matches("fatal: ");
    Err(if cause.is_empty() || cause.starts_with("not a git repository") {
        Failure::new(
            format!(
                "{revision}: there is no such path, and no git repository here that could have such a revision"
            ),
            "check the path, or run it inside the repository",
        )
    } else {
        Failure::new(
            format!("{revision}: git does not read the repository: {cause}"),
            lines.next_back().unwrap_or("run `git status` to see why"),
        )
    })
}

/// The id of the object that somebody names.
fn object(name: &str) -> Result<Option<String>, Failure> {
    let args = ["rev-parse", "--verify", "--quiet", "--end-of-options", name];
    let id = run(&args)?.and_then(|out| String::from_utf8(out).ok());
    // An older git repeats the flag that it does not know.
    let id = id.and_then(|out| out.lines().last().map(str::to_owned));
    Ok(id.filter(|id| id.len() >= 40 && id.bytes().all(|byte| byte.is_ascii_hexdigit())))
}

/// `git cat-file --batch`, asked for one object after the other.
struct Objects {
    child: Child,
    ask: ChildStdin,
    answer: BufReader<ChildStdout>,
}

impl Objects {
    fn start() -> Result<Self, Failure> {
        let mut command = git(&["cat-file", "--batch"]);
        command.stdin(Stdio::piped()).stdout(Stdio::piped());
        let mut child = command.spawn().map_err(|error| cannot_start(&error))?;
        let ask = child.stdin.take().expect("it is a pipe");
        let answer = BufReader::new(child.stdout.take().expect("it is a pipe"));
        Ok(Self { child, ask, answer })
    }

    /// `commit`, `tag`, `tree` or `blob`.
    fn sort_of(&mut self, id: &str) -> Result<String, Failure> {
        self.get(id).map(|(sort, _)| sort)
    }

    fn read(&mut self, id: &str) -> Result<Vec<u8>, Failure> {
        self.get(id).map(|(_, bytes)| bytes)
    }

    /// An object by its id: of which sort it is, and its bytes.
    fn get(&mut self, id: &str) -> Result<(String, Vec<u8>), Failure> {
        let mut asked = || -> std::io::Result<Option<(String, Vec<u8>)>> {
            writeln!(self.ask, "{id}")?;
            self.ask.flush()?;
            let mut line = String::new();
            self.answer.read_line(&mut line)?;
            let mut words = line.split_whitespace().skip(1);
            let (Some(sort), Some(Ok(size))) = (words.next(), words.next().map(str::parse)) else {
                return Ok(None);
            };
            let sort = sort.to_owned();
            let mut bytes = Vec::new();
            (&mut self.answer).take(size).read_to_end(&mut bytes)?;
            // A line break follows.
            self.answer.read_exact(&mut [0])?;
            Ok(Some((sort, bytes)))
        };
        asked().map_err(|error| broken(&error))?.ok_or_else(|| {
            Failure::new(
                format!("git does not have the object {id}"),
                "fetch it: this clone leaves objects out until they are asked for",
            )
        })
    }
}

impl Drop for Objects {
    fn drop(&mut self) {
        // It only ever reads; nothing is lost with it.
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

/// What a name in a folder of a revision leads to.
enum Node {
    Folder(Tree),
    File(String),
    /// A link, with where it leads.
    Link(String),
}

/// By name, in the order of bytes, as folders on the disk are read.
type Tree = BTreeMap<Vec<u8>, Node>;

/// Everything below a folder.
fn tree(id: &str, objects: &mut Objects) -> Result<Tree, Failure> {
    let listed = run(&["ls-tree", "-r", "-z", "--full-tree", "--end-of-options", id])?;
    let listed =
        listed.ok_or_else(|| Failure::new(format!("git cannot list {id}"), "try `git fsck`"))?;
    let mut root = Tree::new();
    for entry in listed.split(|&byte| byte == 0).filter(|entry| !entry.is_empty()) {
        let Some(tab) = entry.iter().position(|&byte| byte == b'\t') else { continue };
        let (about, path) = (String::from_utf8_lossy(&entry[..tab]), &entry[tab + 1..]);
        let mut about = about.split(' ');
        let (Some(mode), Some(_), Some(id)) = (about.next(), about.next(), about.next()) else {
            continue;
        };
        let node = match mode {
            "120000" => Node::Link(String::from_utf8_lossy(&objects.read(id)?).into_owned()),
            "160000" => continue,
            _ => Node::File(id.to_owned()),
        };
        let mut names: Vec<&[u8]> = path.split(|&byte| byte == b'/').collect();
        let last = names.pop().expect("a path has a name");
        let mut folder = &mut root;
        for name in names {
            let next = folder.entry(name.to_vec()).or_insert_with(|| Node::Folder(Tree::new()));
            let Node::Folder(next) = next else { unreachable!("git lists no file in a file") };
            folder = next;
        }
        folder.insert(last.to_vec(), node);
    }
    Ok(root)
}

/// The name to show, and the object; `None` for a link that leads to none.
type Found = (String, Option<String>);

/// A link that leads to links goes no further than this.
const MOST_LINKS: usize = 40;

/// Goes through a folder as `dictionary::collect` does on the disk.
struct Walk<'t> {
    root: &'t Tree,
    /// Folders by their paths, links followed.
    visited: HashSet<Vec<Vec<u8>>>,
}

impl<'t> Walk<'t> {
    /// Adds the dictionaries below the folder at `path`, which has no link in it.
    fn folder(&mut self, path: &mut Vec<Vec<u8>>, shown: &str, found: &mut Vec<Found>) {
        if !self.visited.insert(path.clone()) {
            return;
        }
        let Some((_, Some(tree))) =
            self.real(path, 0).map(|(path, node)| (path, folder(node, self.root)))
        else {
            return;
        };
        for name in tree.keys() {
            let text = String::from_utf8_lossy(name);
            if text.starts_with('.') {
                continue;
            }
            path.push(name.clone());
            let shown = format!("{shown}/{text}");
            match self.real(path, 0) {
                Some((real, Some(Node::Folder(_)) | None)) => {
                    let mut real = real;
                    self.folder(&mut real, &shown, found);
                }
                Some((_, Some(Node::File(id)))) if is_dictionary(&text) => {
                    found.push((shown, Some(id.clone())));
                }
                None if is_dictionary(&text) => found.push((shown, None)),
                _ => {}
            }
            path.pop();
        }
    }

    /// Where a path leads, links followed; `None` for the node is the root. Nothing outside the root is.
    fn real(&self, path: &[Vec<u8>], links: usize) -> Option<(Vec<Vec<u8>>, Option<&'t Node>)> {
        let mut real: Vec<Vec<u8>> = Vec::new();
        let mut node = None;
        for (at, name) in path.iter().enumerate() {
            match name.as_slice() {
                b"" | b"." => continue,
                b".." => {
                    real.pop()?;
                    node = self.real(&real, links)?.1;
                    continue;
                }
                _ => {}
            }
            let here = folder(node, self.root)?.get(name)?;
            if let Node::Link(target) = here {
                if links == MOST_LINKS || target.starts_with('/') {
                    return None;
                }
                let target = target.split('/').map(|name| name.as_bytes().to_vec());
                let rest = path[at + 1..].iter().cloned();
                let whole: Vec<_> = real.into_iter().chain(target).chain(rest).collect();
                return self.real(&whole, links + 1);
            }
            real.push(name.clone());
            node = Some(here);
        }
        Some((real, node))
    }
}

fn folder<'t>(node: Option<&'t Node>, root: &'t Tree) -> Option<&'t Tree> {
    match node {
        None => Some(root),
        Some(Node::Folder(tree)) => Some(tree),
        Some(_) => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn shown(paths: &[(&str, &str)]) -> Vec<String> {
        let mut root = Tree::new();
        for (path, target) in paths {
            let mut folder = &mut root;
            let (above, last) = path.rsplit_once('/').unwrap_or(("", path));
            for name in above.split('/').filter(|name| !name.is_empty()) {
                let next = folder.entry(name.into()).or_insert_with(|| Node::Folder(Tree::new()));
                let Node::Folder(next) = next else { panic!("{path}") };
                folder = next;
            }
            let node = if target.is_empty() {
                Node::File((*path).to_owned())
            } else {
                Node::Link((*target).to_owned())
            };
            folder.insert(last.into(), node);
        }
        let mut found = Vec::new();
        Walk { root: &root, visited: HashSet::new() }.folder(&mut Vec::new(), "r", &mut found);
        let id = |id: Option<String>| id.unwrap_or_else(|| "nothing".to_owned());
        found.into_iter().map(|(name, object)| format!("{name} = {}", id(object))).collect()
    }

    #[test]
    fn the_same_files_count_as_on_the_disk() {
        let found = shown(&[
            ("b.toml", ""),
            ("a.jsonl", ""),
            ("Cargo.toml", ""),
            (".hidden.toml", ""),
            ("README.md", ""),
            (".git/x.toml", ""),
            ("deep/er/c.toml", ""),
            ("link.toml", "deep/er/c.toml"),
            ("out.toml", "../x.toml"),
            ("absolute.toml", "/etc/x.toml"),
            ("round", "."),
            ("again", "deep/../deep"),
            ("nowhere.toml", "gone.toml"),
            ("one.toml", "two.toml"),
            ("two.toml", "one.toml"),
        ]);
        let expected = [
            "r/a.jsonl = a.jsonl",
            "r/absolute.toml = nothing",
            "r/again/er/c.toml = deep/er/c.toml",
            "r/b.toml = b.toml",
            "r/link.toml = deep/er/c.toml",
            "r/nowhere.toml = nothing",
            "r/one.toml = nothing",
            "r/out.toml = nothing",
            "r/two.toml = nothing",
        ];
        assert_eq!(found, expected);
    }
}
