"""A YAML file of proved rows → joined patterns and plain settings."""

import re
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

import yaml

from facts.extract.languages.joined import Joined, Letters
from facts.extract.languages.proof import UnprovedRowError, prove
from facts.watch import Wording


def join(rows: Iterable[re.Pattern[str]], letters: Letters | None = None) -> Joined:
    """One pattern out of proved rows; one that matches nothing out of none. Tables that are asked together share ``letters``."""
    return Joined([row.pattern for row in rows], letters or Letters())


@cache
def load_rows(name: str, tables: tuple[str, ...]) -> tuple[Mapping[str, Joined], Mapping[str, Any]]:
    """Load one file of this folder.

    name     the file: "ru-speech.yaml".
    tables   the keys that hold rows; one that the file lacks becomes a pattern that matches nothing.
    returns  the joined pattern of every table, and what stands under the other keys.
    raises   UnprovedRowError naming file, table and row where a row is not found in its own proof.
    """
    content = _content(name)
    letters = Letters()
    patterns = {table: join(prove_rows(_wordings(content, table), name, table), letters) for table in tables}
    return patterns, {key: value for key, value in content.items() if key not in tables}


def load_wordings(name: str, tables: Collection[str]) -> tuple[Mapping[str, tuple[Wording, ...]], Mapping[str, Any]]:
    """Load one file of this folder whose rows are still to be filled in and proved: its rows by table, and its other keys."""
    content = _content(name)
    return {table: _wordings(content, table) for table in tables}, {key: value for key, value in content.items() if key not in tables}


@cache
def _content(name: str) -> Mapping[str, Any]:
    content: Mapping[str, Any] = yaml.load(Path(__file__).with_name(name).read_text(encoding="utf-8"), yaml.CSafeLoader)
    return content


def _wordings(content: Mapping[str, Any], table: str) -> tuple[Wording, ...]:
    return tuple(Wording(**row) for row in content.get(table) or ())


def check_settings(name: str, settings: Mapping[str, Any], known: Collection[str]) -> None:
    """See that no key of a table file is misspelt.

    raises  UnprovedRowError naming the file and the key.
    """
    for key in sorted(settings.keys() - set(known)):
        raise UnprovedRowError(f"{name}: {key} is no table and no setting: take it out, or mend its name")


@cache
def load_letters(language: str) -> tuple[tuple[tuple[str, str], ...], dict[str, str]]:
    """Load how a language's names are written in Latin letters: (endings, longest first), {letters: Latin}."""
    table = _letters()[language]
    endings = sorted(table["endings"].items(), key=lambda pair: -len(pair[0]))
    return tuple(endings), table["letters"]


@cache
def load_lacinka() -> Mapping[str, str]:
    """Load how Belarusian in Latin letters is written in Cyrillic."""
    lacinka: Mapping[str, str] = _letters()["lacinka"]
    return lacinka


@cache
def load_latin_kept() -> tuple[frozenset[str], re.Pattern[str], frozenset[str]]:
    """Load which languages are also printed so, and what stays as it is: letters that show a foreign word, and signs."""
    kept = _letters()["latin_kept"]
    return frozenset(kept["languages"]), re.compile(kept["letters"]), frozenset(kept["signs"])


@cache
def load_genders() -> tuple[Joined, Joined]:
    """Load what tells a woman's and a man's name, in Latin letters: (women, men)."""
    tables, _ = load_rows("genders.yaml", ("women", "men"))
    return tables["women"], tables["men"]


@cache
def load_given() -> Mapping[str, str]:
    """Load first names in Cyrillic, in small letters, with their English forms."""
    given: Mapping[str, str] = _letters()["given"]
    return given


@cache
def load_genitives() -> Mapping[str, tuple[tuple[str, str], ...]]:
    """Load the endings of names in the genitive with those of the nominative."""
    return {of: tuple((genitive, nominative) for genitive, nominative in pairs) for of, pairs in _letters()["genitives"].items()}


@cache
def _letters() -> Any:
    return yaml.load(Path(__file__).with_name("letters.yaml").read_text(encoding="utf-8"), yaml.CSafeLoader)


@dataclass(frozen=True, slots=True, kw_only=True)
class Chinese:
    """How Chinese names are written.

    characters  {syllable of pinyin: the characters read so}
    cyrillic    {syllable of pinyin: as Russian writes it}
    surnames    syllables that are surnames
    sounds      characters that only spell foreign names
    belarusian  (Belarusian letters, the Russian ones of the same name), longer ones first
    """

    characters: Mapping[str, str]
    cyrillic: Mapping[str, str]
    surnames: frozenset[str]
    sounds: frozenset[str]
    belarusian: tuple[tuple[str, str], ...]


@cache
def load_chinese() -> Chinese:
    """Load the tables of Chinese names."""
    table = yaml.load(Path(__file__).with_name("chinese.yaml").read_text(encoding="utf-8"), yaml.CSafeLoader)
    return Chinese(
        characters=table["characters"],
        cyrillic=table["cyrillic"],
        surnames=frozenset(table["surnames"].split()),
        sounds=frozenset(table["sounds"]),
        belarusian=tuple(sorted(table["belarusian"].items(), key=lambda pair: -len(pair[0]))),
    )


@cache
def load_slavic() -> Any:
    """Load how Chinese news spells the names of Belarus and Russia."""
    return yaml.load(Path(__file__).with_name("slavic.yaml").read_text(encoding="utf-8"), yaml.CSafeLoader)


def prove_rows(rows: Iterable[Wording], file: str, table: str) -> list[re.Pattern[str]]:
    """The patterns of rows.

    raises  UnprovedRowError naming file, table and row where a row is not found in its own proof.
    """
    compiled = []
    for number, row in enumerate(rows, 1):
        try:
            compiled.append(prove(row))
        except UnprovedRowError as error:
            raise UnprovedRowError(f"{file}, row {number} of {table}: {error}") from error
    return compiled
