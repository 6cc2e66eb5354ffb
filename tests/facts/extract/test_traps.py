"""What looks like a figure and is none, and figures that are easily taken for others: P7 and P9 of the catalogue of faults."""

import pytest

from tests.facts.extract.reading import read

NOTHING = [
    (
        "a date, a clock time, an article",
        "en",
        "Trade between Belarus and China was agreed on 12.05.2025 at 10:30, as article 17 of the treaty says.",
    ),
    ("a date, the number of a treaty", "ru", "12.05.2025 Беларусь и Китай подписали договор № 17, статья 5."),
    ("a telephone number", "en", "Call the China desk in Minsk at +375 17 222-33-44 or 8 (017) 222 33 44."),
    ("a telephone number", "ru", "Пресс-служба парка в Минске: +375 17 222-33-44, Китай."),
    ("a date and a telephone number", "zh", "白俄罗斯与中国于2025年5月12日10时30分签署协议，电话：010-8532-1234。"),
]


@pytest.mark.parametrize(("language", "text"), [pytest.param(*row, id=f"P9 {name} {row[0]}") for name, *row in NOTHING])
def test_what_only_looks_like_a_figure_is_none(language, text):
    assert not read(text, language)


@pytest.mark.parametrize(
    ("language", "words", "value", "unit"),
    [
        pytest.param("ru", "5,8 млрд долларов", 5_800_000_000, "USD", id="P9 a comma in Russian"),
        pytest.param("ru", "5.8 млрд долларов", 5_800_000_000, "USD", id="P9 a point in Russian"),
        pytest.param("en", "5.8 billion dollars", 5_800_000_000, "USD", id="P9 a point in English"),
        pytest.param("en", "5,800 million dollars", 5_800_000_000, "USD", id="P9 a comma in English"),
        pytest.param("en", "£5.8 billion", 5_800_000_000, "GBP", id="P9 pounds are no dollars"),
        pytest.param("zh", "58亿美元", 5_800_000_000, "USD", id="P9 a hundred million"),
        pytest.param("zh", "580万美元", 5_800_000, "USD", id="P9 ten thousand"),
        pytest.param("ru", "вдвое", 2, "times", id="P9 twice in Russian"),
        pytest.param("be", "удвая", 2, "times", id="P9 twice in Belarusian"),
        pytest.param("en", "1000000 trillion dollars", 10**18, "USD", id="P7 the largest there is"),
    ],
)
def test_a_figure_that_is_easily_misread_is_read_right(language, words, value, unit):
    frame = {
        "en": f"Trade between Belarus and China reached {words}.",
        "ru": f"Товарооборот Беларуси и Китая составил {words}.",
        "be": f"Тавараабарот Беларусі і Кітая вырас {words}.",
        "zh": f"白俄罗斯与中国的贸易额达{words}。",
    }

    [figure] = read(frame[language], language)

    assert (figure.value, figure.unit, figure.text) == (value, unit, words)


@pytest.mark.parametrize("words", ["9000000000000000001 dollars", "5000000 trillion dollars", "$" + "7" * 200_000, "12" * 400_000 + " %"])
def test_p7_a_number_above_a_trillion_millions_is_no_figure(words):
    assert not read(f"Trade between Belarus and China reached {words}.", "en")


def test_p7_a_text_of_nothing_but_numbers_gives_no_figure():
    assert not read("1,234,567 " * 20_000, "en")


def test_p9_the_same_number_in_another_currency_is_held_for_the_same_amount_by_nobody():
    pounds, dollars = (read(f"Trade between Belarus and China reached {sign}5.8 billion in 2022.", "en")[0] for sign in "£$")

    assert pounds.value == dollars.value
    assert pounds.unit != dollars.unit
