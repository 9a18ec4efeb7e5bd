"""flashtext2: words by Unicode's segmentation, in Rust; the longest match from the left on."""

from flashtext2 import KeywordProcessor


def build(keys):
    processor = KeywordProcessor(case_sensitive=True)
    processor.add_keywords_from_iter(keys)
    return lambda text: len(processor.extract_keywords(text)), None
