"""The rule of rust/src/classes.rs, by its table."""

WORD = 1


class WholeWords:
    def __init__(self, folder):
        self.classes = (folder / "classes.bin").read_bytes()

    def count(self, text, spans):
        """How many of `spans` stand in `text`, which is text or its bytes, as whole words."""
        if isinstance(text, str):
            return sum(self.holds(text, start, end) for start, end in spans)
        # Where each byte is a character, or none.
        characters = text.decode()
        if len(characters) == len(text):
            return self.count(characters, spans)
        place = {}
        at = 0
        for number, character in enumerate(characters):
            place[at] = number
            at += len(character.encode())
        place[at] = len(characters)
        inside = ((place.get(start), place.get(end)) for start, end in spans)
        return self.count(characters, ((start, end) for start, end in inside if start is not None and end is not None))

    def holds(self, text, start, end):
        return not (start > 0 and self.joins(text, start)) and not (end < len(text) and self.joins(text, end))

    def joins(self, text, at):
        """Whether the characters on both sides of `at` are of one word."""
        return self.classes[ord(text[at - 1])] == WORD and self.classes[ord(text[at])] == WORD
