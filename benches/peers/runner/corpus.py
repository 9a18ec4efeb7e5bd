"""Texts and names to measure with, from files that people have."""

import gzip
import json
import os
import random
from pathlib import Path

# Texts of the second table: its name, a file in the corpora, the code points of its script. Names with those come first.
LANGUAGES = [
    ("Arabic", "news-ar", "\u0600-\u06ff"),
    ("Russian and kin", "udhr", "\u0400-\u04ff"),
    ("Urdu", "news-ur", "\u0600-\u06ff"),
    ("Chinese", "news-zh", "\u4e00-\u9fff"),
    ("Turkish", "news-tr", "\u00c7-\u015f"),
]

# A line of a plain text is no document; so much of it is, in characters.
DOCUMENT = 2000


class Missing(Exception):
    """What is not there, and what to give."""


def shared(*parts):
    """The files in a folder of the data that `EXONYM_SHARED` has, if it is set."""
    root = os.environ.get("EXONYM_SHARED")
    folder = Path(root, "data", *parts) if root else None
    return sorted(folder.iterdir()) if folder and folder.is_dir() else []


def default_corpus():
    for path in shared("corpora"):
        if path.name.startswith("news-en"):
            return path
    raise Missing("no corpus: give --corpus FILE, JSON Lines with texts in --field, or set EXONYM_SHARED")


def default_names():
    """The lists, the shortest first."""
    lists = sorted(shared("aliases"), key=lambda path: path.stat().st_size)
    if not lists:
        raise Missing("no names: give --names FILE..., one name a line, a file for each size, or set EXONYM_SHARED")
    return lists


def open_text(path):
    return gzip.open(path, "rt", encoding="utf-8") if path.suffix == ".gz" else open(path, encoding="utf-8")


def articles(path, field):
    """The texts of a file of JSON Lines, shuffled, so that the first so many are like the rest."""
    with open_text(path) as lines:
        texts = [json.loads(line).get(field) or "" for line in lines if line.strip()]
    if not any(texts):
        raise Missing(f"{path}: no line has a text in {field!r}: say with --field where it is")
    random.Random(1).shuffle(texts)
    return texts


def documents(path, script=None):
    """A plain text in pieces; with `script`, only the lines that are mostly of it."""
    piece, pieces = [], []
    with open_text(path) as lines:
        for line in lines:
            if script and 2 * sum(within(c, script) for c in line) <= len(line):
                continue
            piece.append(line)
            if sum(map(len, piece)) >= DOCUMENT:
                pieces.append("".join(piece))
                piece = []
    return pieces + ["".join(piece)] if piece else pieces


def names(path):
    with open_text(path) as lines:
        return [line.rstrip("\n") for line in lines]


def first_names(all_names, script, count):
    """So many names, those with a character of `script` before the others."""
    of_script = [name for name in all_names if any(within(c, script) for c in name)]
    others = [name for name in all_names if not any(within(c, script) for c in name)]
    return (of_script[:count] + others)[:count], min(len(of_script), count)


def within(c, script):
    return script[0] <= c <= script[2]


def repeated(texts, byte_count):
    """The texts, over and over, until there are about so many bytes; and how often."""
    size = sum(len(text.encode()) for text in texts)
    times = max(1, round(byte_count / max(size, 1)))
    return texts * times, times


def cut(texts, byte_count):
    """The first texts, up to so many bytes."""
    kept, size = [], 0
    for text in texts:
        size += len(text.encode())
        if size > byte_count and kept:
            break
        kept.append(text)
    return kept


def write(folder, texts, lists):
    """What `exonym-peers prepare` reads."""
    folder.mkdir(parents=True, exist_ok=True)
    with open(folder / "raw.txt", "w", encoding="utf-8", newline="") as out:
        out.writelines(text.replace("\0", " ") + "\0" for text in texts)
    for label, listed in lists.items():
        (folder / f"list-{label}.txt").write_text("\n".join(listed) + "\n", encoding="utf-8", newline="\n")


def size_label(count):
    """`1k` for a thousand or nearly so."""
    for unit, letter in ((1_000_000, "m"), (1_000, "k")):
        if count >= 0.95 * unit:
            return f"{round(count / unit)}{letter}"
    return str(count)


