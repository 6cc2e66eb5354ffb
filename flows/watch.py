"""The flow ``watch``: one pass under Prefect. The order of the steps is ``flows.order``'s; here is only the decoration."""

from time import monotonic
from typing import Any

from prefect import flow, task
from prefect.cache_policies import NO_CACHE
from prefect.runtime import flow_run, task_run

from flows import steps
from flows.artifacts import leave_artifacts
from flows.desk import STEPS, Plan, open_desk
from flows.logged import log_report
from flows.order import Steps, one_pass
from flows.report import Report
from flows.scenes import given_scene, scene_of_flow

PAUSES: list[float] = [10, 60]  # seconds before the second and the third try


def named() -> str:
    """What a run over these sources is called on Prefect's page: "part 2 of 4", "belta-en, sb-ru", "all that is due"."""
    given: dict[str, Any] = flow_run.parameters or {}
    which = "all" if given.get("force") else "all that is due"
    if given.get("shards", 1) > 1:
        which = f"part {given['shard'] + 1} of {given['shards']}"
    if given.get("sources"):
        which = ", ".join(given["sources"][:5])
    return which if not given.get("only") else f"{which}: {', '.join(given['only'])}"


def _polling() -> str:
    chunk = (task_run.parameters or {}).get("chunk") or ()
    return f"poll {len(chunk)} sources"


# Retries are for what may pass (a locked database, a lost connection); a source's own failure never raises.
TASKS = Steps(
    poll=task(name="poll", task_run_name=_polling, retries=2, retry_delay_seconds=PAUSES, cache_policy=NO_CACHE)(steps.poll),
    read=task(name="read", task_run_name="read pages", retries=2, retry_delay_seconds=PAUSES, cache_policy=NO_CACHE)(steps.read),
    judge=task(name="judge", task_run_name="judge articles", retries=2, retry_delay_seconds=PAUSES, cache_policy=NO_CACHE)(steps.judge),
    announce=task(name="announce", task_run_name="announce", retries=2, retry_delay_seconds=PAUSES, cache_policy=NO_CACHE)(steps.announce),
)


@flow(name="watch", flow_run_name=named)
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
    began = monotonic()
    async with open_desk(scene_of_flow(), plan) as desk:
        report = await one_pass(desk, TASKS)
    if given_scene.get() is None:
        log_report("pass", report, monotonic() - began)
    await leave_artifacts(report, "pass" if shards == 1 else f"pass-{shard + 1}-of-{shards}")
    return report
