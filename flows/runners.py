"""Where the readers of a backfill run: threads of this process, or the workers of a Dask or Ray cluster."""

import os
from importlib import import_module
from typing import Any, Literal

from prefect.task_runners import TaskRunner, ThreadPoolTaskRunner

Runner = Literal["threads", "dask", "ray"]


class MissingRunnerError(Exception):
    """The library of a task runner is not installed."""


def runner_of(kind: Runner, workers: int = 0, address: str | None = None) -> TaskRunner[Any]:
    """Make a task runner.

    workers  how many chunks are read at a time; 0: as many as this machine has processors
    address  of a cluster that runs already: "tcp://scheduler:8786", "ray://head:10001"; None: one on this machine, for as long as
             the backfill takes
    raises   MissingRunnerError with how to install it
    """
    count = workers or os.cpu_count() or 1
    if kind == "threads":
        return ThreadPoolTaskRunner(max_workers=count)
    made: TaskRunner[Any] = _dask(count, address) if kind == "dask" else _ray(count, address)
    return made


def _dask(count: int, address: str | None) -> Any:
    runner = _library("prefect_dask", "dask").DaskTaskRunner
    if address:
        return runner(address=address)
    # Its own page stays on this machine, at whichever port is free.
    return runner(cluster_kwargs={"n_workers": count, "threads_per_worker": 1, "dashboard_address": "127.0.0.1:0", "host": "127.0.0.1"})


def _ray(count: int, address: str | None) -> Any:
    os.environ.setdefault("RAY_USAGE_STATS_ENABLED", "0")  # it would call home
    runner = _library("prefect_ray", "ray").RayTaskRunner
    if address:
        return runner(address=address)
    return runner(init_kwargs={"num_cpus": count, "include_dashboard": False, "_node_ip_address": "127.0.0.1"})


def _library(name: str, extra: str) -> Any:
    try:
        return import_module(name)
    except ImportError as error:
        raise MissingRunnerError(f"{name} is not installed: pip install 'beltwatch[{extra}]'") from error
