"""Short ways to say what a comparison is about; whatever a test does not name is ordinary."""

from datetime import UTC, date, datetime
from decimal import Decimal
from typing import Any

import pytest

from facts.article import Article
from facts.compare import compare
from facts.figure import Figure, Flow, Kind, Qualifier, Reporter
from facts.finding import Finding
from facts.known import Facts, FormulaUse, Found, Known, KnownFigure, KnownStatement, Place
from facts.period import Period
from facts.statement import Mode, Statement
from facts.watch import Formula, Metric, Nature, Party, Side, Topic, Wording

LEARNED = datetime(2024, 1, 1, tzinfo=UTC)


def _row(read: str) -> tuple[Wording, ...]:
    return (Wording(read=read, proof=read),)


METRICS = {
    metric.name: metric
    for metric in (
        Metric(name="trade_turnover", label="trade turnover", nature=Nature.FLOW, flow=Flow("BY<->CN"), step=Decimal(5)),
        Metric(name="exports", label="exports to China", nature=Nature.FLOW, flow=Flow("BY->CN"), step=Decimal(5)),
        Metric(name="imports", label="imports from China", nature=Nature.FLOW, flow=Flow("CN->BY"), step=Decimal(5)),
        Metric(name="investment", label="investment", nature=Nature.FLOW, flow=Flow("CN->BY"), step=Decimal(10)),
        Metric(name="economic_effect", label="economic effect", nature=Nature.EVENT, flow=Flow("BY<->CN"), step=Decimal(10)),
        Metric(name="talks_duration", label="length of the talks", nature=Nature.EVENT, flow=Flow("BY<->CN")),
        Metric(name="park_residents", label="residents of the park", nature=Nature.STOCK, unit="companies", step=Decimal(10)),
        Metric(name="park_investment", label="investment in the park", nature=Nature.STOCK, step=Decimal(10)),
        Metric(name="joint_projects", label="joint projects", nature=Nature.STOCK, flow=Flow("BY<->CN"), unit="projects"),
        Metric(name="contracts_signed", label="contracts", nature=Nature.EVENT, flow=Flow("BY<->CN")),
        Metric(name="export_share", label="share of exports", nature=Nature.FLOW, flow=Flow("BY->CN")),
        Metric(name="mutual_visits", label="mutual visits", nature=Nature.FLOW, flow=Flow("BY<->CN"), unit="visits"),
        Metric(name="bri_members", label="members of the Belt and Road", nature=Nature.STOCK, unit="countries"),
        Metric(name="lukashenko_visits_to_china", label="visits to China", nature=Nature.FLOW, flow=Flow("BY<->CN"), unit="visits"),
        Metric(name="leaders_meetings", label="meetings of the leaders", nature=Nature.FLOW, flow=Flow("BY<->CN"), unit="meetings"),
    )
}

_VERBS = {
    "supports": {"en": _row("support"), "ru": _row("поддержив"), "be": _row("падтрымлів"), "zh": _row("支持")},
    "understands": {"en": _row("understand"), "ru": _row("с пониманием"), "be": _row("з разуменнем"), "zh": _row("理解")},
    "opposes": {"en": _row("oppose"), "ru": _row("против"), "be": _row("супраць"), "zh": _row("反对")},
}

TOPIC = Topic(
    sides={code: Side(code=code, adjective=adjective) for code, adjective in (("BY", "Belarusian"), ("CN", "Chinese"))},
    parties=(Party(name="Xi Jinping", kind="person", side="CN", leader=True), Party(name="Nikolai Snopkov", kind="person", side="BY")),
    subjects=(),
    formulas=(
        Formula(id="one_china", label="one-China principle", words={}, verbs=_VERBS),
        Formula(id="belt_and_road", label="Belt and Road", words={}, verbs=_VERBS),
    ),
)


class Making:
    """Makes figures, statements, what is known, and comparisons of them."""

    metrics = METRICS
    topic = TOPIC

    def figure(self, value: str | None = "5.8e9", period: str | None = "2022", unit: str = "USD", **own: Any) -> Figure:
        number = None if value is None else Decimal(value)
        qualifier = Qualifier(own.pop("qualifier", "exact"))
        low = None if qualifier in (Qualifier.UNDER, Qualifier.NEARLY) else number
        high = None if qualifier is Qualifier.OVER else number
        given = {"metric": "trade_turnover", "flow": Flow("BY<->CN"), "text": value or "", "start": 0, "resolution": _resolution(value)}
        if "metric" in own:
            given["flow"] = METRICS[own["metric"]].flow if own["metric"] in METRICS else None
        given |= {"low": low, "high": high} | own
        given.setdefault("end", given["start"] + len(given["text"]))
        when = None if period is None else Period(period)
        return Figure(value=number, qualifier=qualifier, unit=unit, period=when, **given)

    def change(self, value: str, unit: str = "percent", period: str = "2022", **own: Any) -> Figure:
        return self.figure(value, period, unit, **({"metric": "exports", "kind": Kind.CHANGE} | own))

    def by(self, value: str, period: str = "2022", **own: Any) -> Figure:
        return self.figure(value, period, reporter=Reporter("BY"), **own)

    def cn(self, value: str, period: str = "2022", **own: Any) -> Figure:
        return self.figure(value, period, reporter=Reporter("CN"), **own)

    def statement(self, text: str, language: str = "en", speaker: str | None = "Xi Jinping", **own: Any) -> Statement:
        given = {"start": 0, "mode": Mode.DIRECT} | own
        return Statement(end=given["start"] + len(text), text=text, speaker=speaker, language=language, **given)

    def place(self, document: str = "article:7", **own: Any) -> Place:
        origin = document.replace("article", "story")
        given = {
            "origin": origin,
            "source": "belta-en",
            "outlet": "BelTA",
            "camp": "BY state",
            "language": "en",
            "published": date(2026, 1, 27),
        }
        return Place(document=document, **(given | own))

    def known(self, figure: Figure, id_: str = "K-1", document: str = "article:1", **own: Any) -> KnownFigure:
        place = own.pop("place", None) or self.place(document, outlet="Xinhua", published=own.pop("published", date(2024, 1, 1)))
        return KnownFigure(id=id_, figure=figure, place=place, learned=LEARNED, **({"origins": frozenset({place.origin})} | own))

    def baseline(self, figure: Figure, id_: str = "B-01") -> KnownFigure:
        place = self.place("baseline:dec-2023", outlet="Rhod Mackenzie", camp="other", published=date(2023, 12, 5))
        return self.known(figure, id_, place=place)

    def said(
        self, statement: Statement, id_: str = "S-1", day: date | None = date(2026, 1, 26), document: str = "article:1"
    ) -> KnownStatement:
        return KnownStatement(id=id_, statement=statement, place=self.place(document), learned=LEARNED, said_on=day)

    def use(self, day: int, document: str = "", speaker: str = "Xi Jinping", **verbs: str) -> FormulaUse:
        return FormulaUse(
            speaker=speaker,
            said_on=date(2025, 1, 1).replace(month=day),
            learned=LEARNED,
            document=document or f"article:{day}",
            verbs=verbs,
        )

    def found(self, *facts: Figure | Statement, **own: Any) -> Found:
        text = own.pop("text", "")
        article = Article(id="7", text=text, title=own.pop("title", ""), published=date(2026, 1, 27), language="en")
        given = {"place": self.place()} | own
        return Found(article=article, facts=self.facts(*facts), **given)

    def facts(self, *facts: Figure | Statement) -> Facts:
        figures = tuple(fact for fact in facts if isinstance(fact, Figure))
        return Facts(figures=figures, statements=tuple(fact for fact in facts if isinstance(fact, Statement)))

    def compared(self, found: Found | Figure | Statement, *known: KnownFigure | KnownStatement, **own: Any) -> tuple[Finding, ...]:
        whole = found if isinstance(found, Found) else self.found(found)
        figures = tuple(one for one in known if isinstance(one, KnownFigure))
        statements = tuple(one for one in known if isinstance(one, KnownStatement))
        return compare(whole, Known(figures=figures, statements=statements, **own), METRICS, TOPIC)


def _resolution(value: str | None) -> Decimal:
    """The last printed digit of "5.79e9" is 0.01e9; a plain number is printed to its ones or its decimals."""
    if value is None:
        return Decimal(1)
    digits, _, scale = value.partition("e")
    return Decimal(1).scaleb(int(scale or 0) - len(digits.partition(".")[2]))


@pytest.fixture
def make() -> Making:
    """The maker of everything a comparison needs."""
    return Making()
