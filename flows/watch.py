"""The flow ``watch``: one pass under Prefect. The order of the steps is ``flows.order``'s; here is only the decoration."""

from contextvars import ContextVar

from prefect import flow, task
from prefect.cache_policies import NO_CACHE

from connectors.settings import load_settings
from flows import steps
from flows.desk import STEPS, Plan, Scene, open_desk
from flows.order import Steps, one_pass
from flows.report import Report
from flows.scenes import live_scene

PAUSES: list[float] = [10, 60]  # seconds before the second and the third try
# Retries are for what may pass (a locked database, a lost connection); a source's own failure never raises.
TASKS = Steps(
    poll=task(name="poll", retries=2, retry_delay_seconds=PAUSES, cache_policy=NO_CACHE)(steps.poll),
    read=task(name="read", retries=2, retry_delay_seconds=PAUSES, cache_policy=NO_CACHE)(steps.read),
    judge=task(name="judge", retries=2, retry_delay_seconds=PAUSES, cache_policy=NO_CACHE)(steps.judge),
    announce=task(name="announce", retries=2, retry_delay_seconds=PAUSES, cache_policy=NO_CACHE)(steps.announce),
)

scene: ContextVar[Scene | None] = ContextVar("scene", default=None)
"""Where the flow works: the live database of the environment's settings, unless whoever calls it says otherwise."""


@flow(name="watch")
async def watch(
    shard: int = 0, shards: int = 1, force: bool = False, sources: list[str] | None = None, only: list[str] | None = None
) -> Report:
    """One pass over every source that is due. What fails costs only itself.

    shard, shards  this pass's part of the sources, by host
    force          also what is not due
    sources        only these sources
    only           only these steps: poll, read, judge, announce
    """
    plan = Plan(
        names=frozenset(sources) if sources else None, force=force, steps=tuple(only) if only else STEPS, shard=shard, shards=shards
    )
    async with open_desk(scene.get() or live_scene(load_settings()), plan) as desk:
        return await one_pass(desk, TASKS)
