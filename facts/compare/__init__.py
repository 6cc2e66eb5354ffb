"""Facts beside what is known. ``compare`` is the only door: pure, the same answer for the same question."""

from collections.abc import Mapping

from facts.compare.edits import without_silent_edits
from facts.compare.setting import set_up
from facts.compare.statements import judge_statements
from facts.compare.texts import judge_figures
from facts.finding import Finding
from facts.known import Found, Known
from facts.watch import Metric, Topic

__all__ = ["compare"]


def compare(found: Found, known: Known, metrics: Mapping[str, Metric], topic: Topic) -> tuple[Finding, ...]:
    """Compare the facts of one article version with all that is known.

    found    the facts, the version before, and the story it copies where it is a copy
    known    the ledger around these facts
    returns  the findings on figures, then those on statements, each in the order of the text
    raises   nothing
    """
    setting = set_up(found, known, metrics, topic)
    return (*judge_figures(setting), *judge_statements(without_silent_edits(setting)))
