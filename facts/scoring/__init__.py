"""Facts read against facts annotated: precision, recall and F1 by language and kind. ``score`` is the only door."""

from facts.scoring.gold import GoldArticle, GoldFigure, GoldStatement
from facts.scoring.score import Miss, Score, score
from facts.scoring.share import Share

__all__ = ["GoldArticle", "GoldFigure", "GoldStatement", "Miss", "Score", "Share", "score"]
