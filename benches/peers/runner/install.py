"""Puts every rival under `target/peers`. One that cannot be had is left out, and the reason kept."""

import os
import shutil
import subprocess
import sys
from pathlib import Path

HERE = Path(__file__).resolve().parent.parent
ROOT = HERE.parent.parent
TARGET = ROOT / "target" / "peers"
VENV = TARGET / "venv"
DEBIAN = TARGET / "debian"
ENGINES = TARGET / "cargo" / "release" / "exonym-peers"
HYPERSCAN = TARGET / "hyperscan"
CLASSES = TARGET / "classes"


class Unavailable(Exception):
    """Why a rival cannot be had."""


def call(*command, **options):
    """Runs a command; what it says is shown only when it fails."""
    command = [str(part) for part in command]
    try:
        done = subprocess.run(command, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True, check=False, **options)
    except FileNotFoundError:
        raise Unavailable(f"there is no {command[0]}") from None
    if done.returncode:
        raise Unavailable(f"{' '.join(command[:4])} …: {done.stdout.strip().splitlines()[-1:]}")
    return done.stdout


def engines():
    """exonym, aho-corasick and daachorse, without which there is nothing to measure."""
    environment = {**os.environ, "CARGO_TARGET_DIR": str(TARGET / "cargo")}
    manifest = HERE / "rust" / "Cargo.toml"
    command = ["cargo", "build", "--release", "--locked", "--quiet", "--manifest-path", str(manifest)]
    if subprocess.run(command, env=environment, check=False).returncode:
        sys.exit("benches/peers/rust cannot be built")


def python(package):
    """A package of `requirements.txt`, at the version there."""
    if not (VENV / "bin" / "pip").exists():
        call(sys.executable, "-m", "venv", VENV)
    pinned = {line.split("==")[0]: line for line in (HERE / "requirements.txt").read_text().split()}
    call(VENV / "bin" / "pip", "install", "--quiet", pinned[package])


def debian(package):
    """Unpacks a package of Debian, which needs no root."""
    folder = TARGET / "debs"
    folder.mkdir(parents=True, exist_ok=True)
    if not list(folder.glob(f"{package}_*.deb")):
        call("apt-get", "download", package, cwd=folder)
    call("dpkg-deb", "-x", next(folder.glob(f"{package}_*.deb")), DEBIAN)


def hyperscan():
    debian("libhyperscan-dev")
    library = next(DEBIAN.glob("usr/lib/*/libhs.a"))
    source = HERE / "rivals" / "hyperscan.c"
    call("cc", "-O2", f"-I{DEBIAN / 'usr/include'}", source, library, "-lstdc++", "-lm", "-o", HYPERSCAN)


def lucene():
    if not shutil.which("javac"):
        raise Unavailable("there is no javac")
    if not jars():
        debian("liblucene8-java")
    CLASSES.mkdir(parents=True, exist_ok=True)
    call("javac", "-cp", class_path(), "-d", CLASSES, HERE / "rivals" / "Synonyms.java")


def jars():
    for root in (Path("/"), DEBIAN):
        found = [sorted(root.glob(f"usr/share/java/lucene-{part}-[0-9]*.jar")) for part in ("core", "analyzers-common")]
        if all(found):
            return [files[-1] for files in found]
    return []


def class_path():
    return ":".join(map(str, [*jars(), CLASSES]))
