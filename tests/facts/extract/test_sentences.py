"""Sentences with offsets, for all scripts at once."""

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from facts.extract.sentences import split


@pytest.mark.parametrize(
    ("text", "sentences"),
    [
        ("He came. He left.", ["He came.", "He left."]),
        (
            "Mr. Lee sold it in the U.S. market for $3.5bn. Then he left.",
            ["Mr. Lee sold it in the U.S. market for $3.5bn.", "Then he left."],
        ),
        ("The paper SB. Belarus Today wrote so. He left.", ["The paper SB. Belarus Today wrote so.", "He left."]),
        ("Газета «СБ. Беларусь сегодня» пишет. Он ушёл.", ["Газета «СБ. Беларусь сегодня» пишет.", "Он ушёл."]),
        ("See No. 5 of the list. It is new.", ["See No. 5 of the list.", "It is new."]),
        ('"Yes!" he said. "No."', ['"Yes!" he said.', '"No."']),
        ("Growth was 5.2%. Prices rose 3.1%.", ["Growth was 5.2%.", "Prices rose 3.1%."]),
        ("А. Г. Петров прибыл в Минск. Он доволен.", ["А. Г. Петров прибыл в Минск.", "Он доволен."]),
        ("Собрали 5 тыс. машин. Это рекорд.", ["Собрали 5 тыс. машин.", "Это рекорд."]),
        ("Вложено 5 млн долл. США. Этого мало.", ["Вложено 5 млн долл. США.", "Этого мало."]),
        ("Договор 2023 г. действует. Всё.", ["Договор 2023 г. действует.", "Всё."]),
        ("Экспорт — 5 млрд. Импорт — 3 млрд.", ["Экспорт — 5 млрд.", "Импорт — 3 млрд."]),
        ("Рост на 2 п.п. за год. Мало.", ["Рост на 2 п.п. за год.", "Мало."]),
        ("Гэта 4 тыс. кампаній. Яны з 5 краін.", ["Гэта 4 тыс. кампаній.", "Яны з 5 краін."]),
        ("Заголовок\nПервое предложение. Второе.", ["Заголовок", "Первое предложение.", "Второе."]),
        ("贸易额达5.8亿美元。增长很快！是吗？", ["贸易额达5.8亿美元。", "增长很快！", "是吗？"]),
        ("他说：“很好。”会谈结束。", ["他说：“很好。”", "会谈结束。"]),
        ("", []),
        (" \n \n", []),
    ],
)
def test_a_text_is_cut_into_sentences(text, sentences):
    assert [text[one.start : one.end] for one in split(text)] == sentences


def test_lines_are_counted_as_paragraphs():
    assert [one.paragraph for one in split("One. Two.\n\nThree.\nFour.")] == [0, 0, 1, 2]


@given(st.text() | st.text(alphabet='aZ Я。.!?”"\n5'))
def test_sentences_are_in_order_trimmed_and_leave_out_only_blanks(text):
    found = split(text)

    assert all(text[one.start : one.end] == text[one.start : one.end].strip() != "" for one in found)
    assert all(before.end <= after.start and before.paragraph <= after.paragraph for before, after in pairwise(found))
    gaps = [0, *(at for one in found for at in (one.start, one.end)), len(text)]
    assert "".join(text[left:right] for left, right in zip(gaps[::2], gaps[1::2], strict=True)).strip() == ""
