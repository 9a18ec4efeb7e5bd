"""Who runs: how each is installed and started, what it can give, and what to say where its matches differ."""

from collections.abc import Callable
from dataclasses import dataclass

from . import install

# What a rival's matches are held against: a column of the truth.
WORDS = "words"  # all whole words
LONGEST = "longest"  # of these the longest at each place, from the left on
MENTIONS = "mentions"  # exonym's own


@dataclass(frozen=True)
class Rival:
    name: str
    by: str
    """In which language it is called."""
    version: str
    held_to: str
    install: Callable
    command: list
    counts_apart: bool = False
    """Finds parts of words too; the whole words among them are counted untimed."""
    languages: bool = False
    """Runs for the second table too."""
    differs: str = ""


def engine(name, by, version, held_to, label, **more):
    return Rival(label, by, version, held_to, lambda: None, [install.ENGINES, "race", name], languages=True, **more)


def python(module, label, held_to, **more):
    package = {"with_spacy": "spacy"}.get(module, module)
    pinned = (install.HERE / "requirements.txt").read_text().split()
    version = next(line.split("==")[1] for line in pinned if line.split("==")[0] == package)
    command = [install.VENV / "bin" / "python", install.HERE / "rivals" / "worker.py", module]
    return Rival(label, "Python", version, held_to, lambda: install.python(package), command, **more)


def rivals(exonym_version, lock):
    """All of them; `lock` tells the version of a crate."""
    return [
        engine("exonym", "Rust", exonym_version, MENTIONS, "exonym"),
        engine("exonym-resolved", "Rust", exonym_version, MENTIONS, "exonym, links resolved"),
        engine("aho-corasick", "Rust", lock("aho-corasick"), MENTIONS, "aho-corasick"),
        engine("daachorse-bytewise", "Rust", lock("daachorse"), WORDS, "daachorse bytewise"),
        engine("daachorse-charwise", "Rust", lock("daachorse"), WORDS, "daachorse charwise"),
        engine("daachorse-bytewise-trained", "Rust", lock("daachorse"), WORDS, "daachorse bytewise, trained"),
        engine("daachorse-charwise-trained", "Rust", lock("daachorse"), WORDS, "daachorse charwise, trained"),
        Rival("Hyperscan", "C", "", WORDS, install.hyperscan, [install.HYPERSCAN], languages=True),
        python("hyperscan", "hyperscan (PyPI)", WORDS, counts_apart=True),
        python("ahocorasick_rs", "ahocorasick_rs", WORDS, counts_apart=True),
        python("pyahocorasick", "pyahocorasick", WORDS, counts_apart=True),
        Rival(
            "Lucene SynonymGraphFilter", "Java", "", LONGEST, install.lucene,
            ["java", "-Xmx6g", "-XX:+UseSerialGC", "-cp", None, "Synonyms"],
            differs="compares words only, so that “st. john” is “st john” too",
        ),
        python(
            "flashtext2", "flashtext2", LONGEST,
            differs="its words are those of Unicode's segmentation: “pakistan's” is one, and not Pakistan",
        ),
        python(
            "flashtext", "FlashText", LONGEST,
            differs="only ASCII letters, digits and _ make words: it finds names inside words with other letters",
        ),
        python(
            "spacy", "spaCy PhraseMatcher", WORDS,
            differs="its words are the tokens of its English tokenizer, which hold names together with what is glued to them",
        ),
    ]
