"""One story in several languages of one outlet: which facts stand in which edition."""

from datetime import date

import pytest

from facts.compare.editions import Edition, Standing, editions_of, side_by_side
from facts.figure import Kind


@pytest.fixture
def edition(make):
    def make_one(language, *facts, article=1, day=date(2026, 1, 27), outlet="Minsk Courier"):
        return Edition(
            article=article, version=article, language=language, outlet=outlet, url="", title="", published=day, facts=make.facts(*facts)
        )

    return make_one


def standings(matrix):
    return [[str(cell.standing) for cell in line.cells] for line in matrix.lines]


def test_a_fact_stands_in_one_edition_or_in_all(make, edition):
    turnover, exports = make.figure("8.9e9", "2025"), make.figure("1.9e9", "2025", metric="exports")
    english = edition("en", turnover, exports)
    russian = edition("ru", make.figure("8.9e9", "2025", text="8,9 млрд долларов"))
    chinese = edition("zh", make.figure("8.9e9", "2025", text="89亿美元"), make.figure("1.9e9", "2025", metric="exports"))

    matrix = side_by_side([english, russian, chinese])

    assert standings(matrix) == [["same", "same", "same"], ["same", "missing", "same"]]
    assert [cell.fact.text for cell in matrix.lines[0].cells] == ["8.9e9", "8,9 млрд долларов", "89亿美元"]


@pytest.mark.parametrize("other", [{"value": "8.6e9"}, {"period": "2025-01..2025-11"}, {"unit": "EUR"}])
def test_a_fact_told_otherwise_shows(make, edition, other):
    matrix = side_by_side(
        [edition("en", make.figure("8.9e9", "2025")), edition("zh", make.figure(**({"value": "8.9e9", "period": "2025"} | other)))]
    )

    assert standings(matrix) == [["same", "differs"]]


def test_what_a_later_edition_adds_stands_below(make, edition):
    matrix = side_by_side([edition("en"), edition("be", make.figure("118", "2025", "companies", metric="park_residents"))])

    assert standings(matrix) == [["missing", "same"]]


def test_a_fact_said_twice_in_one_edition_is_one_line(make, edition):
    matrix = side_by_side([edition("ru", make.figure(start=0), make.figure(start=90)), edition("zh", make.figure())])

    assert standings(matrix) == [["same", "same"]]


def test_a_free_label_is_brought_together_by_its_number_and_time(make, edition):
    english, chinese = make.figure("27", "2025", "tonnes", metric="beef sent"), make.figure("27", "2025", "tonnes", metric="牛肉")

    assert standings(side_by_side([edition("en", english), edition("zh", chinese)])) == [["same", "same"]]


@pytest.mark.parametrize(
    ("language", "words"),
    [
        ("ru", "Беларусь твердо поддерживает торговлю, инвестиции и экспорт продовольствия"),
        ("be", "Беларусь цвёрда падтрымлівае гандаль, інвестыцыі і экспарт харчавання"),
        ("zh", "白俄罗斯坚定支持贸易、投资和食品出口"),
    ],
)
def test_a_statement_is_found_in_its_translation(make, edition, language, words):
    english = edition("en", make.statement("Belarus firmly supports trade, investment and the export of food"))

    assert standings(side_by_side([english, edition(language, make.statement(words, language))])) == [["same", "same"]]


def test_the_one_quotation_left_over_is_likely_the_same(make, edition):
    english = edition("en", make.statement("Our trains used to come home half empty"))
    russian = edition("ru", make.statement("Раньше наши поезда возвращались полупустыми", "ru"))

    [line] = side_by_side([english, russian]).lines

    assert [cell.standing for cell in line.cells] == [Standing.SAME, Standing.LIKELY]


def test_a_quotation_with_another_number_is_another(make, edition):
    english, russian = make.statement("We sent 40 trains"), make.statement("Мы отправили 60 составов", "ru")

    assert standings(side_by_side([edition("en", english), edition("ru", russian)])) == [["same", "missing"], ["missing", "same"]]


def test_the_edition_is_the_text_with_most_in_common(make, edition):
    facts = [make.figure("8.9e9", "2025"), make.figure("1.9e9", "2025", metric="exports"), make.change("17", period="2025")]
    this = edition("en", *facts)
    near, far = edition("zh", *facts[:2], article=2), edition("zh", facts[0], make.figure("7e9", "2025", metric="imports"), article=3)

    assert [one.article for one in editions_of(this, [far, near])] == [1, 2]


def test_one_figure_of_many_makes_no_edition(make, edition):
    background = make.figure("8.9e9", "2025")
    this = edition("en", background, *(make.figure(value, "2025", "companies", metric="park_residents") for value in ("52", "93", "118")))
    other = edition(
        "ru", background, *(make.figure(value, "2026", "students", metric="students", kind=Kind.LEVEL) for value in ("2", "3", "4"))
    )

    assert editions_of(this, [other]) == (this,)


@pytest.mark.parametrize("own", [{"outlet": "Yangtze Daily"}, {"day": date(2026, 2, 20)}])
def test_another_outlet_or_another_week_is_no_edition(make, edition, own):
    this = edition("en", make.figure("8.9e9", "2025"))

    assert editions_of(this, [edition("zh", make.figure("8.9e9", "2025"), **own)]) == (this,)


def test_nothing_makes_an_empty_matrix():
    assert side_by_side([]).lines == ()
