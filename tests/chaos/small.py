"""A pass made of the store's doors alone: what the steps do, without network, children and rules."""

import os
import signal
from collections.abc import Callable
from datetime import datetime, timedelta

from facts.article import Entry
from facts.figure import Figure
from facts.finding import Finding, Level, Verdict
from facts.known import Facts, Known, KnownFigure, KnownStatement
from facts.statement import Statement
from models.errors import LedgerMovedError
from models.owners import new_owner
from models.store import Alert, Store, Unjudged, WaitingEntry
from tests.chaos.world import POISON, Journal, World, read_facts

Clock = Callable[[], datetime]
Steps = tuple[str, ...]
STEPS: Steps = ("poll", "read", "judge", "announce")
PAUSE = timedelta(minutes=5)
SINK = "sink"


class Pass:
    """One pass over a world; what it was told to be done stands in the journal afterwards, however it ended."""

    def __init__(self, store: Store, world: World, journal: Journal, clock: Clock, at: int = 0) -> None:
        self.store = store
        self.world = world
        self.journal = journal
        self.now = clock
        self.at = at
        self.owner = new_owner()

    def run(self, steps: Steps = STEPS) -> None:
        """The steps in order; each takes its own work until there is none."""
        self.store.bury()
        self.store.sync_sources(self.world.listed(), self.now())
        number = self.store.pass_started(self.now())
        for step in steps:
            getattr(self, step)()
        self.store.pass_ended(number, {"at": self.at}, self.now())
        self.store.give_back(self.owner)

    def poll(self) -> None:
        while chunk := self.store.due_sources(self.now(), owner=self.owner, size=3):
            for source in chunk:
                self.journal.note("asked", source.name, self.at)
            answered = [(source.name, self.world.poll(source.name, self.at, self.now())) for source in chunk]
            self.store.record_polls(answered, self.now())
            for source in chunk:
                self.journal.note("polled", source.name, self.at)

    def read(self) -> None:
        while waiting := self.store.waiting_entries(self.now(), owner=self.owner, size=7):
            for one in waiting:
                self._read(one)
        while again := self.store.articles_to_reread(self.now(), owner=self.owner, size=7):
            for article in again:
                entry = Entry(source=article.source, identity=article.url.rpartition("/")[2], link=article.url, title=article.title)
                self.store.reread_done(article.article, self.now(), self.world.page(entry, self.at, self.now()))

    def judge(self) -> None:
        while works := self.store.unjudged(self.now(), owner=self.owner, size=5):
            for work in works:
                if work.article.text.startswith(POISON):
                    self._stumble(work)
                else:
                    self._judge(work)

    def announce(self) -> None:
        while alerts := self.store.due_alerts(self.now(), owner=self.owner, size=4):
            for alert in alerts:
                self._send(alert)

    def _read(self, one: WaitingEntry) -> None:
        if one.source.startswith("hostile"):
            self.store.set_aside(one.id, "no link", self.now())
            return
        self.store.record_version(one.id, self.world.page(one.entry, self.at, self.now()), self.now())
        self.journal.note("read", one.entry.link)

    def _stumble(self, work: Unjudged) -> None:
        """A reader that breaks: every second time the whole process with it."""
        if work.attempts == 2 and os.environ.get("CHAOS_POISON_KILLS"):
            os.kill(os.getpid(), signal.SIGKILL)
        self.store.judgement_failed(work.id, "ZeroDivisionError", self.now())

    def _judge(self, work: Unjudged) -> None:
        facts = read_facts(work.article.text)
        while True:
            mark = self.store.ledger_mark()
            known = self.store.known_for(facts, work.place, work.article.published)
            found = compare(facts, known, work.place.document)
            try:
                self._record(work, facts, found, mark)
            except LedgerMovedError:
                continue
            self.journal.note("judged", work.id)
            return

    def _record(self, work: Unjudged, facts: Facts, found: tuple[Finding, ...], mark: int) -> None:
        self.store.record_judgement(
            work.id,
            language="en",
            relevance=(True, 1.0, ("Belarus: Belarus", "China: China")),
            facts=facts,
            findings=found,
            quiet=work.quiet,
            now=self.now(),
            mark=mark,
        )

    def _send(self, alert: Alert) -> None:
        if SINK not in alert.delivered:
            before = self.store.sending(alert.id, SINK, self.now(), owner=self.owner)
            if before is None:
                return
            self.journal.note("sent", alert.key, int(before > 0))
            self.store.delivered(alert.id, SINK, "250", self.now())
            self.journal.note("delivered", alert.key)
        self.store.alert_sent(alert.id, "250", self.now())
        self.journal.note("marked", alert.key)


def compare(facts: Facts, known: Known, document: str) -> tuple[Finding, ...]:
    """The least there is to compare: the same point with another value asks for action, a new one is noted."""
    points = {(one.figure.metric, str(one.figure.period)): one for one in known.figures if one.place.document != document}
    figures = tuple(_verdict(figure, points.get((figure.metric, str(figure.period)))) for figure in facts.figures)
    return figures + tuple(_on_statement(one, known.statements) for one in facts.statements)


def _verdict(figure: Figure, before: KnownFigure | None) -> Finding:
    group = f"{figure.metric} {figure.period}"
    if before is None:
        return Finding(verdict=Verdict.NEW, level=Level.NOTE, fact=figure, group=group, summary="new")
    if before.figure.value == figure.value:
        return Finding(verdict=Verdict.CONFIRMS, level=Level.LOG, fact=figure, before=before, group=group, summary="the same")
    return Finding(verdict=Verdict.CONFLICTS, level=Level.ACT, fact=figure, before=before, group=group, summary="another value")


def _on_statement(statement: Statement, known: tuple[KnownStatement, ...]) -> Finding:
    same = next((one for one in known if one.statement.text == statement.text and one.statement.speaker == statement.speaker), None)
    verdict = Verdict.NEW if same is None else Verdict.REPEATS
    return Finding(verdict=verdict, level=Level.LOG, fact=statement, before=same, group=f"statement {statement.speaker}", summary="said")
