"""Counted-up statements: a sentence announces several points, and the next one tells them, each a statement of its own."""

from collections.abc import Iterator

from facts.extract.attribution import Frame
from facts.extract.languages.speech import Speech
from facts.extract.said import Said, Shape

_EDGE = " \t\n\u00a0,，;；.。"
_FEWEST = 2


def read_points(frame: Frame, announced: Said | None, speech: Speech) -> list[Said]:
    """Find the points a sentence counts up: «Первое — построить комбинат, второе — …».

    announced  the statement of the sentence before; whoever made it makes each of these
    returns    the points in reading order; none where that statement announced nothing or the sentence counts up fewer than two
    """
    if announced is None or announced.direct or announced.frame != frame.number - 1:
        return []
    if not speech["announces"].search(frame.text, announced.start, announced.end):
        return []
    points = [point for point in _points(frame, announced, speech) if point.end > point.start]
    return points if len(points) >= _FEWEST else []


def _points(frame: Frame, announced: Said, speech: Speech) -> Iterator[Said]:
    heads = list(speech["items"].finditer(frame.text, frame.start, frame.end))
    stops = [*(head.start() for head in heads[1:]), frame.end]
    for head, stop in zip(heads, stops, strict=False):
        end = head.end() + len(frame.text[head.end() : stop].rstrip(_EDGE))
        yield Said(start=head.end(), end=end, speaker=announced.speaker, cue=announced.cue, shape=Shape.GOVERNED, frame=frame.number)
