"""How an amount is meant: how firm it is, what it counts, and by whose statistics."""

from dataclasses import dataclass

from facts.extract.languages.joined import Joined
from facts.extract.passages import Passage
from facts.figure import Modality, Reporter, Scope

_MODALITIES = (
    ("declared", Modality.DECLARED),
    ("target", Modality.TARGET),
    ("estimate", Modality.ESTIMATE),
    ("planned", Modality.PLANNED),
)
_SCOPES = (
    ("goods_and_services", Scope.GOODS_AND_SERVICES),
    ("services", Scope.SERVICES),
    ("goods", Scope.GOODS),
)
_REPORTERS = ("reporter_home", "reporter_partner", "reporter_other")
_PROMISED = frozenset({"investment", "park_investment", "economic_effect", "loans"})


@dataclass(slots=True)
class Source:
    """Whose statistics were named last, and which document, and in which paragraphs."""

    reporter: Reporter | None = None
    paragraph: int = -1
    document: str | None = None
    document_paragraph: int = -1


def read_modality(passage: Passage, index: int, metric: str | None) -> Modality:
    """Tell whether an amount is there, thought, promised or wished for, by the words of its clause."""
    behind = passage.amounts[index].text + passage.head(index)
    than = passage.table["compared"].search(behind)
    left = passage.left(index)
    left = passage.upto(index) if passage.table["likewise"].match(left) else left
    words = left + (behind[: than.start()] if than else behind)
    for name, modality in _MODALITIES:
        if (modality != Modality.DECLARED or metric in _PROMISED) and passage.table[name].search(words):
            return modality
    return Modality.ACTUAL


def _distance(read: Joined, before: str, behind: str) -> int:
    """Characters to the nearest match; larger than both stretches together where there is none."""
    ends = [len(before) - match.end() for match in read.finditer(before)]
    starts = [match.start() for match in read.finditer(behind)]
    return min([*ends, *starts], default=len(before) + len(behind) + 1)


def read_scope(passage: Passage, index: int) -> Scope | None:
    """Tell what the trade counted consists of: by the clause, else by the sentence up to the amount."""
    for words in (passage.clause(index), passage.upto(index)):
        for name, scope in _SCOPES:
            if passage.table[name].search(words):
                return scope
    return None


def read_reporter(passage: Passage, index: int, source: Source) -> Reporter | None:
    """Tell whose statistics an amount is from: named in its sentence, the nearest one first, or before in its paragraph."""
    if source.paragraph != passage.paragraph:
        source.reporter, source.paragraph = None, passage.paragraph
    before, behind = passage.upto(index), passage.text[passage.amounts[index].end : passage.end]
    found = [(_distance(passage.table[name], before, behind), name) for name in _REPORTERS]
    near, name = min(found, key=lambda one: one[0])
    if near < len(before) + len(behind) + 1:
        source.reporter = passage.table.reporters[name]
    return source.reporter


def read_document(passage: Passage, index: int, modality: Modality, source: Source) -> str | None:
    """The document that plans an amount: named in its sentence or paragraph, or in the paragraph before.

    It answers for its goals, whoever quotes them; what there is already it does not answer for.
    """
    words = f"{passage.before} {passage.upto(index)}"
    named = next((row.means for row in passage.table.sources if row.read.search(words)), None)
    if named:
        source.document, source.document_paragraph = named, passage.paragraph
    near = source.document_paragraph >= passage.paragraph - 1
    return source.document if near and modality in (Modality.TARGET, Modality.PLANNED) else None
