"""Two ways to make the same pass: in this process alone, or as a run of Prefect's."""

import os
from collections.abc import Awaitable, Callable
from pathlib import Path

from connectors.watchlist import load_watchlist
from flows.desk import Plan, Scene, open_desk
from flows.order import one_pass
from flows.report import Report
from flows.scenes import given_scene
from models.store import open_store

MakePass = Callable[[Scene, Plan], Awaitable[Report]]


async def plain_pass(scene: Scene, plan: Plan) -> Report:
    """One pass without Prefect."""
    async with open_desk(scene, plan) as desk:
        return await one_pass(desk)


async def prefect_pass(scene: Scene, plan: Plan) -> Report:
    """One pass as a run of the flow ``watch``; with no server configured, Prefect starts one of its own.

    raises  WatchlistError, StoreError before anything is started
    """
    # Asked before the flow begins: inside it, Prefect would print a trace around every plain sentence.
    load_watchlist(scene.settings.watchlist, scene.settings.allow_addresses)
    open_store(scene.database).close()
    prepare_prefect(scene.settings.data_dir)
    # Prefect reads its environment when it is imported, and its import takes seconds that a plain pass should not pay.
    from flows.embedded import start_embedded_server  # noqa: PLC0415
    from flows.watch import watch  # noqa: PLC0415

    await start_embedded_server()
    token = given_scene.set(scene)
    try:
        return await watch(
            shard=plan.shard,
            shards=plan.shards,
            force=plan.force,
            sources=sorted(plan.names) if plan.names else None,
            only=list(plan.steps),
        )
    finally:
        given_scene.reset(token)


def prepare_prefect(data_dir: Path) -> None:
    """Give Prefect's settings our defaults; what the operator has set stays.

    Its home lies in the data folder, it calls nobody, and its embedded server may take its 10 to 30 seconds to start.
    """
    ours = {
        "PREFECT_HOME": str(data_dir.resolve() / "prefect"),
        "PREFECT_SERVER_ANALYTICS_ENABLED": "false",
        "DO_NOT_TRACK": "1",
        "PREFECT_SERVER_EPHEMERAL_STARTUP_TIMEOUT_SECONDS": "300",
        "PREFECT_LOGGING_LEVEL": "WARNING",
        "PREFECT_CLI_PROMPT": "false",
    }
    for name, value in ours.items():
        os.environ.setdefault(name, value)
