"""Which columns say where, and how exactly."""

import difflib
import re
from collections.abc import Callable
from dataclasses import dataclass, field

import pandas as pd

from geodata.own import boroughs
from geodata.own.locating import LONDON_BOX_M, POSTCODE_PRECISION_M
from geodata.own.mapping import Place
from geodata.own.personal import words

ENOUGH = 0.8
"""Share of filled cells that must look like a place in London."""
LONDON_BOX_DEGREES = (-0.6, 51.2, 0.4, 51.8)
STEPS_M = (1000, 500, 100, 50, 10)
DEGREE_PRECISION_M = {1: 10_000.0, 2: 1_000.0, 3: 100.0, 4: 10.0}
"""A degree of latitude is 111 km, so three decimals are 111 m; 70 m of longitude."""
POSTCODE = re.compile(r"[A-Z]{1,2}\d[A-Z\d]?\s*\d[A-Z]{2}", re.IGNORECASE)
_HOME = re.compile(r"\b(home|patient|caller|residence|residential|next of kin|gp)\b")


@dataclass
class Found:
    """A guess with the sentences that support it and those that doubt it."""

    where: tuple[Place, ...] = ()
    evidence: list[str] = field(default_factory=list)
    doubts: list[str] = field(default_factory=list)


def where(cells: dict[str, list[str]], known: pd.DataFrame) -> Found:
    """Ways to place a row, the most exact first. `known`: borough_code, borough_name."""
    found = Found()
    numbers = {name: _numbers(sample) for name, sample in cells.items()}
    west, south, east, north = LONDON_BOX_M
    places = [
        *_pairs(numbers, (west, east), (south, north), ("east", "north"), found),
        *_degree_pairs(numbers, cells, found),
        *_postcodes(cells, found),
    ]
    places.sort(key=lambda place: place.precision_m or 0)
    places += _boroughs(cells, known, found)
    if not places:
        found.doubts.append(
            "No column says where: choose easting and northing, lon and lat, a postcode "
            "or the borough."
        )
    found.where = tuple(places)
    return found


def _numbers(sample: list[str]) -> list[float]:
    """The sample as numbers, or nothing if it is none."""
    found = pd.to_numeric(
        pd.Series(sample, dtype=str).str.replace(",", ""), errors="coerce"
    )
    return (
        found.dropna().tolist() if found.notna().sum() >= ENOUGH * len(sample) else []
    )


def _inside(numbers: list[float], low: float, high: float) -> bool:
    return bool(numbers) and (
        sum(low <= n <= high for n in numbers) >= ENOUGH * len(numbers)
    )


def _matched(
    ones: list[str], others: list[str], alike: Callable[[str, str], float]
) -> list[tuple[str, str]]:
    """Each of `ones` with the other whose name is most like it."""
    left, pairs = list(others), []
    for one in ones:
        if left:
            other = max(left, key=lambda name: alike(one, name))
            left.remove(other)
            pairs.append((one, other))
    return pairs


def _pairs(
    numbers: dict[str, list[float]],
    x_range: tuple[float, float],
    y_range: tuple[float, float],
    stems: tuple[str, str],
    found: Found,
) -> list[Place]:
    xs = [n for n, values in numbers.items() if _inside(values, *x_range)]
    ys = [n for n, values in numbers.items() if _inside(values, *y_range)]
    places = []
    for x, y in _matched(xs, ys, lambda a, b: _alike(a, b, stems)):
        step = _step(numbers[x], numbers[y])
        basis = "rounded_coordinates" if step > 1 else "coordinates"
        places.append(Place(basis, (x, y), float(step)))
        said = f"'{x}' and '{y}' are easting and northing in London"
        if step > 1:
            said += f", all on a grid of {step} m: exact to {step} m"
        found.evidence.append(f"{said}.")
        _doubt_swap(x, stems[1], y, found)
    return places


def _alike(one: str, other: str, stems: tuple[str, str]) -> float:
    plain = words(one).replace(stems[0], stems[1])
    return difflib.SequenceMatcher(None, plain, words(other)).ratio()


def _doubt_swap(x: str, stem: str, y: str, found: Found) -> None:
    if stem in words(x):
        found.doubts.append(
            f"'{x}' and '{y}' are swapped: each holds what the other is named for. Taken "
            "by what they hold."
        )


def _step(xs: list[float], ys: list[float]) -> int:
    for step in STEPS_M:
        if all(
            len(set(values)) > 1 and all((v - values[0]) % step == 0 for v in values)
            for values in (xs, ys)
        ):
            return step
    return 1


def _degree_pairs(
    numbers: dict[str, list[float]], cells: dict[str, list[str]], found: Found
) -> list[Place]:
    west, south, east, north = LONDON_BOX_DEGREES
    xs = [
        n
        for n, values in numbers.items()
        if _inside(values, west, east)
        and (re.search(r"lon|lng|lat|\bx\b", words(n)) or _decimals(cells[n]) > 3)  # noqa: PLR2004
    ]
    ys = [n for n, values in numbers.items() if _inside(values, south, north)]
    places = []
    for x, y in _matched(xs, ys, lambda a, b: _alike(a, b, ("lon", "lat"))):
        decimals = max(_decimals(cells[x]), _decimals(cells[y]))
        precision = DEGREE_PRECISION_M.get(max(decimals, 1), 1.0)
        places.append(Place("degrees", (x, y), precision))
        found.evidence.append(
            f"'{x}' and '{y}' are longitude and latitude in London with {decimals} "
            f"decimals: exact to about {precision:,.0f} m."
        )
        _doubt_swap(x, "lat", y, found)
    return places


def _decimals(sample: list[str]) -> int:
    return max((len(c.partition(".")[2].rstrip("0")) for c in sample), default=0)


def _postcodes(cells: dict[str, list[str]], found: Found) -> list[Place]:
    places = []
    for name, sample in cells.items():
        full = sum(POSTCODE.fullmatch(c) is not None for c in sample)
        if not sample or full < 0.5 * len(sample):
            continue
        if _HOME.search(words(name)):
            found.doubts.append(
                f"'{name}' may be where a person lives: it is not read."
            )
            continue
        places.append(Place("postcode", (name,), POSTCODE_PRECISION_M))
        found.evidence.append(f"'{name}' holds postcodes.")
    return places


def _boroughs(
    cells: dict[str, list[str]], known: pd.DataFrame, found: Found
) -> list[Place]:
    ranked = []
    for name, sample in cells.items():
        if not sample:
            continue
        told = boroughs.codes(sample, known)
        share = float((told["borough_code"].notna() | told["is_elsewhere"]).mean())
        if share >= ENOUGH:
            ranked.append(
                (not boroughs.CODE.fullmatch(sample[0].upper()), -share, name)
            )
    if not ranked:
        return []
    best = min(ranked)[2]
    found.evidence.append(f"'{best}' holds London boroughs.")
    return [Place("borough", (best,))]
