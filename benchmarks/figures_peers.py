"""Numbers with units as others read them, run by a Python that has them: ``python figures_peers.py PEER LANGUAGE ROUNDS < TEXTS``.

PEER is ``quantulum3`` or ``recognizers``; TEXTS is a JSON list of texts. Prints one JSON object:
{"seconds": of the quickest round, "found": for each text a list of [start, end, value, unit]}, or {"error": why not}.
"""

import json
import sys
import time
import warnings
from collections.abc import Callable, Iterator

Found = tuple[int, int, str, str]
CULTURES = {"en": "English", "zh": "Chinese"}


def quantulum(language: str) -> Callable[[str], Iterator[Found]]:
    """Its units are of English text."""
    from quantulum3 import parser  # noqa: PLC0415 - only one of the peers need be there

    if language != "en":
        raise ValueError("quantulum3 reads English only")

    def read(text: str) -> Iterator[Found]:
        for one in parser.parse(text):
            yield one.span[0], one.span[1], str(one.value), one.unit.name

    return read


def recognizers(language: str) -> Callable[[str], Iterator[Found]]:
    """Money, percentages, measures and bare numbers, as four models of it give them."""
    from recognizers_number import recognize_number, recognize_percentage  # noqa: PLC0415
    from recognizers_number_with_unit import Culture, recognize_currency, recognize_dimension  # noqa: PLC0415

    if language not in CULTURES:
        raise ValueError(f"its Python version has no {language}")
    culture = getattr(Culture, CULTURES[language])

    def read(text: str) -> Iterator[Found]:
        for recognize in (recognize_currency, recognize_dimension, recognize_percentage, recognize_number):
            for one in recognize(text, culture):
                told = one.resolution or {}
                unit = "percentage" if recognize is recognize_percentage else told.get("isoCurrency") or told.get("unit") or ""
                yield one.start, one.end + 1, str(told.get("value") or "").rstrip("%"), unit

    return read


def main() -> None:
    peer, language, rounds = sys.argv[1], sys.argv[2], int(sys.argv[3])
    texts = json.load(sys.stdin)
    try:
        read = {"quantulum3": quantulum, "recognizers": recognizers}[peer](language)
    except (ImportError, ValueError) as error:
        print(json.dumps({"error": str(error)}))
        return
    found = [list(read(text)) for text in texts]
    best = float("inf")
    for _ in range(rounds):
        began = time.process_time()
        for text in texts:
            list(read(text))
        best = min(best, time.process_time() - began)
    print(json.dumps({"seconds": best, "found": found}))


if __name__ == "__main__":
    warnings.simplefilter("ignore")
    main()
