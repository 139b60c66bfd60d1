"""Errors whose message is for people: what was expected, found, where, what to do.

The command line prints them without a traceback and exits with 2. Anything else that
is raised is a fault of the program and shows its traceback.
"""


class DataError(Exception):
    """The data or the machine cannot be used as they are; the message says why."""


class SourceUnavailable(DataError):
    """A file is absent, or is not the edition registered in `sources`."""


class UnexpectedFile(DataError):
    """Columns, values or coordinates are not as the reader expects them."""


class UnmappedCategory(DataError):
    """A code that `decisions` has never decided about."""


class FailedChecks(DataError):
    """The built database has rows that a check of `queries/checks` finds wrong."""
