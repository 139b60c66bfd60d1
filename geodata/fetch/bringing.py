"""One publication from its address, or from a file laid down by hand, to its place."""

import json
from pathlib import Path
from urllib.parse import urldefrag

from geodata.errors import SourceUnavailable
from geodata.fetch import downloads, feature_pages, kinds, placing
from geodata.fetch.parts import Edition, Part
from geodata.fetch.patience import Final, Network, Patience
from geodata.fetch.progress import Progress
from geodata.fetch.records import Fetched
from geodata.sources import Source


def over_network(source: Source, path: Path, part: Part, network: Network) -> Fetched:
    """Bring a source's file from its address to its place.

    Raises: SourceUnavailable if it cannot be had, or is not what the register says.
    """
    address, _member = urldefrag(source.address)

    def bytes_of(wanted: str) -> Edition:
        return downloads.download(wanted, part, network, Progress(network.say))

    def page(wanted: str) -> feature_pages.Page:
        part.discard()
        bytes_of(wanted)
        try:
            found: feature_pages.Page = json.loads(part.path.read_bytes())
        except ValueError as fault:
            found_instead = kinds.found_instead(part.path, "json") or str(fault)
            raise Final(f"a page that is not JSON: {found_instead}") from fault
        finally:
            part.discard()
        return found

    joined = path.with_name(f"{path.name}.joined.part")
    try:
        if not feature_pages.is_paged(address):
            edition = bytes_of(address)
            part.settle()
            return _settled(source, path, part, edition, network.patience.largest_bytes)
        feature_pages.joined(address, page, joined, source.file_format)
        edition = Edition(asked=address, address=address)
        return placing.placed(joined, path, part, source, edition)
    except Final as fault:
        raise _unavailable(source, str(fault), address) from fault
    finally:
        joined.unlink(missing_ok=True)


def by_hand(source: Source, path: Path, part: Part, came: Path) -> Fetched:
    """Copy a file that a steward laid down to its place, unpacked if need be.

    Raises: SourceUnavailable if it is not what the register says.
    """
    try:
        placing.copied(came, part)
        return _settled(source, path, part, None, Patience.largest_bytes)
    except Final as fault:
        raise _unavailable(source, str(fault), str(came)) from fault
    finally:
        # A copy that failed is of no use, as one over the network would be.
        part.discard()


def instructions(source: Source) -> str:
    """What to do where the network does not let a file through."""
    where = source.official_page or f"its publisher, {source.publisher}"
    return (
        f"Get it by hand from {where}, save it as '{source.file_name}' and run: "
        f"python -m geodata fetch {source.source_code} --from FOLDER"
    )


def _settled(
    source: Source, path: Path, part: Part, edition: Edition | None, limit_bytes: int
) -> Fetched:
    member = urldefrag(source.address).fragment
    if edition is None and kinds.found_instead(part.path, "zip"):
        # By hand, the file itself may have been taken out of its archive already.
        member = ""
    packing = edition.packing if edition else ""
    unpacked = path.with_name(f"{path.name}.unpacked.part")
    inner = path.with_name(f"{path.name}.inner.part")
    try:
        made = part.path
        if packing:
            made = placing.unzipped(made, unpacked, limit_bytes)
        if member:
            made = placing.taken_out(made, member, inner, limit_bytes)
        return placing.placed(made, path, part, source, edition)
    except Final:
        # What came is whole, and wrong: the next fetch begins anew.
        part.discard()
        raise
    finally:
        unpacked.unlink(missing_ok=True)
        inner.unlink(missing_ok=True)


def _unavailable(source: Source, found: str, where: str) -> SourceUnavailable:
    return SourceUnavailable(
        f"{source.title}: expected a file of kind {source.file_format}, found {found} "
        f"({where}). {instructions(source)}, or mend the register of sources."
    )
