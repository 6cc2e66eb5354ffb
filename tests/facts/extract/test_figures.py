"""Figures in four languages: what a number means in its sentence."""

import re
from datetime import date
from decimal import Decimal

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from facts.extract.languages.meaning import load_meaning
from facts.figure import Qualifier, is_counted
from facts.language import LANGUAGES
from tests.facts.extract.reading import HERE, metrics, read, watchlist


def rows(known_misses):
    """The rows of meaning/<language>.txt: metric kind flow reporter scope modality about | sentence with its figure in braces.

    "-" stands for what the text does not say, and for figures that are no matter of the two countries. A "!" in front marks a
    known miss.
    """
    for language in LANGUAGES:
        for line in (HERE / "meaning" / f"{language}.txt").read_text(encoding="utf-8").splitlines():
            if line and not line.startswith("#") and line.startswith("!") == known_misses:
                meaning, sentence = line.removeprefix("!").split("|", 1)
                yield pytest.param(language, meaning, sentence, id=line)


def meant(language, sentence):
    """How the figure in braces was read."""
    start, end = sentence.index("{"), sentence.index("}") - 1
    found = read(re.sub("[{}]", "", sentence), language)
    one = next((figure for figure in found if figure.start < end and start < figure.end), None)
    if one is None:
        return "nothing"
    told = (one.metric, one.kind, one.flow, one.reporter, one.scope, one.modality, "+" if one.about_relations else "-")
    return " ".join(str(part or "-") for part in told)


@pytest.mark.parametrize(("language", "meaning", "sentence"), list(rows(known_misses=False)))
def test_a_figure_means_what_its_sentence_says(language, meaning, sentence):
    assert meant(language, sentence) == meaning


@pytest.mark.xfail(reason="known miss", strict=True)
@pytest.mark.parametrize(("language", "meaning", "sentence"), list(rows(known_misses=True)))
def test_known_misses(language, meaning, sentence):
    assert meant(language, sentence) == meaning


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_language_has_rows_enough(language):
    assert sum(param.values[0] == language for param in rows(known_misses=False)) >= 50


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_language_can_say_everything(language):
    table = load_meaning(watchlist().topic, language)

    assert table.labels and table.products
    for name, metric in metrics().items():
        assert metric.words.get(language), name


@pytest.mark.parametrize(
    ("language", "sentence", "value", "told"),
    [
        ("en", "The average growth rate of exports to China was 117%.", "117", "index 117, i.e. +17 %"),
        ("ru", "Темп роста экспорта в Китай составил 108,7 процента.", "108.7", "index 108.7, i.e. +8.7 %"),
        ("be", "Тэмп росту экспарту ў Кітай склаў 117 працэнтаў.", "117", "index 117, i.e. +17 %"),
        ("zh", "对华出口增长率达117%。", "117", "index 117, i.e. +17 %"),
        ("ru", "Экспорт в Китай составил 95,3% к уровню прошлого года.", "95.3", "index 95.3, i.e. -4.7 %"),
    ],
)
def test_an_index_keeps_its_number_and_says_what_it_means(language, sentence, value, told):
    [figure] = read(sentence, language)

    assert (figure.value, figure.kind) == (Decimal(value), "change")
    assert told in figure.reading


@pytest.mark.parametrize(
    ("language", "sentence", "value"),
    [
        ("en", "Imports from China fell by 8%.", "-8"),
        ("en", "Imports from China were 8% lower.", "-8"),
        ("en", "The trade deficit with China came to $3 billion.", "-3000000000"),
        ("en", "The trade surplus with China came to $3 billion.", "3000000000"),
        ("ru", "Импорт из Китая снизился на 8%.", "-8"),
        ("ru", "Отрицательное сальдо торговли с Китаем — 3 млрд долларов.", "-3000000000"),
        ("be", "Імпарт з Кітая скараціўся на 8%.", "-8"),
        ("zh", "自中国进口下降8%。", "-8"),
        ("zh", "对华贸易逆差30亿美元。", "-3000000000"),
        ("zh", "对华出口增长8%。", "8"),
    ],
)
def test_less_is_below_zero(language, sentence, value):
    [figure] = read(sentence, language)

    assert figure.value == Decimal(value)


@pytest.mark.parametrize(
    ("language", "sentence", "value"),
    [
        ("en", "Imports from China shed 5%.", "-5"),
        ("en", "Exports to China were off 4 percent.", "-4"),
        ("ru", "Экспорт в Китай ужался на 4%.", "-4"),
        ("ru", "Импорт из Китая недосчитался 5%.", "-5"),
        ("be", "Імпарт з Кітая скурчыўся на 5%.", "-5"),
        ("zh", "中國自白俄羅斯進口則衰退8.8%。", "-8.8"),
        ("zh", "自中国进口同比走低3%。", "-3"),
        ("zh", "对华出口缩水两成。", "-20"),
    ],
)
def test_a_fall_is_known_by_many_verbs(language, sentence, value):
    assert [figure.value for figure in read(sentence, language)] == [Decimal(value)]


@pytest.mark.parametrize(
    ("language", "sentence"),
    [
        ("en", "Imports from China wobbled by 5%."),
        ("en", "Exports to China rose, and imports wobbled by 5%."),
        ("ru", "Импорт из Китая изменился на 5%."),
        ("be", "Імпарт з Кітая змяніўся на 5%."),
        ("zh", "自中国进口同比变动5%。"),
    ],
)
def test_a_change_that_may_go_either_way_is_left_out(language, sentence):
    assert read(sentence, language) == ()


def test_over_so_much_less_is_under_zero():
    [figure] = read("Imports from China fell by more than 8%.", "en")

    assert (figure.value, figure.low, figure.high, figure.qualifier) == (-8, None, -8, Qualifier.UNDER)


def test_what_comes_after_goes_on_with_what_was_named():
    text = "Belarus and China traded more than ever. Trade between them reached $8 billion in 2024. In 2023 it stood at $7.5 billion."

    assert [figure.metric for figure in read(text, "en")] == ["trade_turnover", "trade_turnover"]


def test_the_park_of_the_title_is_the_park_of_the_text():
    text = "Declared investment has passed $1.4 billion. Exports rose by 20%."

    told = {figure.metric for figure in read(text, "en", title="Great Stone: half a year")}
    untold = {figure.metric for figure in read(text, "en", title="Trade with China: half a year")}

    assert (told, untold) == ({"park_investment", "park_exports"}, {"investment", "exports"})


def test_an_endless_sentence_is_read_in_pieces():
    found = read("exports to China rose 5% and imports from China 7%, " * 60, "en")

    assert {(figure.metric, figure.value) for figure in found} == {("exports", Decimal(5)), ("imports", Decimal(7))}
    assert len(found) == 120


def test_figures_are_taken_from_the_text_alone():
    assert read("The two sides met in Minsk.", "en", title="Trade with China hits $8 billion") == ()


@pytest.mark.parametrize(
    ("language", "published", "text", "words", "period"),
    [
        (
            "en",
            None,
            "11 residents have joined the park since 2025 began.\n\nSo far the park has taken in 11 residents.",
            "11 residents.",
            "since 2025-01",
        ),
        ("zh", date(2023, 3, 2), "双边贸易额1992年仅6080万美元,2022年是50.8亿美元,提升近83倍。", "83倍", "1992..2022"),
        ("zh", date(2024, 6, 20), "2019年、2021年和2023年双边贸易额分别为44.8亿、51.2亿和84.4亿美元。", "51.2亿", "2021"),
        ("zh", date(2021, 5, 28), "截至4月底，园区入园企业有70家，其中中资企业39家，约占56%。", "56%", "2021-04"),
        ("ru", date(2022, 12, 30), "Экспорт в Китай хотим увеличить на четверть больше, чем в нынешнем году.", "четверть", "2023"),
    ],
)
def test_a_period_can_be_told_by_another_figure_or_by_the_year_a_plan_is_measured_against(language, published, text, words, period):
    at = text.rindex(words)

    assert [str(one.period) for one in read(text, language, published) if one.start <= at + 1 < one.end] == [period]


def test_a_text_of_too_many_amounts_says_that_not_all_were_read():
    found = read("Trade between Belarus and China reached $5 million. " * 310, "en")

    assert len(found) == 300
    assert "not read" in found[-1].reading
    assert "not read" not in found[0].reading


WORDS = st.sampled_from(
    re.split(
        " ",
        "trade exports imports fell by and of to China Russia bn $ 5 % , . ; ( ) — экспорт на и млрд долларов 12,5 Китай парк резидентов "
        "у 1,6 раза тавараабарот году 2024 « » 亿美元 增长 贸易额 34 和 中国 第3次 访华 \u00a0 \n",
    )
)


@settings(max_examples=150, deadline=None)
@given(language=st.sampled_from(LANGUAGES), words=st.lists(WORDS | st.text(max_size=4), max_size=40), glue=st.sampled_from(["", " "]))
def test_nothing_breaks_it_and_offsets_always_hold(language, words, glue):
    text = glue.join(words)

    for figure in read(text, language):
        assert text[figure.start : figure.end] == figure.text
        assert figure.value is not None or figure.low is not None or figure.high is not None
        assert figure.unit and (is_counted(figure.unit) or figure.kind != "rank" or figure.unit == "rank")


def test_an_article_without_a_day_goes_on_about_its_months():
    text = (
        "За першае паўгоддзе 2023 года Беларусь купіла ў Кітаі тавараў на 2,6 млрд долараў.\n"
        "Прадала ж Беларусь Кітаю на 970 млн долараў. З пачатку года ў парк прыйшлі 13 новых рэзідэнтаў."
    )

    told = {one.metric: str(one.period) for one in read(text, "be", None)}

    assert told == {"imports": "2023-01..2023-06", "exports": "2023-01..2023-06", "park_residents_added": "since 2023-01"}


def test_a_year_ago_looks_back_from_the_month_of_its_sentence():
    text = (
        "Оборот Китая и Беларуси за январь-октябрь составил 7 млрд долларов. В октябре торговля составила 712 млн, год назад было 498 млн."
    )

    assert [str(one.period) for one in read(text, "ru", date(2023, 11, 14))] == ["2023-01..2023-10", "2023-10", "2022-10"]
