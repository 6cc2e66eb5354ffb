"""Periods in four languages: what words of time come to, and which of them a figure hangs on."""

import re
from datetime import date
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from facts.extract.languages.proof import UnprovedRowError
from facts.extract.languages.times import load_times
from facts.extract.periods import Calendar, read_periods
from facts.extract.sentences import split
from facts.figure import Kind
from facts.period import Period
from facts.watch import Nature

LANGUAGES = ("en", "ru", "be", "zh")


def _rows(known_misses: bool):
    """The rows of periods/<language>.txt: day of publication or "-" | label, "+" where it is cumulative | sentence.

    "¶" begins a paragraph. The figure stands in braces; without one the sentence has one mention of time, or none where the label is empty.
    A "!" in front marks a known miss.
    """
    for language in LANGUAGES:
        for line in (Path(__file__).parent / "periods" / f"{language}.txt").read_text(encoding="utf-8").splitlines():
            if line and not line.startswith("#") and line.startswith("!") == known_misses:
                published, label, sentence = line.removeprefix("!").split("|", 2)
                yield pytest.param(language, None if published == "-" else date.fromisoformat(published), label, sentence, id=line)


def _read(language, published, sentence):
    """The label of the figure in braces, or of the one mention of time; "+" where it is cumulative."""
    sentence = sentence.replace("¶", "\n")
    text = sentence.replace("{", "").replace("}", "")
    if "{" in sentence:
        start, end = sentence.index("{"), sentence.index("}") - 1
        found = [Calendar(text, split(text), published, language).at(start, end)]
    else:
        found = read_periods(text, published, language)
    return "; ".join(f"{one.period or ''}{' +' if one.cumulative else ''}" for one in found)


@pytest.mark.parametrize(("language", "published", "label", "sentence"), [*_rows(known_misses=False)])
def test_a_figure_has_the_period_its_sentence_gives_it(language, published, label, sentence):
    assert _read(language, published, sentence) == label


@pytest.mark.xfail(reason="known miss", strict=True)
@pytest.mark.parametrize(("language", "published", "label", "sentence"), [*_rows(known_misses=True)])
def test_known_misses(language, published, label, sentence):
    assert _read(language, published, sentence) == label


def _at(language, text, words, published="2025-09-17", **known):
    start = text.index(words)
    calendar = Calendar(text, split(text), date.fromisoformat(published) if published else None, language)
    period = calendar.at(start, start + len(words), **known).period
    return str(period) if period else None


@pytest.mark.parametrize(
    ("language", "text", "words", "label"),
    [
        ("en", "In 2024 trade was $8bn. Exports made up $1.7bn.", "$1.7bn", "2024"),
        ("en", "In 2024 trade was $8bn.\nExports made up $1.7bn.", "$1.7bn", None),
        ("en", "In 2024 trade was $8bn, she said.\n“Exports made up $1.7bn.", "$1.7bn", "2024"),
        ("en", "In the first half trade was $4bn.\nExports in the same period made up $1bn.", "$1bn", "2025-01..2025-06"),
        ("ru", "За первое полугодие оборот составил 4 млрд. Экспорт - 1 млрд.", "1 млрд", "2025-01..2025-06"),
        ("ru", "В среду прошли переговоры. Экспорт составил 1 млрд.", "1 млрд", None),
        ("be", "Летась гандаль склаў 8 млрд.\nЗа той самы час экспарт склаў 1,7 млрд.", "1,7 млрд", "2024"),
        ("zh", "2024年贸易额84亿美元。其中出口17亿美元。", "17亿美元", "2024"),
    ],
)
def test_a_flow_takes_its_period_over_from_the_sentences_before(language, text, words, label):
    assert _at(language, text, words, nature=Nature.FLOW) == label


@pytest.mark.parametrize(
    ("language", "text", "words", "label"),
    [
        ("en", "In 2024 trade was $8bn. The park has 142 residents.", "142 residents", "2025-09"),
        ("en", "The park had 107 residents in 2022.", "107 residents", "2022"),
        ("ru", "По состоянию на 1 июля, в парке 150 резидентов.", "150 резидентов", "2025-07-01"),
        ("be", "У парку 142 рэзідэнты.", "142 рэзідэнты", "2025-09"),
        ("zh", "2015年建园,如今入驻企业142家。", "142家", "2025-09"),
    ],
)
def test_a_stock_stands_in_the_month_of_publication_unless_its_sentence_says_otherwise(language, text, words, label):
    assert _at(language, text, words, nature=Nature.STOCK) == label


def test_what_nobody_dates_in_an_undated_article_has_no_period():
    for nature in (None, *Nature):
        assert _at("en", "The park has 142 residents.", "142 residents", None, nature=nature) is None


def test_a_rank_of_a_known_metric_has_the_year_and_january_looks_back():
    text = "China is the second partner."

    assert _at("en", text, "second", "2025-09-17", nature=Nature.STOCK, rank=True) == "2025"
    assert _at("en", text, "second", "2026-01-27", nature=Nature.STOCK, rank=True) == "2025"
    assert _at("en", text, "second", "2025-09-17", rank=True) is None


def test_the_nth_visit_is_an_event_and_no_rank():
    assert _at("ru", "Это его 13-я поездка.", "13-я", "2023-03-02", nature=Nature.EVENT, rank=True) == "2023-03"


def test_a_day_is_for_events_and_not_for_trade():
    text = "В среду подписано 20 документов на 3 млрд долларов."

    assert _at("ru", text, "20 документов", nature=Nature.EVENT) == "2025-09-17"
    assert _at("ru", text, "3 млрд долларов", nature=Nature.FLOW) is None


def test_amounts_do_not_take_over_a_span_of_years_but_changes_do():
    text = "Over ten years trade has tripled. Exports doubled to $1.7bn."

    assert _at("en", text, "doubled", nature=Nature.FLOW, kind=Kind.CHANGE) == "2015..2025"
    assert _at("en", text, "$1.7bn", nature=Nature.FLOW, kind=Kind.LEVEL) is None


def test_a_month_has_the_year_named_before_it():
    assert _at("en", "In 2023 exports rose fast: they hit $90m in May.", "$90m") == "2023-05"
    assert _at("en", "In January 2023 trade grew. It was $90m in May.", "$90m", None) == "2023-05"


def test_the_same_months_of_another_year_are_told_from_the_ones_before():
    text = "За январь-сентябрь оборот составил 6,7 млрд. За тот же период прошлого года было 6 млрд."

    assert _at("ru", text, "6 млрд", "2025-10-20") == "2024-01..2024-09"
    assert _at("ru", "За тот же период прошлого года было 6 млрд.", "6 млрд", "2025-10-20") is None


@pytest.mark.parametrize(
    ("language", "text", "words", "label"),
    [
        ("ru", "МИНСК, 1 марта. /ТАСС/. Подписано 16 соглашений.", "16", "2023-03-01"),
        ("ru", "МИНСК, 2 марта. /ТАСС/. В среду завершился визит. Подписано 16 соглашений.", "16", "2023-03"),
        ("ru", "МИНСК, 7 февраля. /ТАСС/. Подписано 16 соглашений.", "16", "2023-03"),
        ("en", "MINSK, 1 March (BelTA) - The sides signed 16 agreements.", "16", "2023-03-01"),
    ],
)
def test_an_event_has_the_day_of_a_dateline_that_is_its_own(language, text, words, label):
    assert _at(language, text, words, "2023-03-02", nature=Nature.EVENT) == label


def test_eight_years_running_are_counted_from_the_year_said_even_in_an_undated_article():
    text = "中白工业园从2018年起参展,这是连续8年。"

    assert _at("zh", text, "连续8年", None) == "2018..2025"


def test_a_signing_has_the_only_day_the_dispatch_names_and_a_quantity_has_not():
    text = "They held talks on 4 June.\nAfterwards 8 documents were signed for $3bn."

    assert _at("en", text, "8 documents", "2025-06-05", nature=Nature.EVENT, occasion=True) == "2025-06-04"
    assert _at("en", text, "$3bn", "2025-06-05", nature=Nature.EVENT) == "2025-06"


def test_two_days_leave_open_which_is_the_day_of_the_event():
    text = "They held talks on 4 June and spoke on 5 June.\nAfterwards 8 documents were signed."

    assert _at("en", text, "8 documents", "2025-06-05", nature=Nature.EVENT, occasion=True) == "2025-06"


def test_what_has_happened_is_not_of_a_year_to_come():
    text = "The goal for 2030 is $10bn. Exports made up $1bn."

    assert _at("en", text, "$1bn", nature=Nature.FLOW, happened=True) is None
    assert _at("en", text, "$1bn", nature=Nature.FLOW) == "2030"


def test_an_earlier_year_is_told_from_what_the_article_goes_on_about():
    text = "Exports were $70m.\nThat is up from $60m a year earlier."

    assert _at("en", text, "$60m", nature=Nature.FLOW, told=Period("2025-01..2025-06")) == "2024-01..2024-06"
    assert _at("en", text, "$60m", nature=Nature.FLOW) is None


def test_a_stock_stands_at_the_time_that_heads_its_paragraph():
    text = "At the end of September the park had 164 residents. Investments passed $1.6bn."

    assert _at("en", text, "$1.6bn", "2025-10-21", nature=Nature.STOCK) == "2025-09"
    assert _at("en", "In 2025 it took in 28 firms. Investments passed $1.6bn.", "$1.6bn", "2026-01-26", nature=Nature.STOCK) == "2025"


def test_a_count_without_beginning_reaches_up_to_the_article():
    calendar = Calendar("They met 13 times.", split("They met 13 times."), date(2023, 12, 3), "en")

    assert str(calendar.so_far().period) == "until 2023-12-03"
    assert calendar.so_far().cumulative


def test_a_figure_outside_every_sentence_has_no_period():
    assert Calendar("", [], date(2023, 12, 3), "en").at(0, 5).period is None


def test_places_that_speak_of_time_are_told_even_where_the_time_is_not():
    text = "Three years ago and over the next five years."
    calendar = Calendar(text, split(text), None, "en")

    assert [text[start:end] for start, end in calendar.time_spans()] == ["Three years ago", "over the next five years"]


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_row_of_the_tables_is_proved(language):
    assert load_times(language).rows


def test_a_language_without_a_table_is_refused():
    with pytest.raises((FileNotFoundError, UnprovedRowError)):
        load_times("xx")


_SAID = (
    "in January November 2025 2016 to since first nine months last year по в январе с прошлого года за 11 месяцев год летась сёлета у "
    "студзені гадоў 去年 今年 前9个月 1月 至 日 31 30 99 2023年 、 - – , . 5,8 млрд $ 12/05"
)
_WORDS = st.sampled_from(re.split(" ", _SAID))
_TEXT = st.lists(_WORDS | st.text(max_size=4), max_size=25).map(" ".join) | st.lists(_WORDS, max_size=25).map("".join)
_DAY = st.dates(date(1995, 1, 1), date(2040, 12, 31))


@pytest.mark.parametrize("unit", ["1", " ", "亿", "2022 ", "2022-", "january-", "一年", "в ", "in the ", "с января по "])
@pytest.mark.parametrize("language", LANGUAGES)
def test_a_text_without_end_is_read_in_time_that_grows_with_its_length(language, unit):
    """Anything worse than linear would run into the time limit of the suite."""
    text = unit * (40_000 // len(unit))
    calendar = Calendar(text, split(text), date(2025, 9, 17), language)

    for start in range(0, len(text), 8_000):
        calendar.at(start, start + 3)
    assert len(read_periods(text, None, language)) <= len(text)


@given(_TEXT, st.none() | _DAY, st.sampled_from(LANGUAGES))
@settings(deadline=None)
def test_mentions_slice_the_text_in_order_and_their_labels_are_periods(text, published, language):
    end = 0
    for one in read_periods(text, published, language):
        assert end <= one.start < one.end
        assert text[one.start : one.end] == one.text
        assert Period(str(one.period)) == one.period
        assert one.reading.endswith(str(one.period))
        end = one.end


@given(_TEXT, _DAY, _DAY, st.sampled_from(LANGUAGES))
@settings(deadline=None)
def test_what_an_undated_article_says_does_not_depend_on_any_day(text, one_day, another, language):
    """A relative word never yields a period without a day: what is read then is read the same on every day."""
    undated = {(one.start, one.end): one.period for one in read_periods(text, None, language)}
    for day in (one_day, another):
        dated = {(one.start, one.end): one.period for one in read_periods(text, day, language)}
        assert all(dated.get(span, period) == period for span, period in undated.items())


@given(_TEXT, st.none() | _DAY, st.sampled_from(LANGUAGES), st.integers(0, 200), st.integers(1, 30))
@settings(deadline=None)
def test_a_calendar_never_raises(text, published, language, start, length):
    dating = Calendar(text, split(text), published, language).at(start, start + length)

    assert dating.period is None or dating.reading


@given(st.integers(2000, 2029), st.integers(1, 12), st.sampled_from(LANGUAGES))
def test_a_month_printed_in_any_language_reads_back_to_itself(year, month, language):
    printed = {
        "en": ("January February March April May June July August September October November December", "in {} {}"),
        "ru": ("январе феврале марте апреле мае июне июле августе сентябре октябре ноябре декабре", "в {} {} года"),
        "be": ("студзені лютым сакавіку красавіку маі чэрвені ліпені жніўні верасні кастрычніку лістападзе снежні", "у {} {} года"),
        "zh": ("1月 2月 3月 4月 5月 6月 7月 8月 9月 10月 11月 12月", "{1}年{0}"),
    }
    names, form = printed[language]

    [dated] = read_periods(form.format(names.split()[month - 1], year), None, language)

    assert str(dated.period) == f"{year}-{month:02}"
