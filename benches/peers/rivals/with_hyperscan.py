"""Hyperscan in Python: literals in block mode; each match calls back."""

from hyperscan import HS_MODE_BLOCK, Database, Scratch

TAKES_BYTES = True


def build(keys):
    database = Database(mode=HS_MODE_BLOCK)
    database.compile(expressions=keys, ids=list(range(len(keys))), elements=len(keys), flags=[0] * len(keys), literal=True)
    database.scratch = Scratch(database)
    ends = []

    def keep(number, _start, end, _flags, _context):
        ends.append((number, end))

    def find(text):
        ends.clear()
        database.scan(text, match_event_handler=keep)
        return len(ends)

    def spans(text):
        find(text)
        return [(end - len(keys[number]), end) for number, end in ends]

    return find, spans
