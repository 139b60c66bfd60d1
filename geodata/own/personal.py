"""Columns that hold data about a person, known by their names and by their cells.

Names are looked at word by word ('DateOfBirth', 'date_of_birth' and 'Date of birth'
are one). Cells are looked at in a sample; shares are named below with their reasons.
Limit of method: see the package. Ages, sex and ethnic group describe a person too and
are not needed, so they are left out as well.
"""

import re
from collections.abc import Callable, Sequence

MOST = 0.8
"""Of well-formed numbers: one in eleven numbers of ten digits passes as an NHS number
by chance, so a column of references does not reach this."""
SOME = 0.05
"""Of e-mail addresses or telephone numbers: a few are enough, wherever they stand."""
FORENAME_SHARE = 0.3
"""Of cells that begin or end with a forename: streets and wards stay below."""
FREE_TEXT_CHARACTERS = 40
FREE_TEXT_DISTINCT = 0.5
"""Cells this long on average, and mostly different, are somebody's words."""

_NAMES = (
    (
        "name of a person",
        (
            r"(fore|sur|first|last|middle|given|family|full|maiden|nick) ?names?|"
            r"(patient|caller|person|victim|suspect|subject|officer|client|informant|"
            r"witness|next of kin|nok|complainant|staff|clinician|gp|contact|individual|"
            r"service user|reporter|author|detainee) ?(full )?(names?|initials)|"
            r"names?|initials|(patient|caller|victim|suspect|client)s?|alias(es)?"
        ),
    ),
    ("NHS number", r".*\bnhs ?(number|no|num|id|nr)\b.*|nhs"),
    (
        "date of birth",
        r".*\b(dob|d o b|birth ?(date|day|year)|(date|year) ?of ?birth)\b.*",
    ),
    (
        "telephone number",
        r".*\b(tele)?phones?\b.*|.*\bmobile( number| no)?\b|tel( no)?|cli",
    ),
    ("e-mail address", r".*\be ?mails?\b.*"),
    (
        "address of a property",
        (
            r".*\b(home |full |street |caller |patient )?address( ?(line ?)?\d)?|"
            r"(house|flat|building|property) ?(number|name|no)|street( name)?|uprn|"
            r".*\bproperty reference\b.*"
        ),
    ),
    (
        "number of one person's record",
        (
            r".*\b(patient|person|client|service user|nominal|hospital|custody|pnc|cro|crn|"
            r"national insurance|ni|passport|rio|epr|collar|shoulder|warrant|driver|"
            r"driving licence) ?(number|no|id|identifier|ref|reference|record)\b.*|nino|"
            r"mrn|pncid|vrm|(vehicle )?registration( number| mark)?"
        ),
    ),
    (
        "somebody's own words",
        r"(.*\b)?(free ?text|narratives?|comments?|remarks?|notes?)( ?\d)?",
    ),
    (
        "description of a person",
        (
            r"(.*\b)?(gender|sex|ethnicity|ethnic( group| appearance)?|race|religion|"
            r"sexual orientation|nationality|disability|age( range| group| band)?)"
        ),
    ),
)
_COMPILED = tuple((why, re.compile(pattern)) for why, pattern in _NAMES)
_EMAIL = re.compile(r"[^@\s]+@[^@\s]+\.[a-z]{2,}", re.IGNORECASE)
_PHONE = re.compile(
    r"(?<![\d.])(?:\+44|0044|0)[\s()-]*[12378](?:[\s()-]*\d){8,9}(?!\d)"
)
_TEN_DIGITS = re.compile(r"\d{3}[ -]?\d{3}[ -]?\d{4}")
_ADDRESS = re.compile(
    r"(flat|unit|apartment)?\s*\d+[a-z]?,?\s+(\w+\s+){1,4}"
    r"(road|rd|street|st|avenue|ave|lane|ln|close|drive|way|court|gardens|terrace|"
    r"crescent|square|place|grove|hill)\b.*",
    re.IGNORECASE,
)
_TITLE = re.compile(r"(mr|mrs|ms|miss|dr|prof|sgt|pc)\.?\s+[A-Z].*", re.IGNORECASE)
_FORENAMES = frozenset(
    """aaron adam ahmed aisha alan alex alexander alice ali amanda amy andrew angela ann
    anna anne anthony ashley barbara ben benjamin beth brian callum carol caroline
    catherine charles charlotte chloe chris christine christopher claire colin connor
    craig daniel darren david dawn deborah denise diane donna dorothy edward elaine
    elizabeth ella emily emma eric ethan fatima fiona frank gareth gary gavin geoffrey
    george gillian graham grace hannah harriet harry hassan heather helen holly hussein
    ian ibrahim isabella jack jacob jacqueline jake james jamie jane janet jason jean
    jennifer jessica joan joanna joanne john jonathan joseph joshua joyce judith julia
    julie karen karl kate katherine kathleen keith kelly kenneth kevin khadija kim laura
    lauren lee leon lesley liam linda lisa louise lucy luke lynn malcolm margaret maria
    marie mark martin mary matthew maureen megan michael michelle mohamed mohammed
    muhammad nadia naomi natalie nathan neil nicholas nicola nigel olivia omar oliver
    pamela patricia patrick paul pauline peter philip priya rachel rebecca richard robert
    robin roger ronald rosemary ross russell ruth ryan sally sam samantha samuel sandra
    sara sarah scott sean sharon sheila shirley simon sophia sophie stacey stephanie
    stephen steven stuart susan suzanne sylvia tara teresa thomas timothy tina tom tony
    tracey trevor valerie vanessa victoria vincent wayne wendy william yasmin yusuf zoe
    """.split()
)


def words(name: str) -> str:
    """A column's name as lower-case words.

    >>> words("DateOfBirth"), words("caller_tel_no"), words("UPRN")
    ('date of birth', 'caller tel no', 'uprn')
    """
    parted = re.sub(r"(?<=[a-z0-9])(?=[A-Z])", " ", name)
    return " ".join(re.sub(r"[^a-z0-9]+", " ", parted.lower()).split())


def by_name(column: str) -> str | None:
    """What a column holds of a person, told by its name, or None."""
    plain = words(column)
    return next((why for why, known in _COMPILED if known.fullmatch(plain)), None)


def by_cells(cells: Sequence[str]) -> str | None:
    """What a sample of filled cells holds of a person, or None."""
    if not cells:
        return None
    for why, enough, fits in _LOOKS:
        if sum(map(fits, cells)) >= enough * len(cells):
            return f"{why} in its cells"
    long = sum(map(len, cells)) / len(cells) >= FREE_TEXT_CHARACTERS
    if long and len(set(cells)) / len(cells) >= FREE_TEXT_DISTINCT:
        return "long texts in its cells, nearly all different"
    return None


def is_nhs_number(cell: str) -> bool:
    """Whether ten digits end in the check digit of an NHS number (modulus 11).

    >>> is_nhs_number("943 476 5919"), is_nhs_number("943 476 5918")
    (True, False)
    """
    if not _TEN_DIGITS.fullmatch(cell.strip()):
        return False
    digits = [int(c) for c in cell if c.isdigit()]
    weighed = sum(d * w for d, w in zip(digits, range(10, 1, -1), strict=False))
    return (11 - weighed % 11) % 11 == digits[9]


def _is_name(cell: str) -> bool:
    if any(c.isdigit() for c in cell) or len(cell) > FREE_TEXT_CHARACTERS:
        return False
    parts = re.findall(r"[a-z]+", cell.lower())
    # "Ann Other" or "OTHER, Ann"; a station or ward rarely begins so.
    return bool(
        _TITLE.fullmatch(cell.strip())
        or (parts and len(parts) < 4 and {parts[0], parts[-1]} & _FORENAMES)  # noqa: PLR2004
    )


_LOOKS: tuple[tuple[str, float, Callable[[str], bool]], ...] = (
    ("e-mail addresses", SOME, lambda c: bool(_EMAIL.search(c))),
    ("NHS numbers, by their check digits,", MOST, is_nhs_number),
    ("telephone numbers", SOME, lambda c: bool(_PHONE.search(c))),
    ("addresses", SOME, lambda c: bool(_ADDRESS.match(c))),
    ("names of people", FORENAME_SHARE, _is_name),
)


def masked(text: str) -> str:
    """A publisher's word fit for a message: nothing that looks personal, no long text."""
    short = text if len(text) <= 80 else text[:80] + "…"  # noqa: PLR2004
    for pattern in (_EMAIL, _PHONE, _TEN_DIGITS):
        short = pattern.sub("(left out)", short)
    return short
