"""Rows of a language table that name the two sides: {home}, {partner} or, either of them, {sides}, filled in from the topic."""

import re
from collections.abc import Collection, Mapping
from dataclasses import replace
from typing import Any

from facts.extract.languages.joined import Joined, Letters
from facts.extract.languages.rows import join, load_wordings, prove_rows
from facts.watch import Topic, Wording

_PLACE = re.compile(r"\{(home|partner|sides)\}")
_NEVER = "(?!)"


def load_sided(name: str, tables: Collection[str], topic: Topic, language: str) -> tuple[Mapping[str, Joined], Mapping[str, Any]]:
    """Load one file of this folder for a topic: in each table the topic's own rows before those of the language, which
    are left to what names nobody where the topic's are complete.

    name     the file: "ru-meaning.yaml".
    returns  as load_rows does
    raises   UnprovedRowError naming file, table and row where a row, filled in, is not found in its own proof.
    """
    rows, settings = load_wordings(name, tables)
    names, letters = called(topic, language), Letters()
    patterns = {}
    for table in tables:
        own = topic.tables.get(table, {}).get(language, ())
        wanted = {} if table in topic.complete else names
        shared = (full for row in rows[table] if (full := filled(row, wanted)) is not None)
        patterns[table] = join([*prove_rows(own, "topic.yaml", table), *prove_rows(shared, name, table)], letters)
    return patterns, settings


def called(topic: Topic, language: str) -> Mapping[str, Wording]:
    """What stands in each place, as a topic names its sides in a language; empty where it does not name both."""
    both = [topic.sides[code].named.get(language) for code in (topic.home, topic.partner) if code]
    named = [one for one in both if one is not None]
    if len(named) != 2:
        return {}
    home, partner = named
    return {"home": home, "partner": partner, "sides": Wording(read=f"{home.read}|{partner.read}", proof=home.proof)}


def filled(row: Wording, names: Mapping[str, Wording]) -> Wording | None:
    """A row with the names in their places, in its proof too.

    names    as ``called`` gives them
    returns  None for a row that needs names where there are none; but what only keeps clear of them does so without
    """
    if not names and _PLACE.search(row.proof):
        return None
    read = _PLACE.sub(lambda place: f"(?:{names[place[1]].read})" if names else _NEVER, row.read)
    return replace(row, read=read, proof=_PLACE.sub(lambda place: names[place[1]].proof, row.proof))
