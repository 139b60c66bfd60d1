"""Which column says what happened, and what its values are to us."""

import re
from dataclasses import dataclass, field

from geodata.own import publishers
from geodata.own.files import Opened
from geodata.own.mapping import Kinds
from geodata.own.personal import masked, words

MOST_VALUES = 100
"""Different values of a column of kinds; more are somebody's words."""
DISTINCT_SHARE = 0.3
"""Of the sample: kinds come again and again."""
FEW = 5
"""So few different values are kinds in a short file too."""
_NAME = re.compile(r"type|categor|nature|kind|group|class|reason|qualifier|code|descri")
_KEYWORDS = (
    ("section_136", r"\b(s|sec|section) ?136\b"),
    ("suicide_attempt", r"suicid|overdose"),
    ("missing_person", r"\bmissing\b|\bmisper\b|abscond|\bawol\b"),
    ("welfare_check", r"welfare|concern for"),
    ("false_alarm", r"false alarm"),
    ("ambulance_call", r"psychiatric|mental.*ambulance"),
    ("police_call", r"mental.*police|police.*mental"),
)
_PATTERNS = tuple((kind, re.compile(pattern)) for kind, pattern in _KEYWORDS)


@dataclass
class Found:
    """A guess with the sentences that support it and those that doubt it."""

    kinds: Kinds = field(default_factory=Kinds)
    evidence: list[str] = field(default_factory=list)
    doubts: list[str] = field(default_factory=list)


def kinds(opened: Opened, cells: dict[str, list[str]]) -> Found:
    """The column of kinds among those of `cells`, a sample of each, and its values."""
    ranked = sorted(
        (
            (score, name)
            for name, sample in cells.items()
            if (score := _score(name, sample))
        ),
        reverse=True,
    )
    if not ranked:
        return Found(
            doubts=[
                "No column says what happened: choose one, or one kind for every row."
            ]
        )
    return _told(opened, ranked[0][1])


def _told(opened: Opened, name: str) -> Found:
    """What the values of a column are, and which are not known."""
    cell = f"trim(c{opened.columns.index(name)})"
    values = [
        value
        for (value,) in opened.connection.execute(
            f"select distinct {cell} from source where {cell} != '' order by 1 limit 1000"
        ).fetchall()
    ]
    told = {value: kind for value in values if (kind := proposed(value))}
    found = Found(Kinds((name,), told))
    found.evidence.append(
        f"'{name}' says what happened: {len(values)} different values, {len(told)} of "
        "them known."
    )
    unknown = [masked(value) for value in values if value not in told]
    if unknown:
        named = "; ".join(f"'{value}'" for value in unknown[:MOST_VALUES])
        found.doubts.append(f"Decide what these values of '{name}' are: {named}.")
    if told:
        found.doubts.append(
            "Confirm the kinds proposed: "
            + "; ".join(f"'{masked(value)}' as {kind}" for value, kind in told.items())
            + "."
        )
    return found


def proposed(value: str) -> str | None:
    """Our kind for an agency's own word, if it is known or holds a word that is."""
    plain = words(value)
    register = {words(text): kind for text, kind in publishers.kinds("").items()}
    if plain in register:
        return register[plain]
    return next((kind for kind, known in _PATTERNS if known.search(plain)), None)


def _score(name: str, sample: list[str]) -> float:
    """How much a column looks like one of kinds; 0 if it does not."""
    values = set(sample)
    lettered = sum(any(c.isalpha() for c in v) for v in values)
    if not values or lettered < 0.5 * len(values) or len(values) > MOST_VALUES:
        return 0.0
    if len(values) > max(FEW, DISTINCT_SHARE * len(sample)):
        return 0.0
    known = sum(proposed(v) is not None for v in values) / len(values)
    return 2 * known + (_NAME.search(words(name)) is not None)
