"""One pass: the four steps in order, recorded as a pass. With or without Prefect it is this function that runs."""

from collections.abc import Awaitable, Callable
from contextlib import suppress
from dataclasses import dataclass

from flows.desk import Desk
from flows.report import Report
from flows.steps import announce, judge, poll, read
from models.errors import StoreError
from models.values import SourceState

CHUNK = 250  # sources a poll task takes: a task a feed would cost more than the feed


@dataclass(frozen=True, slots=True, kw_only=True)
class Steps:
    """The steps as they are called: plain functions, or Prefect tasks around them."""

    poll: Callable[[list[SourceState], Desk], Awaitable[Report]] = poll
    read: Callable[[Desk], Awaitable[Report]] = read
    judge: Callable[[Desk], Awaitable[Report]] = judge
    announce: Callable[[Desk], Awaitable[Report]] = announce


PLAIN = Steps()


async def one_pass(desk: Desk, steps: Steps = PLAIN) -> Report:
    """Run the steps the plan names, in order, and keep what came of them.

    Each step takes its own work from the store under a lease, so a pass may be killed anywhere, started twice,
    or never finish, and the next one goes on.
    raises  StoreError when the database cannot go on; alerts that were committed are sent first, where that can be noted
    """
    plan = desk.plan
    number = desk.store.pass_started(desk.now(), sample=bool(desk.scene.day))
    try:
        report = await _in_order(desk, steps)
    except StoreError:
        # What lets the database grow no further need not keep back the alerts it holds.
        if "announce" in plan.steps:
            with suppress(StoreError):
                await steps.announce(desk)
        raise
    desk.store.forget_pages(desk.now())
    desk.store.remember_points()
    desk.store.pass_ended(number, report.as_json() | {"day": desk.scene.day, "whole": plan.whole}, desk.now())
    return report


async def _in_order(desk: Desk, steps: Steps) -> Report:
    report = await _poll_all(desk, steps) if "poll" in desk.plan.steps else Report()
    for name in ("read", "judge", "announce"):
        if name in desk.plan.steps:
            report += await getattr(steps, name)(desk)
    return report


async def _poll_all(desk: Desk, steps: Steps) -> Report:
    """Every source that is due, a chunk at a time; what was polled is no longer due, so the loop ends."""
    plan, report, asked = desk.plan, Report(), set[str]()
    while chunk := _due(desk, asked):
        report += await steps.poll(chunk, desk)
        asked |= {state.name for state in chunk}
        if plan.force:
            break
    return report


def _due(desk: Desk, asked: set[str]) -> list[SourceState]:
    plan = desk.plan
    names = set(plan.names or desk.sources) - asked
    size = len(names) if plan.force else CHUNK
    return desk.store.due_sources(
        desk.now(), owner=desk.owner, names=names, force=plan.force, shard=plan.shard, shards=plan.shards, size=size
    )
