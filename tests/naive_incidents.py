"""Answers about incidents again with loops, from plain lists."""

from itertools import pairwise

FACTOR, RUN = 2.66, 7


def phases(months, breaks):
    """Lists of (month, count or None), anew at each month that holds a break."""
    parts, current = [], None
    for month, count in months:
        begun = max((b for b in breaks if b[:7] <= month), default=None)
        if not parts or begun != current:
            parts.append([])
            current = begun
        parts[-1].append((month, count))
    return parts


def trend(months, breaks):
    """Per month: mean, lower, upper, signal."""
    found = {}
    for part in phases(months, breaks):
        found |= _phase(part)
    return found


def _phase(part):
    counts = [count for _, count in part]
    known = [c for c in counts if c is not None]
    mean = sum(known) / len(known) if known else None
    moves = [abs(b - a) for a, b in pairwise(counts) if a is not None and b is not None]
    margin = FACTOR * sum(moves) / len(moves) if moves else None
    low = None if margin is None else max(0, mean - margin)
    high = None if margin is None else mean + margin
    return {
        month: (mean, low, high, _signal(counts, n, mean, margin))
        for n, (month, _) in enumerate(part)
    }


def _sign(number):
    return (number > 0) - (number < 0)


def _signal(counts, n, mean, margin):
    if counts[n] is None:
        return None
    if margin is not None and abs(counts[n] - mean) > margin:
        return "beyond the limits"
    sides = [None if c is None else _sign(c - mean) for c in counts]
    if sides[n] and _run(sides, n) >= RUN:
        return "run on one side"
    steps = [
        None if a is None or b is None else _sign(b - a)
        for a, b in zip([None, *counts], counts, strict=False)
    ]
    if steps[n] and _run(steps, n) >= RUN - 1:
        return "run up or down"
    has_fellow = margin is not None and _two_of_three(counts, n, mean, margin)
    return "two of three far out" if has_fellow else None


def _two_of_three(counts, n, mean, margin):
    far = [
        None if c is None or abs(c - mean) <= margin * 2 / 3 else _sign(c - mean)
        for c in counts
    ]
    windows = [
        [far[k] for k in range(first, first + 3) if 0 <= k < len(far)]
        for first in (n - 2, n - 1, n)
    ]
    return far[n] is not None and any(w.count(far[n]) >= 2 for w in windows)


def _run(values, n):
    first = last = n
    while first > 0 and values[first - 1] == values[n]:
        first -= 1
    while last + 1 < len(values) and values[last + 1] == values[n]:
        last += 1
    return last - first + 1
