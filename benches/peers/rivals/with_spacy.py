"""spaCy's PhraseMatcher: all overlapping matches of its tokens, by a blank English pipeline, which has to make the tokens too."""

import spacy
from spacy.matcher import PhraseMatcher


def build(keys):
    nlp = spacy.blank("en")
    matcher = PhraseMatcher(nlp.vocab, attr="ORTH")
    matcher.add("NAME", list(nlp.tokenizer.pipe(keys)))
    return lambda text: len(matcher(nlp.make_doc(text))), None
