"""Everything an outsider can write, written as badly as it can be: titles, links, names and words that want to be more than text."""

from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from decimal import Decimal
from hashlib import sha256

from facts.article import Entry
from facts.figure import Figure, Flow
from facts.finding import Finding, Level, Verdict
from facts.known import Facts
from facts.period import Period
from facts.statement import Mode, Statement
from facts.watch import Camp, Source
from models.store import Store
from models.values import PollOutcome, VersionIn

MARK = "pwned"
TITLES = (
    f"<script>window.{MARK}=1</script>",
    f"</title><script>window.{MARK}=1</script>",
    f"<img src=x onerror=window.{MARK}=1>",
    f"<svg/onload=window.{MARK}=1>",
    f"\" onmouseover=\"window.{MARK}=1\" autofocus onfocus=\"window.{MARK}=1",
    f"' onclick='window.{MARK}=1",
    f"<iframe srcdoc='<script>parent.{MARK}=1</script>'></iframe>",
    f"<style>@import 'http://evil.test/{MARK}'</style>",
    f"{{{{ 7 * 7 }}}} {{% for x in range(9) %}}{MARK}{{% endfor %}} ${{7*7}}",
    f"<![CDATA[<b onclick=window.{MARK}=1>]]> &lt;script&gt;window.{MARK}=1&lt;/script&gt;",
    f"<a href=\"javascript:window.{MARK}=1\">money</a>",
    "[money](javascript:alert(1)) @everyone <!channel>",
    "\x1b[2J\x1b]0;owned\x07 red \x1b[31m",
    "abc\u202egpj.exe\u2066\u200b\u200f",
    "nul\x00 bell\x07 lone\ud800 line\r\nSet-Cookie: a=b",
    "=cmd|' /C calc'!A0",
    "+1+1", "-2+3", "@SUM(A1)", "\t=1+1",
    "A" * 30_000,
    "%s %(x)s {0} {row.hash} \\u0000",
    "<form action=/review method=post><input name=decision value=accept></form><meta http-equiv=refresh content=0;url=http://evil.test/>",
)  # fmt: skip
LINKS = (
    f"javascript:window.{MARK}=1",
    f"JaVaScRiPt:window.{MARK}=1",
    f"java\tscript:window.{MARK}=1",
    f" javascript:window.{MARK}=1",
    f"data:text/html,<script>window.{MARK}=1</script>",
    "file:///etc/passwd",
    "vbscript:msgbox(1)",
    "//evil.test/x",
    "http://user:secret@evil.test/x",
    "https://xn--80ak6aa92e.com/",
    "https://аррӏе.com/",
    f"https://evil.test/\"onmouseover=window.{MARK}=1",
    "https://evil.test/<script>",
    "http://[::1]/x",
    "http://",
    "https://evil.test/a\nb",
)  # fmt: skip
NOW = datetime(2026, 3, 2, 12, tzinfo=UTC)
_WORDS = "$8.9 billion"


@dataclass(frozen=True)
class _Case:
    number: int
    title: str
    link: str


def plant(store: Store) -> None:
    """Take every title and link the whole way: feed, page, judgement, finding; and into every error that is kept."""
    cases = [_Case(number, title, LINKS[number % len(LINKS)]) for number, title in enumerate(TITLES)]
    cases += [_Case(len(TITLES) + number, TITLES[number % len(TITLES)], link) for number, link in enumerate(LINKS)]
    store.sync_sources([_source(TITLES[0])], NOW)
    entries = tuple(Entry(source="hostile", identity=f"n{one.number}", title=one.title, link=one.link, summary=one.title) for one in cases)
    store.record_poll("hostile", PollOutcome(state="failing", reason=TITLES[2], entries=entries, next_try=NOW), NOW)
    for one, entry in zip(cases, store.waiting_entries(NOW, owner="t", size=200), strict=True):
        if one.number % 9 == 8:
            store.set_aside(entry.id, f"off topic: {one.title}", NOW)
        else:
            store.record_version(entry.id, _page(one), NOW)
    for number, work in enumerate(store.unjudged(NOW, owner="t", size=200)):
        if number % 7 == 6:
            store.park(work.id, f"Traceback: {TITLES[number % len(TITLES)]}", NOW)
            continue
        _judge(store, work.id, work.article.text, TITLES[number % len(TITLES)])
    store.review(["F-1", "F-3"], "reject", "unit", TITLES[0], TITLES[2], now=NOW)
    report = {"new": 1, "missed": [["poll", TITLES[1], TITLES[4]]], "findings": []}
    store.pass_ended(store.pass_started(NOW), report, NOW + timedelta(seconds=9))


def _judge(store: Store, version: int, text: str, title: str) -> None:
    figure, said = _figure(text, title), _statement(text, title)
    found = [
        Finding(verdict=Verdict.NEW, level=Level.ACT, fact=figure, checks=(title,), group=title, summary=title),
        Finding(verdict=Verdict.NEW, level=Level.NOTE, fact=said, checks=(title,), group=title, summary=title),
    ]
    facts = Facts(figures=(figure,), statements=(said,))
    store.record_judgement(version, language="en", relevance=(True, 1.0, (title,)), facts=facts, findings=found, quiet=False, now=NOW)


def _source(outlet: str) -> Source:
    return Source(
        name="hostile", url="https://hostile.example/feed", outlet=outlet, language="en", camp=Camp.WEST, every=timedelta(hours=1)
    )


def _page(one: _Case) -> VersionIn:
    text = f"Trade reached {_WORDS} in 2025. {one.title} {one.number}\n“{one.title}”, it was said."
    digest = sha256(text.encode("utf-8", "replace")).hexdigest()
    return VersionIn(
        url=one.link,
        canonical_url=f"https://hostile.example/{one.number}",
        title=one.title,
        text=text,
        published=date(2026, 3, 1),
        language="en",
        text_hash=digest,
        raw_hash=digest,
        raw=text.encode("utf-8", "replace"),
        outlet=TITLES[0],
        camp="West",
        source="hostile",
    )


def _figure(text: str, title: str) -> Figure:
    start, value = text.index(_WORDS), Decimal(8_900_000_000)
    return Figure(
        start=start,
        end=start + len(_WORDS),
        text=_WORDS,
        value=value,
        low=value,
        high=value,
        unit="USD",
        metric="trade_turnover",
        flow=Flow("BY<->CN"),
        period=Period("2025"),
        attributed_to=title[:200],
        resolution=Decimal(100_000_000),
        reading=title[:300],
    )


def _statement(text: str, title: str) -> Statement:
    start = text.index("“") + 1
    words = text[start : text.index("”", start)]
    return Statement(start=start, end=start + len(words), text=words, mode=Mode.DIRECT, speaker=title[:200], cue=title[:50], language="en")
