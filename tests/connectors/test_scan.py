"""A raw page is held back only where its text, once taken out, could not name both sides."""

import html
import json
from pathlib import Path

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from connectors.scan import Scan
from connectors.settings import Settings
from connectors.watchlist import load_watchlist
from facts.article import Article
from facts.extract.languages.proof import pattern
from facts.language import tell
from facts.topic import judge_relevance, names

CORPORA = sorted((Path(__file__).resolve().parents[1] / "corpus").glob("*.jsonl"))
TOPIC = load_watchlist(Settings.model_fields["watchlist"].default).topic
SCAN = Scan(TOPIC)
BOTH = frozenset({"BY", "CN"})
RUSSIAN = "Посол КНР посетил Беларусь и встретился с Лукашенко."
CHINESE = "白俄罗斯总统在北京会见了中国企业代表。"
ENGLISH = "Belarus sent a delegation to China."


@pytest.mark.parametrize("corpus", CORPORA, ids=lambda file: file.stem)
def test_no_article_that_would_be_found_relevant_is_held_back(corpus):
    rows = [json.loads(line) for line in corpus.read_text(encoding="utf-8").splitlines()]
    articles = [Article(id=row["id"], title=row["title"], text=row["text"]) for row in rows]
    found = [one for one in articles if judge_relevance(one, tell(one.text), TOPIC).relevant]
    lost = [one.id for one in found if SCAN.sides(f"{one.title}\n{one.text}".encode()) != BOTH]

    assert found
    assert not lost


@pytest.mark.parametrize(
    ("text", "encoding"),
    [
        (RUSSIAN, "windows-1251"),
        (RUSSIAN, "koi8-r"),
        (RUSSIAN, "iso8859-5"),
        (RUSSIAN, "cp866"),
        (RUSSIAN, "utf-16"),
        (RUSSIAN, "utf-16-be"),
        (RUSSIAN, "utf-8-sig"),
        (CHINESE, "gbk"),
        (CHINESE, "gb18030"),
        (CHINESE.replace("罗", "羅").replace("国", "國"), "big5hkscs"),
        (CHINESE, "utf-16-le"),
        (CHINESE, "utf-32"),
        (CHINESE * 30, "utf-16-be"),
    ],
)
def test_names_are_seen_in_any_encoding_whatever_is_declared(text, encoding):
    body = f"<html><head><meta charset='utf-8'></head><body><p>{text}</p></body></html>".encode(encoding, "ignore")

    assert SCAN.sides(body) == SCAN.sides(body, "text/html; charset=no-such") == BOTH


def test_a_declared_seven_bit_encoding_is_tried():
    assert SCAN.sides(CHINESE.encode("hz"), "text/html; charset=hz-gb-2312") == BOTH


@pytest.mark.parametrize(
    "written",
    [
        "".join(f"&#{ord(letter)};" for letter in RUSSIAN),
        "".join(f"&#x{ord(letter):x};" for letter in RUSSIAN),
        RUSSIAN.replace("Б", "&Bcy;").replace("К", "&Kcy;").replace("Л", "&Lcy;"),
        RUSSIAN.replace("Бела", "Бела&shy;").replace("КНР", "К\u200bН\u200bР"),
        ENGLISH.replace("B", '<span class="dropcap">B</span>').replace("C", "<big>C</big>"),
        ENGLISH.replace("Bela", "Bela<wbr>").replace("Chi", "<em>Chi</em>"),
        ENGLISH.upper(),
        ENGLISH.replace("Bela", "Bela<nobr>").replace("Chi", "<!-- an editor's note -->Chi<ins>"),
        ENGLISH.replace("Bela", "Bela&#8205;").replace("Chi", "Chi&zwnj;").replace("na", "&ZeroWidthSpace;na"),
        "Mińsk and Minsk&#32;Region received Wang\nYi.",
        "The Great&nbsp;Stone park",
        f"Minsk saw <a href='{'x' * 600}'>Li</a> <b>Qiang</b>.",
        "Minsk and Sino<b>-</b>foreign ventures",
        "Минск: разговор с Си прошёл.",
        "‹Минск› и ‹Китай>",
        '<script type="application/ld+json">{"articleBody": ' + json.dumps(RUSSIAN) + "}</script>",
    ],
)
def test_names_are_seen_behind_what_stands_between_their_letters(written):
    assert SCAN.sides(f"<body>{written}</body>".encode()) == BOTH


@pytest.mark.parametrize(
    ("text", "sides"),
    [
        ("The price of wheat rose again on Monday.", set()),
        ("A new bridge was opened in Minsk.", {"BY"}),
        ("Beijing published its figures for March.", {"CN"}),
        ("Цены на пшеницу выросли в понедельник.", set()),
    ],
)
def test_a_page_that_names_one_side_or_none_is_told_as_such(text, sides):
    assert SCAN.sides(f"<html><body><nav>News Sport</nav><p>{text}</p></body></html>".encode()) == sides


@pytest.mark.parametrize("blank", ["\n", "&nbsp;", "</b> <b>", "&#160;"])
def test_no_kind_of_blank_between_words_hides_an_article(blank):
    rows = [json.loads(line) for corpus in CORPORA for line in corpus.read_text(encoding="utf-8").splitlines()]
    texts = {row["id"]: f"{row['title']}\n{row['text']}" for row in rows}
    named = [key for key, text in texts.items() if SCAN.sides(text.encode()) == BOTH]

    assert len(named) > len(rows) / 2
    assert not [key for key in named if SCAN.lacks(texts[key].replace(" ", blank).encode())]


@pytest.mark.parametrize("piece", ["李", "Л ", "\u00ad", "x<b>минск</b>", "&#1052;", "\\u0041", "Xi "])
def test_a_page_of_one_thing_over_and_over_is_looked_at_or_let_through(piece):
    body = (piece * 450_000).encode()[:900_000]

    assert SCAN.sides(body) <= BOTH
    assert SCAN.lacks(body * 2) == ""  # too large to be worth a look


@pytest.mark.parametrize("side", sorted(TOPIC.sides))
def test_every_proof_of_a_side_is_seen(side):
    rows = [row for rows in TOPIC.sides[side].words.values() for row in rows]

    assert len(rows) <= len(names(TOPIC, side))
    assert not [row.proof for row in rows if side not in SCAN.sides(html.escape(row.proof).encode())]


@pytest.mark.parametrize("side", sorted(TOPIC.sides))
@pytest.mark.parametrize("written", [str.upper, str.title, str.swapcase], ids=["capitals", "titles", "swapped"])
def test_names_are_seen_in_capitals_of_any_script(side, written):
    rows = [row for rows in TOPIC.sides[side].words.values() for row in rows]
    read = [row for row in rows if any(name.search(written(row.proof)) for name in map(pattern, names(TOPIC, side)))]

    assert len(read) > len(rows) / 2
    assert not [row.proof for row in read if side not in SCAN.sides(written(row.proof).encode())]


def test_letters_are_seen_that_are_the_same_as_others_but_for_capitals():
    assert SCAN.sides("M\u0131n\u017f\u212a and Be\u0130jing".encode()) == BOTH


@given(st.lists(st.sampled_from([ENGLISH, RUSSIAN, CHINESE, "Minsk", "пекин", "Wheat rose.", "<li>", "&#8217;", "Б&#1077;ларусь", "№"])))
def test_a_side_is_lacking_just_where_a_page_does_not_show_it(words):
    body = "<p>".join(words).encode()
    shown = SCAN.sides(body)

    assert SCAN.lacks(body) in (BOTH - shown or {""})
    assert all(SCAN.lacks(body, named=frozenset({side})) in (BOTH - shown - {side} or {""}) for side in BOTH)


@given(st.binary(max_size=400), st.text(max_size=12))
@example(b"<p>\xd0\x00</p>", "undefined")
@example(b"<p>\xd0\x00</p>", "idna")
def test_no_bytes_and_no_declaration_break_it(body, charset):
    assert SCAN.sides(body, f"text/html; charset={charset}") <= BOTH
