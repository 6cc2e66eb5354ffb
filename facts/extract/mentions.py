"""Who is named where: people and bodies of the topic file, roles, pronouns, and names nobody listed."""

import re
from bisect import bisect_left
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from enum import StrEnum

from facts.extract.chinese import from_characters, sound, sounds
from facts.extract.gender import gender_of
from facts.extract.languages.joined import Firsts
from facts.extract.languages.speech import Speech
from facts.extract.parties import Parties, parties_of
from facts.extract.slavic import runs_on
from facts.extract.transliteration import in_cyrillic, romanise
from facts.watch import Party, Topic

_MANY_NAMES, _ARTICLE = 300, 8
_LINE, _DOTS = re.compile(r"[^\n]+"), re.compile("[·•．‧]")
_TITLE = re.compile(r'«[^«»\n]{1,50}»|"[^"\n]{1,50}"|“[^“”\n]{1,50}”')  # the house a role is held in
_HOUSE, _VERB = 12, 20  # characters of a house's name, and of a verb of saying in front of a role
_APPOSITION = 60  # how far a name may stand behind its role


class Who(StrEnum):
    """What kind of words name somebody."""

    PARTY = "party"
    NAME = "name"
    ROLE = "role"
    BODY = "body"
    PRONOUN = "pronoun"


_KINDS = {"bodies": Who.BODY, "roles": Who.ROLE}
_UNLISTED = ("bodies", "roles", "pronouns", "oblique_pronouns", "names")  # narrow before wide: a role before any word with a capital


@dataclass(frozen=True, slots=True, kw_only=True)
class Mention:
    """One naming of somebody, at [start, end).

    words  the name or role as printed; ``role`` the role words that stand with a name
    party  who it is, where the topic file knows
    """

    start: int
    end: int
    kind: Who
    words: str
    party: Party | None = None
    role: str = ""

    @property
    def is_body(self) -> bool:
        """Whether an institution is named, not somebody."""
        return self.kind == Who.BODY or (self.party is not None and self.party.kind != "person")

    @property
    def is_named(self) -> bool:
        """Whether somebody is called by name."""
        return self.kind in (Who.PARTY, Who.NAME) and not self.is_body


class Namer:
    """Finds mentions in texts of one language."""

    def __init__(self, topic: Topic, speech: Speech) -> None:
        self._speech = speech
        self._parties = parties_of(topic, speech.language)
        self._in_belarusian = (
            self._parties if speech.language == "be" else Parties([one for one in topic.parties if "be" in one.words], "be")
        )
        self._sounds = {} if speech.spaced else dict(sounds(topic, speech.language))

    def within(self, text: str) -> "Namings":
        """Look through a text once for the parties it names; its sentences are then asked for one by one."""
        spots = [
            Mention(start=self._since(match), end=match.end(), kind=Who.PARTY, words=match.group(), party=named.party)
            for line in _LINE.finditer(text)
            for named in self._parties.possible(line.group())
            for match in named.read.finditer(text, line.start(), line.end())
            if named.party.kind != "person" or not (match.group()[0].islower() or self._runs_on(match, named.party))
        ]
        namings = Namings(text, spots, self._known, self._speech)
        return namings if self._speech.spaced else namings.with_names_repeated()

    def _runs_on(self, match: re.Match[str], party: Party) -> bool:
        """Whether a listed name is only a piece of a longer one, where capitals do not tell."""
        return (
            not self._speech.spaced and from_characters(match.group()) != party.name and runs_on(match.string, match.start(), match.end())
        )

    def _since(self, match: re.Match[str]) -> int:
        """Where the naming begins, its article included."""
        near = max(0, match.start() - _ARTICLE)
        article = self._speech["articles"].search(match.string, near, match.start())
        return article.start() if article else match.start()

    def _known(self, name: str) -> Party | None:
        """The party that a name means in other characters or letters than its rows have."""
        if self._sounds:
            return self._sounds.get(sound(name))
        cyrillic = in_cyrillic(name)
        if cyrillic == name:
            return None
        return next((one.party for one in self._in_belarusian.possible(cyrillic) if one.read.search(cyrillic)), None)


class Namings:
    """Who is named in one text."""

    def __init__(self, text: str, parties: list[Mention], known: Callable[[str], Party | None], speech: Speech) -> None:
        self._text, self._known, self._speech = text, known, speech
        self._listed_ones = sorted(parties, key=lambda one: (one.start, -one.end))
        self._starts = [one.start for one in self._listed_ones]

    def with_names_repeated(self) -> "Namings":
        """Know a name wherever it stands again: capitals tell it in most scripts, in Chinese only its first place does."""
        names = {one.words for one in self._each(0, len(self._text)) if one.kind == Who.NAME}
        names |= {last for name in names if len(last := _DOTS.split(name)[-1]) > 1}
        if not names or len(names) > _MANY_NAMES:
            return self
        again = re.compile("|".join(map(re.escape, sorted(names, key=len, reverse=True))))
        spots = [self._called(match) for match in again.finditer(self._text)]
        return Namings(self._text, [*self._listed_ones, *spots], self._known, self._speech)

    def find(self, start: int, end: int) -> list[Mention]:
        """Find the mentions in [start, end), in reading order; a role in front of its name is one mention with it."""
        mentions: list[Mention] = []
        for mention in self._each(start, end):
            whole = mention
            while mentions and (joined := self._namesake(mentions[-1], whole) or self._joined(mentions[-1], whole)):
                mentions.pop()
                whole = joined
            mentions.append(whole)
        return mentions

    def _each(self, start: int, end: int) -> Iterator[Mention]:
        """A listed party goes before whatever else begins where it does, and ends whatever runs into it."""
        at = start
        able = [self._speech[table].able(self._text, start, end) for table in _UNLISTED]
        for party in self._listed(start, end):
            if party.start < at:
                continue
            yield from self._unlisted(at, party.start, able)
            yield party
            at = party.end
        yield from self._unlisted(at, end, able)

    def _listed(self, start: int, end: int) -> list[Mention]:
        first, last = bisect_left(self._starts, start), bisect_left(self._starts, end)
        return [one for one in self._listed_ones[first:last] if one.end <= end]

    def _unlisted(self, start: int, end: int, able: Sequence[Sequence[re.Pattern[str]]]) -> Iterator[Mention]:
        at = start
        spotted = Firsts(able, self._text, end)
        while found := spotted.next(at):
            match, table = found
            mention = self._with_house(self._mention(match, _UNLISTED[table]), at)
            at = max(match.end(), match.start() + 1) if mention else self._after_first_word(match)
            if mention:
                yield mention
            if mention and mention.kind == Who.ROLE and (name := self._behind(at, end)):
                at = name.end()
                yield self._called(name)

    def _with_house(self, mention: Mention | None, since: int) -> Mention | None:
        """A house, or a role that opens with one, with the name in front of it; where words stand apart it has it already."""
        if mention is None or self._speech.spaced or mention.kind not in (Who.ROLE, Who.BODY):
            return mention
        opens = self._speech["housed" if mention.kind == Who.ROLE else "houses"].match(mention.words)
        near = max(since, mention.start - _HOUSE)
        name = self._speech["house_names"].search(self._text, near, mention.start) if opens else None
        return replace(mention, start=name.start(), words=self._text[name.start() : mention.end]) if name else mention

    def _behind(self, at: int, end: int) -> re.Match[str] | None:
        """A name right behind a role."""
        name = self._speech["names_behind"].match(self._text, at, end)
        return None if name is None or self._speech["no_names"].match(name.group()) else name

    def _mention(self, match: re.Match[str], table: str) -> Mention | None:
        if table == "names":
            return self._name(match)
        return Mention(start=match.start(), end=match.end(), kind=_KINDS.get(table, Who.PRONOUN), words=match.group())

    def _name(self, match: re.Match[str]) -> Mention | None:
        if self._speech["no_names"].match(match.group()) or self._opens_with_place(match):
            return None
        return self._called(match)

    def _opens_with_place(self, match: re.Match[str]) -> bool:
        """«в Шанхае Павел Дрозд»: the first of three words is where, not who."""
        near = self._text[max(0, match.start() - 4) : match.start()].rstrip()
        return match.group().count(" ") == 2 and self._speech["posted"].search(near) is not None

    def _called(self, match: re.Match[str]) -> Mention:
        """A name as it stands, or the party it means."""
        party = self._known(match.group())
        kind = Who.PARTY if party else Who.NAME
        return Mention(start=match.start(), end=match.end(), kind=kind, words=match.group(), party=party)

    def _after_first_word(self, match: re.Match[str]) -> int:
        space = re.compile(r"\s").search(match.string, match.start(), match.end())
        return space.start() if space else match.end()

    def _namesake(self, first: Mention, last: Mention) -> Mention | None:
        """A surname with the name in front of it: «Льва Львовского» is the listed one, Igor Latushka is not Pavel."""
        if self._text[first.end : last.start] != " " or not _is_before_surname(first, last):
            return None
        assert last.party is not None
        words = f"{first.words} {last.words}"
        initial = first.words[:1] if first.words.isascii() else romanise(first.words, self._speech.language)[:1]
        if initial == last.party.name[:1]:
            return None if first.words.isascii() else replace(last, start=first.start, words=words, role=first.role)
        other = gender_of(f"{first.words} X", None) is not None
        return replace(first, end=last.end, words=words) if other else None

    def _joined(self, before: Mention, after: Mention) -> Mention | None:
        """A role, the body it is held in and the name it belongs to, as one; or None where they are two."""
        gap = self._text[before.end : after.start]
        if before.is_body and self._speech["owns"].fullmatch(gap) and (after.kind == Who.ROLE or self._speaks_for(before, after)):
            words = self._text[before.start : after.end] if after.kind == Who.ROLE else before.words
            return replace(after if after.kind == Who.ROLE else before, start=before.start, end=after.end, words=words)
        if before.kind == Who.ROLE and after.kind == Who.ROLE and not gap.strip() and self._speech["genitives"].match(after.words):
            return replace(before, end=after.end, words=self._text[before.start : after.end])
        if before.kind == Who.ROLE and after.is_body and self._speech["belongs"].fullmatch(gap) and not self._are_told(before):
            return replace(before, end=after.end, words=self._text[before.start : after.end])
        if before.kind == Who.ROLE and after.role and self._speech["belongs"].fullmatch(gap) and not self._is_told(before):
            return replace(after, start=before.start, role=f"{before.words} {after.role}")
        if before.kind == Who.ROLE and after.is_named and not after.role and (self._apposed(gap) or self._in_commas(before, after, gap)):
            return replace(after, start=before.start, role=before.words)
        return None

    def _speaks_for(self, house: Mention, after: Mention) -> bool:
        """Whether a press office speaks for its house, where words do not stand apart: 白俄罗斯航空公司新闻处."""
        return (
            house.end == after.start and after.is_body and not self._speech.spaced and bool(self._speech["carriers"].fullmatch(after.words))
        )

    def _is_told(self, role: Mention) -> bool:
        """Whether a role is whom something is told: «сообщил журналистам мэр»."""
        return self._speech["oblique_words"].search(role.words) is not None

    def _are_told(self, role: Mention) -> bool:
        """Whether many are told something, who hold no office of the house behind them: «сообщили журналистам в министерстве»."""
        return self._speech["listeners"].fullmatch(role.words) is not None

    def _in_commas(self, role: Mention, name: Mention, gap: str) -> bool:
        """Whether a name between commas tells who holds a role: "says the deputy director, Ivan Ivanov."."""
        if not self._speech.bare_clause or not self._speech.spaced or gap != ", " or self._speech["plural_roles"].search(role.words):
            return False
        before = self._text[max(0, role.start - _VERB) : role.start].rstrip()
        said = any(match.end() == len(before) for match in self._speech["cues"].finditer(before))
        told = self._speech["articles"].match(f"{role.words.split()[0]} ") and " " in name.words
        if told and self._text[name.end : name.end + 2] == ", ":
            return True
        return said and self._text[name.end : name.end + 1] in (",", ".", ";", ":", "\n", "")

    def _apposed(self, gap: str) -> bool:
        if not gap.strip():
            return True
        if not self._speech.inverted or self._speech.bare_clause:
            return False  # only where nouns hang on each other by case may words stand between role and name
        loose = len(gap) > _APPOSITION or re.search(r"[^\w\s-]", _TITLE.sub("", gap)) or not gap[:1].isspace()
        return not loose and not self._speech["oblique"].search(gap.rstrip()) and not self._speech["cues"].search(gap)


def _is_before_surname(first: Mention, last: Mention) -> bool:
    """Whether one word stands in front of a listed surname."""
    return first.kind == Who.NAME and last.party is not None and last.party.kind == "person" and " " not in first.words + last.words
