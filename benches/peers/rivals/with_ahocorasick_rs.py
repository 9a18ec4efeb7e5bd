"""ahocorasick_rs: the aho-corasick crate in Python; all overlapping matches."""

from ahocorasick_rs import AhoCorasick


def build(keys):
    find = AhoCorasick(keys, store_patterns=False).find_matches_as_indexes
    return (
        lambda text: len(find(text, overlapping=True)),
        lambda text: [(start, end) for _, start, end in find(text, overlapping=True)],
    )
