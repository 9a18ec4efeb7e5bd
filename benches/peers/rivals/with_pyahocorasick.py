"""pyahocorasick: an automaton in C; all overlapping matches, each with its last place."""

from ahocorasick import Automaton


def build(keys):
    automaton = Automaton()
    for key in keys:
        automaton.add_word(key, len(key))
    automaton.make_automaton()
    return (
        lambda text: sum(1 for _ in automaton.iter(text)),
        lambda text: [(last + 1 - length, last + 1) for last, length in automaton.iter(text)],
    )
