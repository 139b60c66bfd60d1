"""A view and the place a paper is about, as an address or a command names them."""

from dataclasses import dataclass
from urllib.parse import parse_qs, urlencode, urlsplit

from dashboard import filters, frames
from dashboard.clock_frames import LONDON, OF_LONDON, Place
from dashboard.filters import Filters

OF_PAPER = ("paper", "place", "boroughs")
"""Keys of an address that say which place, and are no filter."""


class ViewNotRead(Exception):
    """A view or a place that means nothing; the message says what to do."""


@dataclass(frozen=True)
class View:
    """What a paper is made from: the choices, the place, and the link back to them.

    `words` are the choices as an address holds them; `address` is where the dashboard is
    served, blank where nobody said.
    """

    chosen: Filters
    place: Place
    words: dict[str, list[str]]
    address: str = ""

    def link(self, page: str = "", **further: str) -> str:
        """Address of this view on a page of the dashboard."""
        told = self.words | {key: [value] for key, value in further.items()}
        asked = urlencode(told, doseq=True)
        return f"{self.address}/{page}" + (f"?{asked}" if asked else "")

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
    held = {choice.key: choice for choice in filters.every_choice()}
    chosen = Filters(
        **{
            key: choice.given(_said(key, choice.read, words, choice.default))
            for key, choice in held.items()
        }
    )
    kept = {key: said for key, said in words.items() if key in held}
    return View(chosen, place(borough), kept, address.rstrip("/"))


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


def _said(key, read_words, words, default):  # type: ignore[no-untyped-def]
    if key not in words:
        return default
    found = read_words(words[key])
    is_partial = isinstance(found, list) and len(found) < len(set(words[key]) - {""})
    if found is None or is_partial:
        raise ViewNotRead(
            f"Expected a value of '{key}' as the dashboard's address holds it, found "
            f"'{', '.join(words[key])}'. Copy the address of a page and give all of it."
        )
    return found
