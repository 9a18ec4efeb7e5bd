"""FlashText: a trie of dicts; the longest match from the left on, words as it sees them (ASCII letters, digits, underscore)."""

from flashtext import KeywordProcessor


def build(keys):
    processor = KeywordProcessor(case_sensitive=True)
    for key in keys:
        processor.add_keyword(key)
    return lambda text: len(processor.extract_keywords(text)), None
