"""Which office somebody holds on a day, and whether words name it."""

import re
from datetime import date

from facts.extract.languages.proof import pattern
from facts.extract.languages.speech import Speech
from facts.watch import Party


class Offices:
    """The offices of the topic's people as one article, of one language and day, can name them."""

    def __init__(self, speech: Speech, day: date | None) -> None:
        self._speech, self._day = speech, day

    def title(self, party: Party) -> str | None:
        """The office the party holds on the article's day, in English."""
        return next((role.title for role in party.roles if role.held(self._day)), None)

    def named_in(self, party: Party, words: str, *, bare: bool) -> int | None:
        """Where words name an office that the party holds on the article's day.

        "minister" is none in "prime-minister", nor in "deputy minister"; where it is not ``bare``, its ministry must be the party's.
        """
        rows = (row for role in party.roles if role.held(self._day) for row in role.words.get(self._speech.language, ()))
        found = (match for row in rows for match in pattern(row.read).finditer(words))
        return min((match.start() for match in found if self._is_his(match, words, bare=bare)), default=None)

    def _is_his(self, match: re.Match[str], words: str, *, bare: bool) -> bool:
        before = words[: match.start()]
        aide = self._speech["aides"].match(words, match.end())
        if before[-1:] == "-" or aide or self._speech["deputies"].search(before):
            return False
        return bare or not self._speech["bare_offices"].fullmatch(match.group().strip())
