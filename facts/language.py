"""Which of our four languages a text is in.

Script and letters settle all but a few headlines; those are settled by short words. A statistical model was tried for the
rest: it took 0.8 s to load and was more often wrong on them.
"""

import re

LANGUAGES = ("en", "ru", "be", "zh")

# Runs of letters: a run is found as quickly as one letter.
_HAN = re.compile(r"[\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff]+")
_CYRILLIC = re.compile(r"[\u0400-\u04ff]+")
_LATIN = re.compile(r"[A-Za-z\u00c0-\u024f]+")
# Letters that one of the two has and the other has not.
_BELARUSIAN = re.compile(r"[ўіЎІ]")
_RUSSIAN = re.compile(r"[ищъИЩЪ]")
# Spellings and words that need none of those letters: "дз", "ць" and "цц" are Belarusian, "ть" and "тс" hardly ever.
_BELARUSIAN_WORDS = re.compile(r"дз|ц[ьцеяю]|шч|рэ|чы|[ая]е\b|\b(?:з|са|што|як\w*|каля|ад|ды|але|пра|гэта|яго|яе|летась)\b", re.IGNORECASE)
_RUSSIAN_WORDS = re.compile(r"т[ьс]|де|ре|ого\b|его\b|\b(?:в|с|к|о|об|во|со|что|как|от|но|это|августа|года)\b", re.IGNORECASE)
# Łacinka, Belarusian in Latin letters. Single ones of these also stand in names of other nations.
_LACINKA = re.compile(r"[ŭčłśźćžšńŬČŁŚŹĆŽŠŃ]")
_ENGLISH_WORDS = re.compile(r"\b(?:the|of|and|in|is|for|on|with|by|at|from|has|said)\b", re.IGNORECASE)


def tell(text: str, prior: str = "") -> str:
    """Tell the language of ``text``.

    text     as published: a headline, one sentence or a whole article.
    prior    what the feed says its language is, or ""; it decides only where script and letters leave it open.
    returns  "en", "ru", "be" or "zh"; a text without letters has the prior's, or "en".
    rule     script first, then the letters that Russian and Belarusian do not share, then the prior, then short words.
    """
    # A Chinese character says as much as two or three letters of an alphabet.
    han, cyrillic, latin = 2 * _letters(_HAN, text), _letters(_CYRILLIC, text), _letters(_LATIN, text)
    if han > max(cyrillic, latin) / 2:
        return "zh"
    if cyrillic > latin / 2:
        return _tell_cyrillic(text, prior)
    if latin:
        return _tell_latin(text, prior)
    return prior if prior in LANGUAGES else "en"


def _letters(runs: re.Pattern[str], text: str) -> int:
    """How many letters of one script stand in a text."""
    return sum(map(len, runs.findall(text)))


def _tell_cyrillic(text: str, prior: str) -> str:
    if told := _more(_BELARUSIAN, _RUSSIAN, text):
        return told
    if prior in ("ru", "be"):
        return prior
    return _more(_BELARUSIAN_WORDS, _RUSSIAN_WORDS, text) or "ru"


def _more(belarusian: re.Pattern[str], russian: re.Pattern[str], text: str) -> str:
    """Tell which pattern is found more often; "" where neither is."""
    balance = len(belarusian.findall(text)) - len(russian.findall(text))
    return "" if balance == 0 else "be" if balance > 0 else "ru"


def _tell_latin(text: str, prior: str) -> str:
    """Tell Łacinka from English: its letters come in every other word, and so do the little words of English."""
    marks = 0 if text.isascii() else len(_LACINKA.findall(text))
    if not marks and prior != "be":
        return "en"
    words = len(_ENGLISH_WORDS.findall(text))
    return "be" if marks > words or (prior == "be" and not words) else "en"
