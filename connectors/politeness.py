"""What a site may ask of a visitor: to come slowly, and to leave some pages alone."""

import asyncio
from collections import OrderedDict
from collections.abc import Awaitable, Callable
from dataclasses import dataclass

from protego import Protego

_KEPT = 2_000
_DAY = 86_400.0
_SOON = 600.0
_LONGEST_DELAY = 30.0


class Spacing:
    """Visits to one host, spaced apart.

    seconds  between the beginnings of two visits
    """

    def __init__(self, seconds: float) -> None:
        self._seconds = seconds
        self._free: OrderedDict[str, float] = OrderedDict()

    async def wait(self, host: str, seconds: float = 0) -> None:
        """Wait for this host's next turn; ``seconds`` is a longer pause the host itself asked for."""
        now = asyncio.get_running_loop().time()
        turn = max(now, self._free.pop(host, 0))
        self._free[host] = turn + max(self._seconds, min(seconds, _LONGEST_DELAY))
        while len(self._free) > _KEPT and next(iter(self._free.values())) < now:
            self._free.popitem(last=False)
        if turn > now:
            await asyncio.sleep(turn - now)


@dataclass(frozen=True, slots=True)
class _Kept:
    rules: Protego
    until: float


class Robots:
    """robots.txt of each site, kept for a day.

    agent  the first word of our User-Agent: "beltwatch"
    fetch  the address of a robots.txt, and whether any certificate will do → its text ("" where there is none), or None
           where it cannot be told now
    """

    def __init__(self, agent: str, fetch: Callable[[str, bool], Awaitable[str | None]]) -> None:
        self._agent = agent
        self._fetch = fetch
        self._kept: OrderedDict[str, _Kept] = OrderedDict()
        self._asking: dict[str, asyncio.Lock] = {}

    async def rules(self, site: str, any_certificate: bool = False) -> "Rules":
        """Return the rules of ``site`` ("https://eng.belta.by"), asked for once however many pages wait."""
        async with self._asking.setdefault(site, asyncio.Lock()):
            kept = self._kept.get(site)
            if kept is None or kept.until < asyncio.get_running_loop().time():
                kept = await self._ask(site, any_certificate)
        self._asking.pop(site, None)
        return Rules(kept.rules, self._agent)

    async def _ask(self, site: str, any_certificate: bool) -> _Kept:
        text = await self._fetch(f"{site}/robots.txt", any_certificate)
        # RFC 9309, 2.3.1.4: rules that cannot be read for now forbid; we ask again soon.
        rules = Protego.parse("User-agent: *\nDisallow: /\n" if text is None else text)
        lasts = _SOON if text is None else _DAY
        kept = self._kept[site] = _Kept(rules, asyncio.get_running_loop().time() + lasts)
        while len(self._kept) > _KEPT:
            self._kept.popitem(last=False)
        return kept


@dataclass(frozen=True, slots=True)
class Rules:
    """The rules of one site, for us."""

    rules: Protego
    agent: str

    def allow(self, url: str) -> bool:
        """Say whether the site lets us read ``url``."""
        return bool(self.rules.can_fetch(url, self.agent))

    @property
    def delay(self) -> float:
        """Seconds the site wants between two visits; 0 where it does not say."""
        return float(self.rules.crawl_delay(self.agent) or 0)
