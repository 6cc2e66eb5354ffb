"""Rows with proofs: a row of a language table is worth nothing until its sentence shows it."""

import re
from functools import cache

from facts.watch import Wording


class UnprovedRowError(ValueError):
    """A row whose pattern is broken or is not found in its own proof."""


@cache
def pattern(read: str) -> re.Pattern[str]:
    """Compile a row's pattern: case is ignored, spaces in it match any run of blanks.

    raises  UnprovedRowError when it is no regular expression.
    """
    try:
        return re.compile(read.replace(" ", r"[ \u00a0\u202f]+"), re.IGNORECASE)
    except re.error as error:
        raise UnprovedRowError(f"pattern {read!r} does not compile: {error}") from error


def prove(row: Wording) -> re.Pattern[str]:
    """Return the row's compiled pattern once its proof holds a match.

    raises  UnprovedRowError naming pattern and sentence when it does not.
    """
    compiled = pattern(row.read)
    if compiled.search(row.proof) is None:
        raise UnprovedRowError(f"row {row.read!r} is not found in its proof {row.proof!r}: mend the pattern or the sentence")
    return compiled
