"""A view and the place a paper is about, as an address or a command names them."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import parse_qs, urlencode, urlsplit

from dashboard import filters, frames
from dashboard.choices import Choice
from dashboard.clock_frames import LONDON, OF_LONDON, Place
from dashboard.filters import Filters

MOVES, PLAN_NAME, KEPT = "move", "plan_name", "kept"
"""Keys of an address that hold a plan, its name, and plans to compare it with."""
TASK, BEST = "task", "best"
"""The choice of the Plan page that asks what would help most."""
WITH_BEST = "with_best"
"""`false` with such a task: the paper is about the view or the plan alone."""


class ViewNotRead(Exception):
    """A view or a place that means nothing; the message says what to do."""


@dataclass(frozen=True)
class View:
    """What a paper is made from: the choices, the place, and the link back to them.

    `words` are the choices as an address holds them; `address` is where the dashboard is
    served, blank where nobody said. `moves` are those of a plan, as the address says
    them, and `kept` the plans to compare it with; no move is the present. `seeks` are the
    words of an address that ask what would help most; none: nobody asked.
    """

    chosen: Filters
    place: Place
    words: dict[str, list[str]]
    address: str = ""
    moves: tuple[str, ...] = ()
    plan_name: str = ""
    kept: tuple[str, ...] = ()
    plan_note: str = ""
    seeks: Mapping[str, list[str]] = field(default_factory=dict)

    def link(self, page: str = "", **further: str | list[str]) -> str:
        """Address of this view on a page of the dashboard."""
        asked = urlencode(self.words | further, doseq=True)
        return f"{self.address}/{page}" + (f"?{asked}" if asked else "")

    def link_to_map(self) -> str:
        """Address of this view on the map, with the profile of the borough open."""
        return self.link() if self.is_of_london else self.link(place=self.place.code)

    @property
    def borough_codes(self) -> list[str]:
        """Boroughs that the paper is about, as answers take them: none for all."""
        return [] if self.is_of_london else [self.place.code]

    @property
    def is_of_london(self) -> bool:
        """Whether the paper is about all of London."""
        return self.place.kind == LONDON


def read(text: str, borough: str, address: str = "") -> View:
    """The view of an address, or of all after its question mark, for a borough's paper.

    `borough` is a name or a code; blank for all of London.
    Raises: ViewNotRead with what to do.
    """
    asked = urlsplit(text).query or text.rpartition("?")[2]
    words = parse_qs(asked, keep_blank_values=True)
    chosen = Filters(
        **{choice.key: held(choice, words) for choice in filters.every_choice()}
    )
    return View(
        chosen,
        place(borough),
        of_filters(words),
        address.rstrip("/"),
        tuple(words.get(MOVES, ())),
        words.get(PLAN_NAME, [""])[-1],
        tuple(words.get(KEPT, ())),
        seeks=asking(words),
    )


def asking(words: Mapping[str, str | list[str]]) -> dict[str, list[str]]:
    """Of all that an address says, what asks what would help most; none if it does not."""
    said = {k: [text] if isinstance(text, str) else text for k, text in words.items()}
    if said.get(TASK) != [BEST] or said.get(WITH_BEST) == ["false"]:
        return {}
    known = of_filters(words)
    return {key: text for key, text in said.items() if key not in known}


def of_filters(words: Mapping[str, str | list[str]]) -> dict[str, list[str]]:
    """Of all that an address says, what the filters say."""
    keys = [choice.key for choice in filters.every_choice()]
    told = {key: words[key] for key in keys if key in words}
    return {k: [said] if isinstance(said, str) else said for k, said in told.items()}


def place(named: str) -> Place:
    """London for a blank, else the borough of this name or code.

    Raises: ViewNotRead if there is none.
    """
    if named.strip().lower() in {"", LONDON}:
        return OF_LONDON
    known = boroughs()
    for code, name in known.items():
        if named.strip().lower() in {code.lower(), name.lower()}:
            return Place(code, "borough", name)
    raise ViewNotRead(
        f"Expected the name or code of a London borough, found '{named}'. The boroughs "
        f"are: {', '.join(known.values())}."
    )


def boroughs() -> dict[str, str]:
    """Names of the boroughs by code, in the order of the alphabet."""
    known = frames.table("places")
    known = known[known["place_kind"] == "borough"].sort_values("place_name")
    return dict(zip(known["place_code"], known["place_name"], strict=True))


def held(choice: Choice[Any], words: Mapping[str, list[str]]) -> Any:  # noqa: ANN401 - as its widget gives
    """What an address says of a choice, or its default.

    Raises: ViewNotRead if what it says means nothing.
    """
    said = words.get(choice.key)
    if said is None:
        return choice.given(choice.default)
    found = choice.read(said)
    is_partial = isinstance(found, list) and len(found) < len(set(said) - {""})
    if found is None or is_partial:
        raise ViewNotRead(
            f"Expected a value of '{choice.key}' as the dashboard's address holds it, "
            f"found '{', '.join(said)}'. Copy the address of a page and give all of it."
        )
    return choice.given(found)
