"""Where a source is asked after its address moved for good. Pure: what to do about a redirect, not the redirect itself."""

from dataclasses import dataclass

GOOD_POLLS = 3  # in a row, all sent to the same place, before that place is asked at once
LOST_POLLS = 3  # failed ones in a row at the new place, before the listed one is asked again


@dataclass(frozen=True, slots=True)
class Move:
    """The address of a source, as its polls found it; the one in the watchlist is never overwritten.

    moved_to   asked instead of the listed address; None: the listed one is asked
    moving_to  where redirects for good lead now; becomes moved_to after GOOD_POLLS of them
    polls      how many there were
    """

    moved_to: str | None = None
    moving_to: str | None = None
    polls: int = 0

    def sent_on(self, listed: str, asked: str, told: str | None) -> "Move":
        """After a good poll of ``asked``.

        listed  the address in the watchlist
        told    where redirects for good (301, 308) led, or None; one from https to http is followed and not remembered
        """
        if told is None or told == asked or (asked.startswith("https:") and not told.startswith("https:")):
            return Move(self.moved_to)
        polls = self.polls + 1 if told == self.moving_to else 1
        if polls < GOOD_POLLS:
            return Move(self.moved_to, told, polls)
        return Move(None if told == listed else told)

    def lost(self, failures: int) -> "Move":
        """After ``failures`` failed polls in a row: a redirect to what is no feed moves nothing, and a new place may turn out a bad one."""
        return Move(self.moved_to if failures < LOST_POLLS else None)


STAYS = Move()
"""A source whose address did not move."""
