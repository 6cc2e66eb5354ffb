"""The collisions of real coverage in sentences of our own, in every language that has the words: one article after another."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import UTC, date, datetime

import pytest

from facts.article import Article
from facts.compare import compare
from facts.extract import read_article
from facts.figure import Figure
from facts.finding import Finding
from facts.known import Found, Known, KnownFigure, Place
from tests.facts.compare.test_sentences import told, verdicts, watchlist

FIRST, LATER = date(2023, 12, 6), date(2025, 12, 20)
_LEARNED = datetime(2023, 12, 6, tzinfo=UTC)


def place(document: str, language: str, published: date) -> Place:
    origin = document.replace("article", "story")
    return Place(document=document, origin=origin, source="a", outlet="A", camp="other", language=language, published=published)


def figures(language: str, text: str, published: date) -> Sequence[Figure]:
    return read_article(Article(id="1", text=text, published=published, language=language), watchlist()).facts.figures


def after(language: str, first: str, second: str, *, learned: date = FIRST, published: date = LATER) -> list[Finding]:
    """The findings on the figures of a text, after another one was learned."""
    ledger = tuple(
        KnownFigure(id=f"K-{at}", figure=figure, place=place("article:1", language, learned), learned=_LEARNED)
        for at, figure in enumerate(figures(language, first, learned), 1)
    )
    article = Article(id="2", text=second, published=published, language=language)
    found = Found(article=article, place=place("article:2", language, published), facts=read_article(article, watchlist()).facts)
    found = replace(found, facts=replace(found.facts, statements=()))
    return list(compare(found, Known(figures=ledger), watchlist().metrics, watchlist().topic))


def names(findings: Sequence[Finding]) -> list[str]:
    return [str(finding.verdict) for finding in findings]


@pytest.mark.parametrize(
    ("language", "first", "second"),
    [
        (
            "en",
            "Trade turnover between Belarus and China was $5.8 billion in 2022.",
            "Trade turnover between Belarus and China reached $5.83 billion in January-August 2023.",
        ),
        (
            "ru",
            "Товарооборот Беларуси и Китая в 2022 году составил 5,8 млрд долларов.",
            "Товарооборот Беларуси и Китая за январь-август 2023 года достиг 5,83 млрд долларов.",
        ),
        (
            "be",
            "Тавараабарот Беларусі і Кітая ў 2022 годзе склаў 5,8 млрд долараў.",
            "Тавараабарот Беларусі і Кітая за студзень-жнівень 2023 года дасягнуў 5,83 млрд долараў.",
        ),
        ("zh", "2022年，中白双边贸易额为58亿美元。", "2023年1至8月，中白双边贸易额达到58.3亿美元。"),
    ],
)
def test_eight_months_of_2023_are_no_confirmation_of_2022(language, first, second):
    [finding] = after(language, first, second, published=date(2023, 10, 2))

    assert (str(finding.verdict), finding.step.like_for_like) == ("updates", False)


@pytest.mark.parametrize(
    ("language", "first", "second"),
    [
        (
            "en",
            "Trade turnover between Belarus and China came to $8.9 billion in January-November 2025.",
            "Trade turnover between Belarus and China came to $8.86 billion in 2025.",
        ),
        (
            "ru",
            "Товарооборот Беларуси и Китая за январь-ноябрь 2025 года составил 8,9 млрд долларов.",
            "Товарооборот Беларуси и Китая в 2025 году составил 8,86 млрд долларов.",
        ),
        (
            "be",
            "Тавараабарот Беларусі і Кітая за студзень-лістапад 2025 года склаў 8,9 млрд долараў.",
            "Тавараабарот Беларусі і Кітая ў 2025 годзе склаў 8,86 млрд долараў.",
        ),
        ("zh", "2025年1至11月，中白双边贸易额为89亿美元。", "2025年，中白双边贸易额为88.6亿美元。"),
    ],
)
def test_eleven_months_and_their_year_are_one_number_under_two_periods(language, first, second):
    [finding] = after(language, first, second, learned=date(2025, 12, 20), published=date(2026, 2, 1))

    assert (str(finding.verdict), str(finding.level)) == ("period_conflict", "act")


@pytest.mark.parametrize(
    ("language", "index", "growth"),
    [
        ("en", "The growth rate of exports to China was 117% in 2024, Belarus said.", "Belarus' exports to China grew by 17% in 2024."),
        ("ru", "Темп роста экспорта Беларуси в Китай в 2024 году составил 117 %.", "Экспорт Беларуси в Китай в 2024 году вырос на 17 %."),
        ("be", "Тэмп росту экспарту Беларусі ў Кітай у 2024 годзе склаў 117 %.", "Экспарт Беларусі ў Кітай у 2024 годзе вырас на 17 %."),
    ],
)
def test_an_index_of_117_confirms_a_growth_of_17(language, index, growth):
    assert names(after(language, growth, index, published=date(2025, 3, 1))) == ["confirms"]


@pytest.mark.parametrize("russian", ["в 2,6 раза", "в 3,6 раза"])
def test_a_chinese_multiple_stands_beside_either_russian_one(russian):
    [known] = figures("ru", f"Экспорт Беларуси в Китай в 2024 году вырос {russian}.", FIRST)
    chinese = Article(id="2", text="2024年白俄罗斯对中国出口增长2.6倍。", published=LATER, language="zh")
    found = Found(article=chinese, place=place("article:2", "zh", LATER), facts=read_article(chinese, watchlist()).facts)
    ledger = KnownFigure(id="K-1", figure=known, place=place("article:1", "ru", FIRST), learned=_LEARNED)

    findings = compare(found, Known(figures=(ledger,)), watchlist().metrics, watchlist().topic)

    assert names([one for one in findings if isinstance(one.fact, Figure)]) == ["confirms"]


@pytest.mark.parametrize(
    ("language", "first", "second"),
    [
        ("en", "The China-Belarus park Great Stone has 107 residents.", "The China-Belarus park Great Stone has 118 residents."),
        (
            "ru",
            "В китайско-белорусском парке «Великий камень» 107 резидентов.",
            "В китайско-белорусском парке «Великий камень» 118 резидентов.",
        ),
        (
            "be",
            "У кітайска-беларускім парку «Вялікі камень» 107 рэзідэнтаў.",
            "У кітайска-беларускім парку «Вялікі камень» 118 рэзідэнтаў.",
        ),
        ("zh", "中白工业园“巨石”现有107家入园企业。", "中白工业园“巨石”现有118家入园企业。"),
    ],
)
def test_the_park_counts_more_residents_later(language, first, second):
    findings = after(language, first, second)

    assert "updates" in names(findings)
    assert any(finding.step and finding.step.absolute == 11 for finding in findings)


@pytest.mark.parametrize(
    ("language", "first", "second"),
    [
        (
            "en",
            "Residents of the China-Belarus park Great Stone have invested $650 million.",
            "Residents of the China-Belarus park Great Stone declared investment of $1.2 billion.",
        ),
        (
            "ru",
            "Резиденты китайско-белорусского парка «Великий камень» вложили 650 млн долларов инвестиций.",
            "Заявленный объем инвестиций резидентов китайско-белорусского парка «Великий камень» – 1,2 млрд долларов.",
        ),
        (
            "be",
            "Рэзідэнты кітайска-беларускага парка «Вялікі камень» уклалі 650 млн долараў інвестыцый.",
            "Заяўлены аб'ём інвестыцый рэзідэнтаў кітайска-беларускага парка «Вялікі камень» – 1,2 млрд долараў.",
        ),
        ("zh", "中白工业园“巨石”入园企业已实际投资6.5亿美元。", "中白工业园“巨石”入园企业协议投资额为12亿美元。"),
    ],
)
def test_what_was_declared_replaces_nothing_that_was_invested(language, first, second):
    assert not {"updates", "conflicts", "refines"} & set(names(after(language, first, second)))


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("be", "Беларусь і Кітай: да ініцыятывы «Пояс і шлях» далучыліся больш за 150 краін, сказаў Сі Цзіньпін."),
        ("zh", "习近平对卢卡申科表示，已有150多个国家参与共建“一带一路”。"),
    ],
)
def test_over_150_countries_are_not_over_140(language, text):
    assert "conflicts B-07" in verdicts(told(language, text, date(2023, 12, 5)))


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("be", "Паводле звестак кітайскай мытні, тавараабарот Кітая і Беларусі ў 2022 годзе склаў 5,08 млрд долараў."),
        ("zh", "据中国海关统计，2022年中白双边贸易额为50.8亿美元。"),
    ],
)
def test_the_customs_of_beijing_count_another_turnover(language, text):
    assert verdicts(told(language, text)) == ["mirror_gap B-01"]


@pytest.mark.parametrize(
    ("language", "text", "verdict"),
    [
        (
            "be",
            "У 2022 годзе экспарт Беларусі ў Кітай склаў 1,61 млрд долараў, імпарт з Кітая – 4,18 млрд долараў, "
            "а тавараабарот Беларусі і Кітая – {} млрд долараў.",
            "5,97",
        ),
        ("zh", "2022年，白俄罗斯对中国出口16.1亿美元，自中国进口41.8亿美元，中白双边贸易额为{}亿美元。", "59.7"),
    ],
)
def test_exports_and_imports_that_make_no_turnover(language, text, verdict):
    right = "5,79" if language == "be" else "57.9"

    assert "inconsistent" in names(after(language, "", text.format(verdict)))
    assert "inconsistent" not in names(after(language, "", text.format(right)))


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("en", "Over ten years, from 2016 to 2025, Belarus' exports to China doubled."),
        ("ru", "За десять лет, с 2016 по 2025 год, экспорт Беларуси в Китай вырос вдвое."),
        ("be", "За дзесяць гадоў, з 2016 па 2025 год, экспарт Беларусі ў Кітай вырас удвая."),
        ("zh", "2016年至2025年十年间，白俄罗斯对中国出口翻了一番。"),
    ],
)
def test_doubled_in_ten_years_is_not_doubled_in_one(language, text):
    assert "confirms B-03" not in verdicts(told(language, text))


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("en", "The talks of Lukashenko and Xi Jinping in Beijing lasted three hours on 4 December 2023."),
        ("ru", "Переговоры Лукашенко и Си Цзиньпина в Пекине 4 декабря 2023 года длились три часа."),
        ("be", "Перамовы Лукашэнкі і Сі Цзіньпіна ў Пекіне 4 снежня 2023 года доўжыліся тры гадзіны."),
        ("zh", "2023年12月4日，卢卡申科与习近平在北京的会谈持续了三个小时。"),
    ],
)
def test_three_hours_are_not_three_times_longer(language, text):
    assert not [one for one in verdicts(told(language, text, date(2023, 12, 5))) if one.endswith("B-08")]
