"""What must hold for the rows of topic.yaml beyond their types: two countries that are named, parties of theirs, tables there are."""

from collections.abc import Collection, Iterator, Mapping
from functools import partial

from connectors.shapes import Rules, Told, nearest
from connectors.watchrules import LANGUAGES, Once, one_of, proved, some_words
from facts.countries import countries
from facts.extract.languages import coverage, meaning
from facts.extract.languages.proof import pattern
from facts.watch import Formula, Party, Role, Side, Subject, Topic, Wording, Wordings

_PAIR = 2


def topic_rules() -> Rules:
    """Rules for the topic: two countries named, ids once."""
    codes: set[str] = set()
    return Rules(
        fields={
            (Topic, "sides"): partial(_two_sides, codes=codes),
            (Topic, "tables"): _known_tables,
            (Topic, "complete"): _known_tables,
            (Side, "code"): _country,
            (Party, "name"): Once("name"),
            (Party, "side"): partial(_of_two, codes=codes),
            (Subject, "id"): Once("id"),
            (Subject, "words"): some_words,
            (Formula, "id"): Once("id"),
            (Formula, "words"): some_words,
        },
        wholes={Wording: proved, Role: _later_end, Party: _can_be_told, Side: _can_be_named},
        keys={Wordings: LANGUAGES, Mapping[str, Wording]: LANGUAGES},
    )


def _two_sides(sides: Mapping[str, Side], _: int, codes: set[str]) -> Iterator[Told]:
    codes.update(sides)
    if len(sides) != _PAIR:
        yield f"it has {len(sides)} sides", "name two countries by their codes, home first: BY: and CN:"


def _of_two(side: str | None, line: int, codes: set[str]) -> Iterator[Told]:
    yield from one_of(codes)(side, line) if codes else ()


def _country(code: str, _: int) -> Iterator[Told]:
    if code not in countries():
        yield f'"{code}" is no code of a country', "write the two capital letters of ISO 3166: BY"


def _known_tables(tables: Collection[str], _: int) -> Iterator[Told]:
    known = {*coverage.TABLES, *meaning.TABLES}
    for table in sorted(set(tables) - known):
        yield f'"{table}" is no table of a language', nearest(table, known)


def _can_be_named(side: Side) -> Iterator[tuple[str, str, str]]:
    """Rows of the language tables are filled in with what a side is called, and their proofs with the word that proves it."""
    if not any(side.words.values()):
        yield "", f'"{side.code}" has no words, so no text can speak of it', "add words: with a row {read: …, proof: …} under a language"
    for language in sorted(language for language, words in side.words.items() if words):
        row = side.named.get(language)
        if row is None:
            yield "named", f'"{side.code}" has words in "{language}" and no name', f"add {language}: {{read: …, proof: …}} under named:"
        elif pattern(row.read).fullmatch(row.proof) is None:
            yield "named", f'"{side.code}": the name in "{language}" is more than {row.read!r} finds', "write the bare name as its proof"


def _later_end(role: Role) -> Iterator[tuple[str, str, str]]:
    if role.since and role.until and role.since > role.until:
        yield "until", f'"{role.title}" ends on {role.until}, before it begins', f"write a day after {role.since}"


def _can_be_told(party: Party) -> Iterator[tuple[str, str, str]]:
    if not party.words and not party.roles:
        yield "", f'"{party.name}" has neither words nor roles, so no text can mean it', "add words: with a row {read: …, proof: …}"
