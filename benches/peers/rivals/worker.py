"""A Python rival at the start line; speaks as rust/src/race.rs does. Usage: worker.py RIVAL FOLDER LIST

A rival is a module with `build(keys)`, which gives a function from a text to its matches. For a rival that finds parts of words too, that
function gives starts and ends, and the line `words N` counts the whole words among them: untimed, for that loop is Python's and not the rival's.
"""

import gc
import importlib
import json
import sys
import time
from pathlib import Path

from whole_words import WholeWords


def say(**line):
    print(json.dumps(line), flush=True)


def main(name, folder, chosen):
    rival = importlib.import_module("with_" + name)
    folder = Path(folder)
    texts = (folder / "folded.txt").read_bytes().decode().split("\0")[:-1]
    keys = (folder / f"keys-{chosen}.txt").read_bytes().decode().split("\n")[:-1]
    if getattr(rival, "TAKES_BYTES", False):
        texts, keys = [text.encode() for text in texts], [key.encode() for key in keys]

    begun = time.process_time()
    find, spans = rival.build(keys)
    say(build_s=time.process_time() - begun)
    # Nothing that was built will go: the collector need not look at it again.
    gc.collect()
    gc.freeze()

    for line in sys.stdin:
        *words, count = line.split()
        chosen_texts = texts[: int(count)]
        if words:
            rule = WholeWords(folder)
            say(found=sum(rule.count(text, spans(text)) for text in chosen_texts))
            continue
        begun = time.process_time()
        found = sum(map(find, chosen_texts))
        say(seconds=time.process_time() - begun, found=found)


main(*sys.argv[1:])
