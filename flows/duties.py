"""The flows beside the passes, ``announce``, ``digest``, ``verify`` and ``tell``; each can be started from Prefect's page."""

import asyncio

from prefect import flow

from connectors.settings import load_settings
from flows import chores
from flows.artifacts import leave_artifacts
from flows.report import Report
from flows.scenes import scene_of_flow


class BrokenLogError(Exception):
    """The log is not as it was written; a backup has to be restored."""


@flow(name="announce", flow_run_name="alerts that are due", retries=2, retry_delay_seconds=30)
async def announce() -> Report:
    """Send every alert whose moment has come. A repeat carries the same key and is marked as one."""
    return await chores.send_due(scene_of_flow())


@flow(name="digest", flow_run_name="digest of the day", retries=2, retry_delay_seconds=30)
async def digest() -> Report:
    """Send the digest once its hour has come, once a local day; to be started as often as wanted."""
    return await chores.send_digest(scene_of_flow())


@flow(name="verify", flow_run_name="the log's chain")
async def verify() -> Report:
    """Walk the log's hash chain and let go of bytes that were kept long enough.

    raises  BrokenLogError with the first broken link, so that the run fails where everybody looks
    """
    scene = scene_of_flow()
    await asyncio.to_thread(chores.let_go, scene)
    report = await asyncio.to_thread(chores.verify_log, scene)
    await leave_artifacts(report, "verify")
    if report.missed:
        raise BrokenLogError(f"{report.missed[0].why}; restore a backup with `beltwatch db restore`")
    return report


@flow(name="tell", flow_run_name="{run} {state}", retries=2, retry_delay_seconds=60)
async def tell(run: str, state: str) -> Report:
    """Tell the operator over every channel that a run did not end well. Started by an automation of prefect.yaml.

    run, state  the name of the run on Prefect's page, and what became of it: "part 1 of 2", "Failed"
    """
    title = f"✖ Prefect: the run {run} ended as {state}"
    body = "Its log on Prefect's page says why. What it had not committed waits in the database, and the next pass takes it up."
    return await chores.tell_operator(load_settings(), f"run/{run}/{state}", title, body)
