"""Which different words a column holds, read by leaping along its index: as many steps as there are words, not rows."""

from sqlalchemy import Column, Connection, func, select


def different(connection: Connection, column: Column[str]) -> list[str]:
    """Every word of an indexed column once, in the order of the database; null is none."""
    first = select(func.min(column).label("word")).cte("words", recursive=True)
    later = select(func.min(column)).where(column > first.c.word).scalar_subquery()
    words = first.union_all(select(later).where(first.c.word.is_not(None)))
    return [str(word) for word in connection.execute(select(words.c.word).where(words.c.word.is_not(None))).scalars()]
