"""Limits: how much one address may ask of the page."""

from collections import OrderedDict
from collections.abc import Callable
from dataclasses import dataclass
from time import monotonic

_MOST = 10_000


@dataclass(slots=True)
class _Bucket:
    left: float
    at: float


class Rate:
    """So many requests a minute for each address, in a burst at most that many; older addresses are forgotten."""

    def __init__(self, per_minute: int) -> None:
        self._size = float(per_minute)
        self._buckets: OrderedDict[str, _Bucket] = OrderedDict()

    def allows(self, address: str) -> bool:
        """Count one request; false when the address has had its share."""
        now = monotonic()
        bucket = self._buckets.pop(address, None) or _Bucket(self._size, now)
        bucket.left = min(self._size, bucket.left + (now - bucket.at) * self._size / 60)
        bucket.at = now
        self._buckets[address] = bucket
        while len(self._buckets) > _MOST:
            self._buckets.popitem(last=False)
        if bucket.left < 1:
            return False
        bucket.left -= 1
        return True


class Backoff:
    """Ever longer pauses after wrong tokens: three are free, then each doubles the pause; a right one ends it."""

    FREE, LONGEST = 3, 900.0

    def __init__(self, clock: Callable[[], float] = monotonic) -> None:
        self._clock = clock
        self._tries: OrderedDict[str, tuple[int, float]] = OrderedDict()

    def left(self, address: str) -> float:
        """Seconds until the address may try again; 0 when it may."""
        failures, at = self._tries.get(address, (0, 0.0))
        pause = min(2.0 ** (failures - self.FREE), self.LONGEST) if failures > self.FREE else 0.0
        return max(at + pause - self._clock(), 0.0)

    def failed(self, address: str) -> None:
        """Count a wrong token."""
        failures, _ = self._tries.pop(address, (0, 0.0))
        self._tries[address] = (failures + 1, self._clock())
        while len(self._tries) > _MOST:
            self._tries.popitem(last=False)

    def succeeded(self, address: str) -> None:
        """Forget the wrong ones."""
        self._tries.pop(address, None)
