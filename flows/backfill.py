"""The flow ``backfill``: an archive mapped over a task runner in chunks. What is done with each chunk is ``flows.archive``'s."""

import asyncio
from collections import Counter
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any

from prefect import flow, task
from prefect.artifacts import acreate_progress_artifact, aupdate_progress_artifact
from prefect.cache_policies import NO_CACHE
from prefect.futures import PrefectFuture
from prefect.runtime import flow_run, task_run

from connectors.shelf import Shelf, open_shelf
from facts.article import Article
from flows.archive import Read, chunk_of, learn, missed
from flows.artifacts import leave_artifacts
from flows.chunks import read_chunk
from flows.desk import Plan, Scene, open_desk
from flows.reading import Folder
from flows.report import Report
from flows.runners import Runner, runner_of
from flows.scenes import scene_of_flow
from flows.steps import announce

KEPT = 1_000  # findings a run's report carries; all of them stand in the log


def _named() -> str:
    files = (flow_run.parameters or {}).get("files") or ()
    return ", ".join(Path(file).name for file in files[:3]) or "no files"


def _chunk_named() -> str:
    articles: Sequence[Article] = (task_run.parameters or {}).get("articles") or ()
    days = [article.published for article in articles if article.published]
    return f"read {len(articles)} articles of {min(days)} to {max(days)}" if days else f"read {len(articles)} articles"


# A chunk is read again elsewhere when its worker was lost: reading changes nothing.
read = task(name="read", task_run_name=_chunk_named, retries=2, retry_delay_seconds=5, cache_policy=NO_CACHE)(read_chunk)


@flow(name="backfill", flow_run_name=_named)
async def backfill(files: list[str], runner: Runner = "threads", workers: int = 0, address: str | None = None, chunk: int = 0) -> Report:
    """Take archives through judge in date order, alerting nobody. May be stopped anywhere: the next run goes on there.

    files    JSONL as ``beltwatch extract`` takes it, plain or gzipped, or Parquet
    runner   threads, dask or ray: where articles are read
    workers  how many chunks at a time; 0: as many as there are processors
    address  of a Dask or Ray cluster that runs already
    chunk    articles a task reads; 0: as many as suits the archive, for a task costs as much as reading some hundred
    """
    with runner_of(runner, workers, address) as task_runner:
        return await mapped_over.with_options(task_runner=task_runner)(files, workers, chunk)


@flow(name="read and learn", flow_run_name=_named)
async def mapped_over(files: list[str], workers: int, chunk: int) -> Report:
    """The part of a backfill that runs on its task runner: chunks read ahead, learned from in order."""
    with open_shelf([Path(file) for file in files]) as shelf:
        report = Report(missed=tuple(missed(shelf))) + await _learn(shelf, scene_of_flow(), workers, chunk or chunk_of(len(shelf)))
    await leave_artifacts(report, "backfill")
    return report


async def _learn(shelf: Shelf, scene: Scene, workers: int, chunk: int) -> Report:
    progress = await acreate_progress_artifact(progress=0.0, key="backfill-progress", description=f"{len(shelf)} articles")
    done = Counter[str]()

    def tell(step: str, count: int) -> None:
        done[step] += count
        scene.tell(step, count)

    report = Report()
    async with open_desk(replace(scene, tell=tell), Plan(steps=("judge", "announce"))) as desk:
        async for part in learn(shelf, desk, _submitted, size=chunk, ahead=2 * (workers or 4)):
            report = _with(report, part)
            await aupdate_progress_artifact(artifact_id=progress, progress=100 * done.total() / len(shelf))
        return report + await announce(desk)


def _with(report: Report, part: Report) -> Report:
    """Add a chunk's report, keeping the first findings only: an archive has more than a run's report should carry."""
    room = max(KEPT - len(report.findings), 0)
    return report + Report(judged=part.judged, findings=part.findings[:room], missed=part.missed[:room])


async def _submitted(articles: list[Article], folder: Folder) -> list[Read]:
    future: PrefectFuture[Any] = read.submit(articles, folder)
    read_by: list[Read] = await asyncio.to_thread(future.result)
    return read_by
