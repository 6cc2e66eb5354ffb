"""Limits: how much one address may ask of the page."""

from collections import OrderedDict
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
