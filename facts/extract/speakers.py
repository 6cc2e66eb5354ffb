"""Who it is: a mention → the speaker, by table, by the article so far, by date, or as printed."""

import re
from collections.abc import Iterator
from dataclasses import replace
from datetime import date

from facts.extract.chinese import sound
from facts.extract.gender import gender_of_pronoun
from facts.extract.languages.speech import Speech
from facts.extract.mentions import Mention, Who
from facts.extract.offices import Offices
from facts.extract.sides import sides_of
from facts.extract.speaker import Speaker
from facts.extract.transliteration import in_cyrillic, romanise
from facts.watch import Party, Topic

_WORDS = re.compile(r"[\s·•．‧]+")
_NEAR = 60  # characters in front of a name that may ask for its case
_TITLE = 2  # characters of a bare title, which many hold: 部长
_STEM = 5  # letters that tell a name or a role in any case: Снопко-в, -ва, -ву


class Cast:
    """The people and bodies of one article, in the order the text names them.

    last   who "he" is
    guest  who is asked, where the article is an interview
    """

    def __init__(self, topic: Topic, speech: Speech, day: date | None) -> None:
        self._topic, self._speech = topic, speech
        self._seen: list[Speaker] = []
        self._names: dict[str, Speaker] = {}
        self._bodies: list[tuple[frozenset[str], Speaker]] = []
        self._roles: list[tuple[frozenset[str], Speaker]] = []
        self._company: Mention | None = None
        self._called: list[tuple[str, Speaker]] = []
        self._unnamed: list[tuple[str, Speaker]] = []
        self._genitives: set[int] = set()
        self._sides = sides_of(topic, speech.language)
        self._offices = Offices(speech, day)
        self._house: Speaker | None = None
        self.last: Speaker | None = None
        self.guest: Speaker | None = None

    def note(self, mentions: list[Mention], text: str) -> None:
        """Remember who a sentence names, and what each of them is there said to be."""
        self._company = next((one for one in mentions if self._is_company(one)), self._company)
        self._genitives.update(one.start for one in mentions if one.kind == Who.NAME and self._asks_genitive(text, one.start))
        for number, mention in enumerate(mentions):
            if mention.is_body and " " in self._bare(mention.words):
                self._bodies.append((self._kin(mention.words), self._body(mention) if mention.party is None else self._named(mention)))
            if mention.is_body and not (mention.party and mention.party.kind == "media"):
                self._house = self.speaker(mention)
            if mention.kind in (Who.PARTY, Who.NAME):
                self._remember(mention, self._described(mention, mentions[number + 1 :], text))

    def _asks_genitive(self, text: str, start: int) -> bool:
        """Whether the words in front of a name ask for the genitive: «по словам»."""
        return any(match.end() in (start, start - 1) for match in self._speech["according"].finditer(text, max(0, start - _NEAR), start))

    def speaker(self, mention: Mention) -> Speaker | None:
        """Tell who a mention means; None for a pronoun before anybody was named."""
        match mention.kind:
            case Who.PARTY | Who.NAME:
                return self._named(mention)
            case Who.ROLE:
                return self._by_role(mention)
            case Who.BODY:
                return self._body(mention)
        return self._by_pronoun(mention.words)

    def can_be(self, known: Speaker, words: str) -> bool:
        """Whether a pronoun can mean somebody: "she" no man, and neither a paper."""
        wanted = gender_of_pronoun(words, self._speech)
        return not known.media and (wanted is None or known.gender in (None, wanted))

    def _by_pronoun(self, words: str) -> Speaker | None:
        """Who spoke or was named last; where "she" cannot mean him, the last one it can mean."""
        if self._speech["there"].fullmatch(words):
            return self._house
        wanted = gender_of_pronoun(words, self._speech)
        if self.last is None or wanted is None or (self.last.gender in (None, wanted) and not self.last.is_body):
            return self.last
        others = [known for known in reversed(self._seen) if not known.media and not known.is_body and (known.party or " " in known.name)]
        fitting = (known for gender in (wanted, None) for known in others if known.gender == gender)
        return next(fitting, self.last)

    def _body(self, mention: Mention) -> Speaker:
        """A body by its name, or by one word: "the ministry" is the one the article named last."""
        words = self._bare(mention.words)
        if whose := self._speech["whose"].fullmatch(words):
            house, role = self._body(replace(mention, words=whose["house"])), f"{whose['role']} of "
            return Speaker(f"{role}{house.name.removeprefix(role)}", house=True)
        kin = self._kin(words)
        if self._company and self._speech["companies"].fullmatch(words):
            return self._named(self._company) if self._company.party else Speaker(self._bare(self._company.words))
        if " " not in words and (known := next((one for of, one in reversed(self._bodies) if of & kin), None)):
            return known
        words = self._local(words) or self._in_english(words, self._sides.named(words))
        return Speaker(words, carrier=self._speech["carriers"].search(words) is not None, house=True)

    def _local(self, words: str) -> str | None:
        """A house of a place of China by its English name, where only the place and the kind of house name it: 兰州海关."""
        if self._speech.spaced or (plain := self._closing(words)) is None:
            return None
        place = next(words[:at] for at in range(len(words)) if words[at:] in self._speech.english)
        heard = sound(place) if self._speech["local"].fullmatch(words) else ""
        return f"{heard.replace(' ', '').capitalize()} {plain}" if heard else None

    def _is_company(self, mention: Mention) -> bool:
        """A company by name: listed, or a body whose name says so."""
        if mention.party:
            return mention.party.kind == "company"
        words = self._bare(mention.words)
        return mention.kind == Who.BODY and words != words.lower() and self._speech["companies"].search(words) is not None

    def _kin(self, words: str) -> frozenset[str]:
        return frozenset(word[:_STEM] for word in words.lower().split() if len(word) > 3)

    def _remember(self, mention: Mention, role: str) -> None:
        known = self._named(mention)
        if known in self._seen:
            self._seen.remove(known)
        self._seen.append(known)
        if role:
            self._called.append((role, known))
            self._roles.append((self._stems(role), known))
        for word in _WORDS.split(mention.words):
            if len(word) > 1:
                self._names[word.lower()[:_STEM]] = known

    def _described(self, mention: Mention, after: list[Mention], text: str) -> str:
        """The role words in front of a name, or behind it after a comma."""
        behind = after[0] if after and after[0].kind == Who.ROLE else None
        if not mention.role and behind and text[mention.end : behind.start].strip() == "," and not self._many(behind):
            return behind.words
        return mention.role

    def _named(self, mention: Mention) -> Speaker:
        words = mention.words
        if (
            mention.party
            and (namesake := self._names.get(words.lower()[:_STEM]))
            and namesake.name.endswith(f" {words}")
            and not namesake.party
        ):
            return namesake
        if mention.party:
            return Speaker(mention.party.name, self._offices.title(mention.party) or self._bare(mention.role) or None, mention.party)
        if len(_WORDS.split(words)) == 1 and (known := self._names.get(words.lower()[:_STEM])):
            return known
        name = romanise(words, self._speech.language, genitive=mention.start in self._genitives)
        return Speaker(name, self._bare(mention.role) or None)

    def _by_role(self, mention: Mention) -> Speaker | None:
        """The one in office among those the article named, else who was called so, else who holds the office that day."""
        words = in_cyrillic(mention.words)
        side = self._sides.named(words)
        if apart := self._told_apart(words, side):
            return apart
        for known in self._recent():
            if known.party and (not side or known.party.side == side) and self._holds(known.party, words):
                return known
        if likely := self._likely(mention) or self._so_called(mention) or self._absent(words, side) or self._again(mention):
            return likely
        if self.last and self._may_be(self.last, mention) and not self._another(words):
            return self.last
        if self.guest and not self._many(mention) and (not side or not self.guest.party or self.guest.party.side == side):
            return self.guest
        somebody = Speaker(self._in_english(self._of_house(self._bare(mention.words)), side))
        self._unnamed.append((f"{self._bare(mention.words).lower()} ", somebody))
        return somebody

    def _again(self, mention: Mention) -> Speaker | None:
        """Somebody without a name who was called so before, with the house he serves: "the vice-rector of the university"."""
        role = f"{self._bare(mention.words).lower()} "
        return next((known for called, known in reversed(self._unnamed) if called.startswith(role)), None)

    def _of_house(self, words: str) -> str:
        """ "The administration's press officer" as others call him: press officer of the administration."""
        whose = self._speech["whose"].fullmatch(words)
        return f"{whose['role']} of the {whose['house']}" if whose else words

    def _may_be(self, known: Speaker, mention: Mention) -> bool:
        """Whether somebody without an office of his own can be meant by a role: no house, and nobody where one is only introduced."""
        anew = self._speech["introduced"].match(mention.words) is not None
        return not known.is_body and not (known.party and known.party.roles) and not self._many(mention) and not anew

    def _another(self, words: str) -> bool:
        """Whether a role is an office, or one of a house, other than that of the one who spoke last."""
        known = self.last.role or self.last.name if self.last else ""
        unnamed = self.last not in self._seen and self._speech["roles"].match(known) is not None
        if (unnamed or self._speech["bodies"].search(words)) and not self._stems(words) & self._stems(known):
            return True
        offices = [self._speech["offices"].search(role.lower()) for role in (words, known)]
        return None not in offices and len({office.group() for office in offices if office}) > 1

    def _told_apart(self, words: str, side: str | None) -> Speaker | None:
        """Whom the words of a role tell from everybody before: by a surname, by "one of", by a house of his own."""
        if titled := self._speech["titled"].match(words):
            return self._titled(titled.group("surname"), words[titled.end() :])
        if indefinite := self._speech["indefinite"].match(words):
            return Speaker(
                self._one_of_many(indefinite.group(), words[indefinite.end() :]) or self._in_english(words[indefinite.end() :], side)
            )
        return self._housed(words, side) if self._speech["housed"].search(words) else None

    def _one_of_many(self, before: str, words: str) -> str | None:
        """Somebody of whom the word alone means several: 一位学者 is a scholar."""
        if self._speech["plural_roles"].search(before):
            return None
        return next((one for at in range(len(words)) if (one := self._speech.english.get(f"*{words[at:]}"))), None)

    def _titled(self, surname: str, title: str) -> Speaker:
        """Who is called by surname and title: one whom the article named, else who holds that office, else nobody known."""
        spoken = sound(surname).capitalize()
        if known := next((one for one in self._recent() if one.name.split()[0] == spoken), None):
            return known
        able = (party for party in self._topic.parties if party.name.split()[0] == spoken and title)
        party = next((party for party in able if self._offices.named_in(party, title, bare=True) is not None), None)
        return Speaker(party.name, self._offices.title(party), party) if party else Speaker(spoken, title or None)

    def _housed(self, words: str, side: str | None) -> Speaker:
        """Who holds a role in a house that stands with it: whoever has that office, or was called just so, else somebody new."""
        known = (one for one in self._recent() if one.party and self._holds(one.party, words))
        called = (one for role, one in reversed(self._called) if role.endswith(words) or (len(role) > _TITLE and words.endswith(role)))
        holder = next(known, None) or next(called, None) or self._absent(words, side)
        return holder or Speaker(self._in_english(words, None), words)

    def _so_called(self, mention: Mention) -> Speaker | None:
        """Whom the article called so before."""
        wanted = self._stems(mention.words)
        return next((known for stems, known in reversed(self._roles) if stems & wanted), None)

    def _in_english(self, words: str, side: str | None) -> str:
        """What an unnamed speaker is called: in English where the table has the word, else as printed."""
        bare = self._sides.without(words).strip().lower() or words
        plain = self._speech.english.get(bare) or (self._serving(bare) if self._speech.spaced else self._closing(bare))
        return f"{self._topic.sides[side].adjective} {plain}" if plain and side else plain or words

    def _serving(self, words: str) -> str | None:
        """The English of a role in past or in a listed house: «бывший сотрудник Минфина»."""
        first, _, rest = words.partition(" ")
        if before := self._speech.english.get(f"{first} -"):
            return (plain := self._speech.english.get(rest) or self._serving(rest)) and f"{before} {plain}"
        role, house = self._speech.english.get(first), self._sides.house(rest) if rest else None
        return f"{role} of the {house}" if role and house else None

    def _closing(self, words: str) -> str | None:
        """The English of the longest known word that a role ends with: 总编室主任 is a director."""
        return next((self._speech.english[words[at:]] for at in range(len(words)) if words[at:] in self._speech.english), None)

    def _recent(self) -> Iterator[Speaker]:
        if self.last:
            yield self.last
        yield from reversed(self._seen)

    def _absent(self, words: str, side: str | None) -> Speaker | None:
        """One whom the article need not name: a leader, or the only holder of an office of the country that is named with it."""
        able = [
            (at, party)
            for party in self._topic.parties
            if party.roles
            and (party.side == side if side else party.leader)
            and (at := self._offices.named_in(party, words, bare=False)) is not None
        ]
        first = min((at for at, _ in able), default=0)
        only = [party for at, party in able if at == first]
        leader = next((party for party in only if party.leader), only[0] if len(only) == 1 else None)
        return Speaker(leader.name, self._offices.title(leader), leader) if leader else None

    def _likely(self, mention: Mention) -> Speaker | None:
        """Whom a word means that fits many: "the diplomat" is the ambassador the article named, "the official" who spoke last."""
        if self._speech["diplomats"].fullmatch(self._bare(mention.words)):
            of_that_kind = (known for role, known in reversed(self._called) if self._speech["diplomats"].search(role))
            return next(of_that_kind, None)
        vague = self._speech["vague_roles"].fullmatch(self._bare(mention.words)) and not self._speech["introduced"].match(mention.words)
        if vague and self.last and not self.last.media and not self.last.is_body:
            return self.last
        return None

    def _stems(self, role: str) -> frozenset[str]:
        """What tells a role in any case, without the countries in it."""
        words = self._sides.without(role).lower()
        if not self._speech.spaced:
            return frozenset({words.strip()[-2:]})
        return frozenset(word[:_STEM] for word in words.split() if len(word) > 3)

    def _holds(self, party: Party, words: str) -> bool:
        return self._offices.named_in(party, words, bare=len(self._stems(words)) <= 1) is not None

    def _many(self, mention: Mention) -> bool:
        return self._speech["plural_roles"].search(mention.words) is not None

    def _bare(self, words: str) -> str:
        first, blank, rest = words.partition(" ")
        return rest.strip() if blank and self._speech["articles"].search(first + blank) else words.strip()
