"""What is to be found, text by text, as `exonym-peers truth` counted it."""

import bisect
import itertools

COLUMNS = ("bytes", "anywhere", "words", "longest", "mentions")


class Truth:
    def __init__(self, path):
        rows = [tuple(map(int, line.split("\t"))) for line in path.read_text("ascii").splitlines()]
        # Of the first n texts together, at n.
        self.sums = {
            name: [0, *itertools.accumulate(row[at] for row in rows)] for at, name in enumerate(COLUMNS)
        }
        self.texts = len(rows)
        self.bytes = self.sums["bytes"][-1]

    def sum(self, column, texts):
        return self.sums[column][texts]

    def bytes_of(self, texts):
        return self.sums["bytes"][min(texts, self.texts)]

    def texts_of(self, byte_count):
        """How many texts have no more than so many bytes together; at least one."""
        return max(1, bisect.bisect_right(self.sums["bytes"], byte_count) - 1)

    def totals(self):
        return {name: sums[-1] for name, sums in self.sums.items()}
