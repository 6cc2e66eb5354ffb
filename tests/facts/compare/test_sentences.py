"""From a sentence to a verdict: articles of our own in four languages, read whole and set beside the shipped baseline."""

from datetime import UTC, date, datetime
from functools import cache
from pathlib import Path

import pytest

from connectors.watchlist import load_watchlist
from facts.article import Article
from facts.compare import compare
from facts.extract import read_article
from facts.figure import Figure
from facts.finding import Finding
from facts.known import Found, Known, KnownFigure, Place
from facts.watch import Watchlist

FOLDER = Path(__file__).parents[3] / "watchlist"


@cache
def watchlist() -> Watchlist:
    return load_watchlist(FOLDER)


def baseline() -> tuple[KnownFigure, ...]:
    [shipped] = watchlist().baselines
    place = Place(
        document=f"baseline:{shipped.name}",
        origin=f"baseline:{shipped.name}",
        source="baseline",
        outlet=shipped.outlet,
        camp=shipped.camp,
        language=shipped.language,
        published=shipped.published,
    )
    learned = datetime(2023, 12, 6, tzinfo=UTC)
    return tuple(KnownFigure(id=one.id, figure=one.figure, place=place, learned=learned) for one in shipped.figures)


def told(language: str, text: str, published: date = date(2026, 1, 27), title: str = "") -> tuple[Finding, ...]:
    article = Article(id="1", text=text, title=title, published=published, language=language)
    place = Place(document="article:1", origin="story:1", source="a", outlet="A", camp="other", language=language, published=published)
    found = Found(article=article, place=place, facts=read_article(article, watchlist()).facts)
    return compare(found, Known(figures=baseline()), watchlist().metrics, watchlist().topic)


def verdicts(findings: tuple[Finding, ...]) -> list[str]:
    figures = [one for one in findings if isinstance(one.fact, Figure)]
    return [f"{one.verdict} {one.before.id if one.before else ''}".strip() for one in figures]


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("en", "Trade turnover between Belarus and China reached $5.8 billion in 2022."),
        ("ru", "Товарооборот Беларуси и Китая в 2022 году достиг 5,8 млрд долларов."),
        ("be", "Тавараабарот Беларусі і Кітая ў 2022 годзе дасягнуў 5,8 млрд долараў."),
        ("zh", "2022年，中白双边贸易额达到58亿美元。"),
    ],
)
def test_dollars_where_the_baseline_prints_pounds(language, text):
    assert verdicts(told(language, text)) == ["unit_conflict B-01"]


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("en", "Trade turnover between Belarus and China came to $8.9 billion in January-November 2025."),
        ("ru", "Товарооборот Беларуси и Китая за январь-ноябрь 2025 года составил 8,9 млрд долларов."),
        ("be", "Тавараабарот Беларусі і Кітая за студзень-лістапад 2025 года склаў 8,9 млрд долараў."),
        ("zh", "2025年1至11月，中白双边贸易额为89亿美元。"),
    ],
)
def test_eleven_months_of_a_later_year_update_without_being_like_for_like(language, text):
    [finding] = told(language, text)

    assert verdicts((finding,)) == ["updates B-01"]
    assert finding.step.why == "USD against GBP, no rate applied; 11 months against 12"
    assert "£5.8bn (2022) → $8.9bn (Jan–Nov 2025)" in finding.summary


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("en", "Trade turnover between Belarus and China stood at $5.1 billion in 2021."),
        ("ru", "Товарооборот Беларуси и Китая в 2021 году составил 5,1 млрд долларов."),
        ("be", "Тавараабарот Беларусі і Кітая ў 2021 годзе склаў 5,1 млрд долараў."),
        ("zh", "2021年，中白双边贸易额为51亿美元。"),
    ],
)
def test_an_earlier_year_fills_in(language, text):
    assert verdicts(told(language, text)) == ["backfills B-01"]


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("en", "Belarus and China: more than 150 countries have joined the Belt and Road initiative, Xi Jinping said."),
        ("ru", "Беларусь и Китай: к инициативе «Пояс и путь» присоединились более 150 стран, сказал Си Цзиньпин."),
        ("zh", "习近平对卢卡申科表示，已有150多个国家参与共建“一带一路”。"),
    ],
)
def test_over_150_countries_against_over_140(language, text):
    assert "conflicts B-07" in verdicts(told(language, text, date(2023, 12, 5)))


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("en", "According to Chinese customs, trade turnover between China and Belarus came to $5.08 billion in 2022."),
        ("ru", "По данным китайской таможни, товарооборот Китая и Беларуси в 2022 году составил 5,08 млрд долларов."),
        ("zh", "据中国海关统计，2022年中白双边贸易额为50.8亿美元。"),
    ],
)
def test_beijing_counts_another_turnover(language, text):
    assert verdicts(told(language, text)) == ["mirror_gap B-01"]


@pytest.mark.parametrize(
    ("language", "text"),
    [
        (
            "en",
            "In 2022 exports to China were $1.61 billion, imports from China $4.18 billion, and trade turnover was $5.97 billion.",
        ),
        (
            "ru",
            "В 2022 году экспорт Беларуси в Китай составил 1,61 млрд долларов, импорт из Китая – 4,18 млрд долларов, "
            "а товарооборот Беларуси и Китая – 5,97 млрд долларов.",
        ),
    ],
)
def test_parts_that_do_not_make_the_turnover(language, text):
    assert "inconsistent" in verdicts(told(language, text))


def test_the_same_article_is_told_the_same_way_twice():
    text = (
        "Trade turnover between Belarus and China reached $5.8 billion in 2022. Belarus exported goods worth $1.6 billion to China in 2022."
    )

    first, second = told("en", text), told("en", text)

    assert first == second
    assert verdicts(first) == ["unit_conflict B-01"]
    assert "£1.6bn" in first[0].summary


@pytest.mark.parametrize(
    ("language", "title", "text"),
    [
        (
            "en",
            "Great Stone: $363m invested in 2022",
            "The park Great Stone drew $393m of investment in 2022, its head said of Belarus and China.",
        ),
        ("ru", "«Великий камень»: $363 млн инвестиций в 2022 году", "Парк «Великий камень» привлек $393 млн инвестиций в 2022 году."),
        ("be", "«Вялікі камень»: $363 млн інвестыцый у 2022 годзе", "Парк «Вялікі камень» прыцягнуў $393 млн інвестыцый у 2022 годзе."),
        ("zh", "“巨石”工业园2022年吸引投资3.63亿美元", "2022年，中白工业园“巨石”吸引投资3.93亿美元。"),
    ],
)
def test_a_headline_that_is_not_the_body(language, title, text):
    findings = told(language, text, title=title)

    assert any(one.verdict == "inconsistent" and "the headline says $363m, the body $393m" in one.summary for one in findings)


def test_the_words_of_two_counts_are_quoted_so_that_another_noun_shows():
    findings = told(
        "en", "Belarus and China: more than 150 countries have joined the Belt and Road initiative, Xi Jinping said.", date(2023, 12, 5)
    )

    [finding] = [one for one in findings if one.before and one.before.id == "B-07"]
    assert finding.checks[1].startswith(
        "Printed: “more than 140 countries and international organisations” there, “more than 150 countries"
    )
    assert "over 140 countries (Dec 2023) ≠ over 150 countries (Dec 2023)" in finding.summary
