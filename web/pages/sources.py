"""Sources: every feed with its state, and what each camp lets us see."""

from collections.abc import Iterable
from dataclasses import dataclass

from fastapi import APIRouter, Request
from fastapi.responses import HTMLResponse

from facts.rhythm import UNREADABLE
from models.values import ListedSource
from web.desk import At

router = APIRouter(include_in_schema=False)


@dataclass(frozen=True, slots=True)
class CampSeen:
    """One camp: how many of its sources could be read at their last try."""

    name: str
    sources: list[ListedSource]

    @property
    def read(self) -> int:
        """Sources that are listed, were asked, and could be read."""
        return sum(bool(one.state) and one.state not in UNREADABLE for one in self.sources)

    @property
    def asked(self) -> list[ListedSource]:
        """Those that are polled at all; one that is listed as dead counts for nothing."""
        return [one for one in self.sources if not one.dead and one.state]

    @property
    def unread(self) -> list[ListedSource]:
        """Those that could not be; of them "no change" cannot be said."""
        return [one for one in self.asked if one.state in UNREADABLE]


def camps_of(known: Iterable[ListedSource]) -> list[CampSeen]:
    """Listed sources by camp, those that cannot be read first."""
    order = sorted((one for one in known if one.listed), key=lambda one: (one.state not in UNREADABLE, one.name))
    return [CampSeen(name, [one for one in order if one.camp == name]) for name in sorted({one.camp for one in order})]


@router.get("/sources")
def sources(request: Request, desk: At) -> HTMLResponse:
    """Sources by camp, with the state of each."""
    camps = camps_of(desk.store.sources())
    return desk.page(request, "sources.html", title="Sources", camps=camps, unreadable={str(state) for state in UNREADABLE})
