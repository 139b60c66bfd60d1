"""Why a question of an analyst's own has no answer, in words for the one who asked.

Message: what was expected, what was found, and what to do instead. None is a fault of
the program, and each is shown without a traceback.
"""


class Refused(Exception):
    """A question without an answer; each kind below says which."""


class NotAllowed(Refused):
    """The question does something other than read this database; it was not run."""


class NotUnderstood(Refused):
    """DuckDB cannot read or answer the question; its own words, with the place."""


class ValuesMissing(Refused):
    """The question names values ($name) that were not given, or cannot be values."""


class OutOfTime(Refused):
    """The question ran for longer than its limit, and was stopped."""


class OutOfMemory(Refused):
    """The question asked for more memory than its limit, and was stopped."""


class TooLarge(Refused):
    """The question or its result is too large to carry."""


class Busy(Refused):
    """As many questions as may run at once are running; nothing is wrong with it."""


KINDS: dict[str, type[Refused]] = {
    kind.__name__: kind
    for kind in (
        NotAllowed,
        NotUnderstood,
        ValuesMissing,
        OutOfTime,
        OutOfMemory,
        TooLarge,
        Busy,
    )
}
"""By name, to carry one from process to process."""
