"""What stands on a page and is not the article: hidden text, readers' comments, lists of other articles."""

import re

from lxml.html import HtmlElement

_HIDDEN_STYLE = re.compile(
    r"display\s*:\s*none|visibility\s*:\s*hidden|font-size\s*:\s*0(?![.\d])|opacity\s*:\s*0(?![.\d])|text-indent\s*:\s*-\d{3}",
    re.IGNORECASE,
)
_HIDDEN_NAME = re.compile(
    r"(?:^|[\s_-])(?:visually-?hidden|sr-only|screen-reader(?:-text)?|hidden|d-none|is-hidden|offscreen)(?:$|[\s])", re.IGNORECASE
)
_FURNITURE = re.compile(
    r"(?:^|[\s_-])(?:comments?(?:[_-]?(?:list|area|section|form|block|wrap|body|item|text))?|disqus\w*|respond|discussion|reader-?comments|cackle|hypercomments|vk_comments"
    r"|related(?:[_-]?(?:articles|posts|news|links|stories|items))?|read-?(?:also|more|next)|recommend\w*|see-?also|more-?news|most-?read|popular(?:-?\w+)?|trending"
    r"|ticker|currency|rates|kurs\w*|exchange|stock-?quotes|weather|newsletter|subscribe\w*|cookie[_-]?\w*|share(?:[_-]?(?:buttons?|bar|links))?|social(?:[_-]?\w+)?|breadcrumbs?|pagination|tags?[_-]?list|banner|advert\w*|promo)(?:$|[\s_-])",
    re.IGNORECASE,
)
_ELEMENTS = frozenset(
    {
        "script",
        "style",
        "noscript",
        "template",
        "iframe",
        "form",
        "button",
        "select",
        "nav",
        "aside",
        "footer",
        "svg",
        "canvas",
        "object",
        "embed",
        "dialog",
    }
)
_KEPT = frozenset({"html", "body", "head", "main", "article", "p", "h1"})
_MOST = 0.5
"""A block holding more of the page's words than this is the article, whatever its class is called."""


def remove_furniture(tree: HtmlElement) -> None:
    """Take out of ``tree`` what no fact may come from. The tree is changed."""
    whole = sum(len(text) for text in tree.itertext())
    for element in list(tree.iter()):
        if isinstance(element.tag, str) and (_is_unseen(element) or _is_furniture(element, whole)):
            _drop(element)


def _is_unseen(element: HtmlElement) -> bool:
    if element.tag in ("html", "body"):
        return False
    style, names = element.get("style"), element.get("class")
    return (
        element.get("hidden") is not None
        or element.get("aria-hidden") == "true"
        or bool(style and _HIDDEN_STYLE.search(style))
        or bool(names and _HIDDEN_NAME.search(names))
    )


def _is_furniture(element: HtmlElement, whole: int) -> bool:
    if element.tag in _ELEMENTS:
        return True
    if element.tag in _KEPT:
        return False
    names = f"{element.get('class', '')} {element.get('id', '')}"
    return len(names) > 1 and bool(_FURNITURE.search(names)) and sum(len(text) for text in element.itertext()) < whole * _MOST


def _drop(element: HtmlElement) -> None:
    """Take an element away and leave the words behind it where they stood."""
    parent = element.getparent()
    if parent is None:
        return
    if element.tail:
        before = element.getprevious()
        if before is None:
            parent.text = (parent.text or "") + element.tail
        else:
            before.tail = (before.tail or "") + element.tail
    parent.remove(element)
