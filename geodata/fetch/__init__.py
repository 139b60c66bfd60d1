"""Publishers' files for the full edition: over the network, or laid down by hand.

Nothing is downloaded unless asked for, one file at a time. A file takes its place whole
or not at all, and a good one stays until a better one is there. An address of the
register may end in `#name`: the file of that name in the zip archive it leads to.
"""

from collections.abc import Callable, Sequence
from pathlib import Path
from urllib.parse import unquote, urldefrag, urlsplit

from geodata import sources
from geodata.errors import SourceUnavailable
from geodata.fetch import bringing, feature_pages, parts, records, web
from geodata.fetch.patience import Network, Patience
from geodata.fetch.records import Fetched
from geodata.sources import Source

__all__ = ["Fetched", "Patience", "fetch", "laid_down"]

Say = Callable[[str], None]
USUAL = Patience()
_OURS = {"package", "register"}


def publications() -> dict[str, Source]:
    """Sources whose file a publisher has, by code: no package, no register of ours."""
    return {
        code: source
        for code, source in sources.register().items()
        if source.address_basis not in _OURS and source.file_name
    }


def publication(code: str) -> Source:
    """The publication of this code.

    Raises: SourceUnavailable if there is none.
    """
    known = publications()
    if code not in known:
        raise SourceUnavailable(
            f"Expected the code of a publication, found '{code}'. The codes are: "
            f"{', '.join(known)}."
        )
    return known[code]


def fetch(
    codes: Sequence[str],
    folder: Path,
    say: Say = print,
    again: bool = False,  # noqa: FBT001, FBT002 - reads well at its callers
    *,
    patience: Patience = USUAL,
) -> list[Fetched]:
    """Bring these sources' files into a folder; those that stand there are left alone.

    Raises: SourceUnavailable with a sentence for each that could not be had; the others
        are there.
    """
    with web.session() as client:
        network = Network(client, patience, say)

        def one(source: Source) -> Fetched:
            path = folder / source.file_name
            if not again and (standing := records.standing(path, source)):
                say(f"{source.source_code}: already there")
                return standing
            if not source.address:
                raise SourceUnavailable(
                    f"{source.title}: expected an address in the register of sources, "
                    f"found none. {bringing.instructions(source)}"
                )
            say(f"{source.source_code}: {source.title}")
            with parts.locked(path.with_name(f"{path.name}.part")) as part:
                return bringing.over_network(source, path, part, network)

        return _each(codes, folder, one, say)


def laid_down(
    codes: Sequence[str], offline_folder: Path, folder: Path, say: Say = print
) -> list[Fetched]:
    """Take these sources' files from a folder where a steward has laid them.

    Raises: SourceUnavailable with a sentence for each that is absent or not as
        registered; the others are there.
    """

    def one(source: Source) -> Fetched:
        came = found_in(offline_folder, source)
        if came is None:
            raise SourceUnavailable(
                f"{source.title}: expected '{source.file_name}', found none "
                f"({offline_folder}). {bringing.instructions(source)}"
            )
        path = folder / source.file_name
        with parts.locked(path.with_name(f"{path.name}.part")) as part:
            taken = bringing.by_hand(source, path, part, came)
        say(f"{source.source_code}: taken from {came}")
        return taken

    return _each(codes, folder, one, say)


def found_in(folder: Path, source: Source) -> Path | None:
    """The file of a source in a folder, None if it is not there.

    It may lie there under the register's file name, or as the archive it comes in.
    """
    archive = unquote(urlsplit(source.address).path).rsplit("/", 1)[-1]
    names = [source.file_name]
    if urldefrag(source.address).fragment and archive.endswith(".zip"):
        names.append(archive)
    return next((folder / name for name in names if (folder / name).is_file()), None)


def listing(source: Source) -> str:
    """How to get a file by hand: title, official page, address, name to save it under."""
    address, member = urldefrag(source.address)
    if feature_pages.is_paged(address):
        address = f"{address} (pages of 2,000 records: by hand take all from the page)"
    lines = [
        f"{source.source_code}: {source.title} ({source.publisher})",
        f"  page     {source.official_page or 'none'}",
        f"  address  {address or 'none: choose the file on the page'}",
        f"  save as  {source.file_name}",
    ]
    if member:
        lines.insert(3, f"  inside   {unquote(member)}, in the archive")
    return "\n".join(lines)


def _each(
    codes: Sequence[str], folder: Path, one: Callable[[Source], Fetched], say: Say
) -> list[Fetched]:
    done, faults = [], []
    for code in dict.fromkeys(codes):
        try:
            done.append(one(publication(code)))
        except SourceUnavailable as fault:
            say(f"{code}: failed")
            faults.append(str(fault))
        except OSError as fault:
            say(f"{code}: failed")
            faults.append(
                f"{code}: expected to write into {folder}, found: {fault}. Free some "
                "space, make the folder writable or name another with --to; what has "
                "come so far is kept and resumed."
            )
    if faults:
        raise SourceUnavailable("\n".join(faults))
    return done
