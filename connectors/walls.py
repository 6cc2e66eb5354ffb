"""Pages that stand in an article's place: not found, consent, subscription, scripts. Told apart by what they say."""

import re
from dataclasses import dataclass

from lxml.html import HtmlElement

from connectors.errors import TextState
from connectors.wallwords import says

_EMPTY, _SHORT, _TEASER = 60, 700, 2_500
"""Letters of text. A wall says little: below the first nothing was said; above the second no wall is looked for but
one that the page itself declares; above the third, none at all."""
_WORDS = 20_000

_DECLARED_PAID = re.compile(r'"isAccessibleForFree"\s*:\s*"?false|"(?:paywall|meteredContent)"', re.IGNORECASE)
_PAID_NAMES = re.compile(r"(?:^|[\s_-])(?:paywall|piano|subscribers?-only|premium-content|metered)(?:$|[\s_-])", re.IGNORECASE)
_SHELL = re.compile(r"(?:^|\s)(?:root|app|__next|___gatsby|__nuxt)(?:$|\s)")

_LATER = "it is tried again later"
_OWN_EYES = "read it yourself: beltwatch does not go past it"
_TOLD: dict[TextState, tuple[str, str]] = {
    "soft_404": ("no article text: the page says that it was not found", _LATER),
    "paywall": ("no article text: only subscribers may read it", _OWN_EYES),
    "consent": ("no article text: a consent page stands before it", _OWN_EYES),
    "script_only": ("no article text: the page is built by scripts", _OWN_EYES),
    "empty": ("no article text: the page is empty", _LATER),
}


@dataclass(frozen=True, slots=True)
class Signs:
    """What a page shows before furniture is taken out of it.

    words   all it says, notes for browsers without scripts included; the beginning
    paid    whether it declares itself, or a part of it, not free
    shell   whether its body is a place for scripts to fill
    """

    words: str
    paid: bool
    shell: bool


def look(tree: HtmlElement) -> Signs:
    """Collect the signs; before remove_furniture, which takes them away."""
    scripts = list(tree.iter("script"))
    paid = any(_DECLARED_PAID.search(script.text or "") for script in scripts)
    names = [f"{element.get('class', '')} {element.get('id', '')}" for element in tree.iter("div", "section", "main", "span", "p")]
    return Signs(
        words=_words(tree),
        paid=paid or any(map(_PAID_NAMES.search, names)),
        shell=bool(scripts) and any(map(_SHELL.search, names)),
    )


def _words(tree: HtmlElement) -> str:
    pieces, length = [], 0
    for element in tree.iter():
        silent = not isinstance(element.tag, str) or element.tag in ("script", "style", "template")
        piece = " ".join(f"{'' if silent else element.text or ''} {element.tail or ''}".split())
        pieces.append(piece)
        length += len(piece)
        if length > _WORDS:
            break
    return " ".join(filter(None, pieces))[:_WORDS]


def wall(signs: Signs, title: str, text: str) -> tuple[str, str, TextState] | None:
    """Say what stands where the article should be.

    title    the page's headline.
    text     what was taken for the article.
    returns  reason, remedy and kind for NoText; None where the text is an article.
    """
    kind = _kind(signs, title, text)
    return (*_TOLD[kind], kind) if kind else None


def _kind(signs: Signs, title: str, text: str) -> TextState | None:
    length = _letters(text)
    if length < _EMPTY:
        return _kind_of_nothing(signs, f"{title}\n{text}\n{signs.words}")
    if signs.paid and length < _TEASER and says("paywall", f"{text}\n{signs.words}"):
        return "paywall"
    return _kind_of_little(title, text) if length < _SHORT else None


def _kind_of_little(title: str, text: str) -> TextState | None:
    if says("soft_404", f"{title}\n{text[:200]}"):
        return "soft_404"
    kinds: tuple[TextState, ...] = ("paywall", "consent", "script_only")
    return next((kind for kind in kinds if says(kind, text)), None)


def _kind_of_nothing(signs: Signs, words: str) -> TextState:
    if says("soft_404", words[:2_000]):
        return "soft_404"
    if signs.paid or says("paywall", words):
        return "paywall"
    if says("script_only", words) or signs.shell:
        return "script_only"
    return "consent" if says("consent", words) else "empty"


def _letters(text: str) -> int:
    """The length of a text as it would be in letters: a Chinese character says what three letters say."""
    return len(text) + 2 * sum("一" <= letter <= "鿿" for letter in text)
