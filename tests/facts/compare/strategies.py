"""Any figure, any sighting, any statement: for what must hold of all of them."""

from datetime import UTC, date, datetime
from decimal import Decimal

from hypothesis import strategies as st

from facts.figure import Figure, Flow, Kind, Modality, Qualifier, Reporter, Scope
from facts.known import Facts, KnownFigure, KnownStatement, Place
from facts.period import Period
from facts.statement import Mode, Statement

LEARNED = datetime(2024, 1, 1, tzinfo=UTC)
_PERIODS = (
    *("2022", "2021", "2025", "2022-12", "2022-01..2022-07", "2025-01..2025-11", "2023-12-04", "2023-03-01", "2023-03"),
    *("2016..2025", "since 2023-03", "until 2025-06", "per year"),
)
_UNITS = ("USD", "GBP", "CNY", "percent", "times", "rank", "tonnes", "visits", "countries")
_METRICS = ("trade_turnover", "exports", "imports", "park_residents", "bri_members", "economic_effect", "a free label")
_TEXTS = (
    *("We firmly support the one-China principle.", "We oppose it.", "", "  ", "8.4 billion", "中方坚决支持一个中国原则。", "不支持"),
    *("Мы поддерживаем принцип одного Китая.", "Мы не поддерживаем принцип одного Китая.", "Падтрымліваем.", "\u202e\x00"),
)


@st.composite
def figures(draw: st.DrawFn) -> Figure:
    """Any figure whose bounds are those of its qualifier."""
    value = draw(st.none() | st.decimals(-(10**12), 10**12, places=2) | st.integers(0, 200).map(Decimal))
    qualifier = draw(st.sampled_from(Qualifier)) if value is not None else Qualifier.EXACT
    low = None if qualifier in (Qualifier.UNDER, Qualifier.NEARLY) else value
    high = None if qualifier is Qualifier.OVER else value
    if value is None:
        low, high = sorted(draw(st.tuples(st.integers(0, 99), st.integers(0, 99)).map(lambda pair: tuple(map(Decimal, pair)))))
    start = draw(st.integers(0, 500))
    return Figure(
        start=start,
        end=start + 4,
        text="text",
        value=value,
        low=low,
        high=high,
        qualifier=qualifier,
        unit=draw(st.sampled_from(_UNITS)),
        metric=draw(st.sampled_from(_METRICS)),
        kind=draw(st.sampled_from(Kind)),
        flow=draw(st.none() | st.sampled_from([*map(Flow, ("BY->CN", "CN->BY", "BY<->CN"))])),
        reporter=draw(st.none() | st.sampled_from([*map(Reporter, ("BY", "CN", "other"))])),
        scope=draw(st.none() | st.sampled_from(Scope)),
        modality=draw(st.sampled_from(Modality)),
        period=draw(st.none() | st.sampled_from(_PERIODS).map(Period)),
        about_relations=draw(st.booleans()),
        resolution=draw(st.sampled_from([Decimal("0.01"), Decimal(1), Decimal(10**8)])),
        reading=draw(st.sampled_from(["", "→ index 117, i.e. +17 %", "→ 2.6 times (to or by so many times)"])),
    )


@st.composite
def places(draw: st.DrawFn) -> Place:
    """A place among few documents, so that some meet."""
    number = draw(st.integers(1, 4))
    published = draw(st.none() | st.dates(date(2022, 1, 1), date(2026, 1, 27)))
    return Place(
        document=f"article:{number}",
        origin=f"story:{number % 3}",
        source="belta-en",
        outlet=draw(st.sampled_from(["BelTA", ""])),
        camp="BY state",
        language=draw(st.sampled_from(["en", "ru", "be", "zh", ""])),
        published=published,
    )


def known_figures() -> st.SearchStrategy[KnownFigure]:
    """Any sighting of any figure."""
    ids = st.integers(1, 99).map("K-{}".format)
    return st.builds(
        lambda id_, figure, place, accepted, doubt: KnownFigure(
            id=id_, figure=figure, place=place, learned=LEARNED, origins=frozenset({place.origin}), accepted=accepted, doubt=doubt
        ),
        ids,
        figures(),
        places(),
        st.booleans(),
        st.sampled_from(["", "pounds are dollars"]),
    )


@st.composite
def statements(draw: st.DrawFn) -> Statement:
    """Any statement of one of few speakers, or of nobody."""
    text = draw(st.sampled_from(_TEXTS) | st.text(max_size=40))
    start = draw(st.integers(0, 500))
    return Statement(
        start=start,
        end=start + len(text),
        text=text,
        mode=draw(st.sampled_from(Mode)),
        speaker=draw(st.none() | st.sampled_from(["Xi Jinping", "Nikolai Snopkov"])),
        formulas=draw(st.lists(st.sampled_from(["one_china", "belt_and_road", "unheard_of"]), max_size=2, unique=True).map(tuple)),
        language=draw(st.sampled_from(["en", "ru", "be", "zh", ""])),
    )


def known_statements() -> st.SearchStrategy[KnownStatement]:
    """Any statement known from anywhere."""
    days = st.none() | st.dates(date(2023, 1, 1), date(2026, 1, 27))
    return st.builds(
        lambda number, statement, place, day: KnownStatement(
            id=f"S-{number}", statement=statement, place=place, learned=LEARNED, said_on=day
        ),
        st.integers(1, 99),
        statements(),
        places(),
        days,
    )


def facts() -> st.SearchStrategy[Facts]:
    """A few facts of one text."""
    return st.builds(
        lambda numbers, words: Facts(figures=tuple(numbers), statements=tuple(words)),
        st.lists(figures(), max_size=4),
        st.lists(statements(), max_size=3),
    )
