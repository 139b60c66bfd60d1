"""A slow attacker: tries every table that agrees with what was published."""

from itertools import product

LOW, BASE = 7, 5


def shown(count, withheld):
    """A count as published: None where withheld."""
    return None if withheld else BASE * ((2 * count + BASE) // (2 * BASE))


def possible(published, largest):
    """Counts that a published figure may stand for; anything above 0 where withheld."""
    if published is None:
        return range(1, largest + 1)
    return [
        n
        for n in range(largest + 1)
        if (n == 0 or n > LOW) and shown(n, withheld=False) == published
    ]


def spans(parts, total, largest=40):
    """Whole numbers that each part and the total may be, in one sum, by trying all."""
    found = [set() for _ in range(len(parts) + 1)]
    sums = set(possible(total, largest * len(parts)))
    for tried in product(*(possible(p, largest) for p in parts)):
        if sum(tried) in sums:
            for kept, count in zip(found, (*tried, sum(tried)), strict=True):
                kept.add(count)
    return found


def spans_of_table(inner, rows, columns, largest=26):
    """The same for a table of 2 by 2 with its margins: sets of the four inner cells."""
    found = [set() for _ in range(4)]
    top, bottom, left, right = (
        set(possible(m, 2 * largest)) for m in (*rows, *columns)
    )
    cells = [possible(i, largest) for i in inner]
    for a, b in product(*cells[:2]):
        if a + b not in top:
            continue
        for c in cells[2]:
            if a + c not in left:
                continue
            for d in cells[3]:
                if c + d in bottom and b + d in right:
                    for kept, count in zip(found, (a, b, c, d), strict=True):
                        kept.add(count)
    return found
