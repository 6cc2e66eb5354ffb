"""Share: how many of what was to be found were found, and how many of what was read were right."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Share:
    """Three counts, and what follows from them. With nothing to find and nothing read, all is well: 1."""

    right: int = 0
    gold: int = 0
    read: int = 0

    def __add__(self, other: "Share") -> "Share":
        """Counts of both together."""
        return Share(self.right + other.right, self.gold + other.gold, self.read + other.read)

    @property
    def precision(self) -> float:
        """Right ones among those read."""
        return self.right / self.read if self.read else float(not self.gold)

    @property
    def recall(self) -> float:
        """Right ones among those to be found."""
        return self.right / self.gold if self.gold else 1.0

    @property
    def f1(self) -> float:
        """Harmonic mean of the two."""
        both = self.precision + self.recall
        return 2 * self.precision * self.recall / both if both else 0.0
