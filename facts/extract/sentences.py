"""Text → its sentences with offsets, for all scripts at once."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

_LINE = re.compile(r"[^\n\r\u2028\u2029]+")
_CLOSERS = "\"'”’»“」』)）]】"
# A full stop of the Chinese kind ends a sentence wherever it stands; ours only before blanks and what may open a sentence.
# “ closes what „ opened; right before a word it opens.
_AFTER_STOP = re.escape(_CLOSERS.replace("“", ""))
_END = re.compile(rf"[。！？](?:[。！？{_AFTER_STOP}]|“(?!\w))*|[.!?…]+[{re.escape(_CLOSERS)}]*(?=\s)")
_OPENERS = "\"'“”‘«„「『([（—–-•*·"
_WORD = re.compile(r"[\w.’'-]+\Z")
_LOOK_BACK = 24

# Words that are cut short by their full stop. These never end a sentence …
_ALWAYS_WORDS = """
    mr mrs ms dr prof gen col lt sgt capt st no nos vol fig vs approx ca cf e.g i.e art sec rev hon gov sen rep pres
    г гг ул пр просп д стр с им т тов проф акад ген полк см ср напр п пп ст корр гл зам пом рис табл кв оф тел в вв обл
    р руб коп вул праф нам ім сп sb сб"""
_ALWAYS = frozenset(_ALWAYS_WORDS.split())
# … and these only where the next word goes on in small letters or with a digit.
_SOMETIMES_WORDS = """
    u.s u.k u.n e.u u.s.a p.r.c d.c a.m p.m etc inc ltd co corp jr sr dept est jan feb mar apr jun jul aug sep sept oct nov dec
    т млн млрд трлн тыс тыщ долл дол евр шт чел экз т.д т.п т.е т.к т.н н.э п.п мин сек час га км кг тн др пр проч
    мес нед янв фев февр мар апр авг сент окт нояб дек г гг руб коп
    мільён мільярд тыс чал гадз і інш г.д г.зн студз лют сак крас трав чэрв ліп жн верас кастр ліст снеж tys mln mlrd dal
    bn mn tn m k"""
_SOMETIMES = frozenset(_SOMETIMES_WORDS.split())

_DOLLARS = frozenset({"долл", "дол"})
_STATES = ("СШ", "ЗШ")  # «долл. США»
_SCALES = frozenset({"тыс", "млн", "млрд", "трлн", "tys", "mln", "mlrd"})
_COUNTED = ("TE", "US", "EU", "CN", "BY", "RU", "КВ", "МВ", "ГВ")  # «420 тыс. TEU»


@dataclass(frozen=True, slots=True, kw_only=True)
class Sentence:
    """One sentence at [start, end) of the text, without blanks around it; ``paragraph`` counts its lines from 0."""

    start: int
    end: int
    paragraph: int


def split(text: str) -> list[Sentence]:
    """Cut a text into sentences.

    text     as published, in any of our scripts
    returns  in reading order, never overlapping. A line ends a sentence, with or without a full stop: headings and list items
             are sentences of their own. Full stops of abbreviations, initials and decimals end none.
    """
    found: list[Sentence] = []
    paragraph = 0
    for line in _LINE.finditer(text):
        before = len(found)
        for start, end in _inside(text, line.start(), line.end()):
            found.append(Sentence(start=start, end=end, paragraph=paragraph))
        paragraph += len(found) > before
    return found


def _inside(text: str, start: int, stop: int) -> Iterator[tuple[int, int]]:
    for match in _END.finditer(text, start, stop):
        if match.start() < start or not _ends(text, match, start, stop):
            continue
        yield from _trimmed(text, start, match.end())
        start = match.end()
    yield from _trimmed(text, start, stop)


def _trimmed(text: str, start: int, stop: int) -> Iterator[tuple[int, int]]:
    words = text[start:stop]
    left = start + len(words) - len(words.lstrip())
    right = start + len(words.rstrip())
    if left < right:
        yield left, right


def _ends(text: str, match: re.Match[str], start: int, stop: int) -> bool:
    """Whether a full stop at ``match`` ends its sentence."""
    mark = text[match.start()]
    if mark in "。！？":
        return not _goes_on_in_chinese(text, match.end(), stop)
    behind = match.end()
    while behind < stop and text[behind].isspace():
        behind += 1
    after = text[behind : behind + 2]
    if not after:
        return True
    opens = after[0].isupper() or after[0].isdigit() or not after[0].isalpha()
    if not opens or (after[0] in "—–-" and match.end() - match.start() > len(match.group().rstrip(_CLOSERS))):
        return False
    return mark != "." or match.group().count(".") > 1 or not _abbreviated(text, match.start(), start, after)


def _goes_on_in_chinese(text: str, at: int, stop: int) -> bool:
    # 「…。」他說 begins a new sentence; 「…！」的口號 does not.
    return at < stop and text[at - 1] in _CLOSERS and text[at] in "的，,、；;"


def _abbreviated(text: str, stop: int, start: int, after: str) -> bool:
    match = _WORD.search(text, max(start, stop - _LOOK_BACK), stop)
    if not match:
        return False
    word = match.group().strip("'’-").lower()
    if _is_initial(match.group(), after) or (word in _DOLLARS and after in _STATES):
        return True
    if word in _ALWAYS and not (word in _SOMETIMES and after[0].isupper()):
        return True
    if word in _SCALES and (after in _COUNTED or after[0] in "—–-"):
        return True
    if word in _SOMETIMES:
        return not after[0].isupper() and after[0] not in _OPENERS
    return False


def _is_initial(word: str, after: str) -> bool:
    """«А. Г. Лукашенко»: single capital letters before a name."""
    letters = word.rsplit(".", 1)[-1]
    return len(letters) == 1 and letters.isupper() and after[0].isalpha()
