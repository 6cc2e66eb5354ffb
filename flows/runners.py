"""Where the readers of a backfill run: threads of this process, or the workers of a Dask or Ray cluster."""

import os
import socket
from collections.abc import Iterator
from contextlib import contextmanager
from importlib import import_module
from secrets import token_hex
from typing import Any, Literal

from prefect.task_runners import TaskRunner, ThreadPoolTaskRunner

Runner = Literal["threads", "dask", "ray"]
STORE = 200 * 1024 * 1024  # bytes that Ray's workers hand each other; a chunk of articles is far below one of them

_PORTS = ("metrics_agent_port", "metrics_export_port", "dashboard_agent_listen_port", "runtime_env_agent_port")


class MissingRunnerError(Exception):
    """The library of a task runner is not installed."""


@contextmanager
def runner_of(kind: Runner, workers: int = 0, address: str | None = None) -> Iterator[TaskRunner[Any]]:
    """Make a task runner, and for as long as it is used the cluster it needs.

    workers  how many chunks are read at a time; 0: as many as this machine has processors
    address  of a cluster that runs already: "tcp://scheduler:8786", "ray://head:10001"; None: one on this machine
    raises   MissingRunnerError with how to install it
    """
    count = workers or os.cpu_count() or 1
    if kind == "threads":
        yield ThreadPoolTaskRunner(max_workers=count)
    elif kind == "dask":
        yield _dask(count, address)
    else:
        with _ray_at(count, address) as head:
            yield _library("prefect_ray", "ray").RayTaskRunner(address=head)


def _dask(count: int, address: str | None) -> Any:
    runner = _library("prefect_dask", "dask").DaskTaskRunner
    if address:
        return runner(address=address)
    # Its own page stays on this machine, at whichever port is free.
    return runner(cluster_kwargs={"n_workers": count, "threads_per_worker": 1, "dashboard_address": "127.0.0.1:0", "host": "127.0.0.1"})


@contextmanager
def _ray_at(count: int, address: str | None) -> Iterator[str]:
    """Address of a Ray cluster: the one given, or one of this machine that listens on loopback and asks for a word."""
    os.environ.setdefault("RAY_USAGE_STATS_ENABLED", "0")  # it would call home
    # Started by ``uv run``, Ray would pack the folder it stands in and have every reader install it anew; ours are installed.
    os.environ.setdefault("RAY_ENABLE_UV_RUN_RUNTIME_ENV", "0")
    if address:
        yield address
        return
    # Ray reads its environment when it is imported.
    os.environ.setdefault("RAY_ENABLE_WINDOWS_OR_OSX_CLUSTER", "0")  # its name for: stay on loopback
    os.environ.setdefault("RAY_AUTH_MODE", "token")
    os.environ.setdefault("RAY_AUTH_TOKEN", token_hex(32))
    _library("prefect_ray", "ray")
    cluster = import_module("ray.cluster_utils").Cluster(initialize_head=True, head_node_args=_head(count))
    try:
        yield str(cluster.address)
    finally:
        cluster.shutdown()


def _head(count: int) -> dict[str, Any]:
    """How Ray's only node is started: without what serves people and growing clusters.

    Its agents get ports beforehand: where they choose their own, a node ends itself when they are not up within 15 seconds.
    """
    with_ports = dict(zip(_PORTS, _free_ports(len(_PORTS)), strict=True))
    lean = {"include_dashboard": False, "include_log_monitor": False, "no_monitor": True}
    return {"num_cpus": count, "object_store_memory": STORE, "node_ip_address": "127.0.0.1"} | lean | with_ports


def _free_ports(count: int) -> list[int]:
    """Ports of loopback that nobody listens on."""
    probes = [socket.create_server(("127.0.0.1", 0)) for _ in range(count)]
    try:
        return [int(probe.getsockname()[1]) for probe in probes]
    finally:
        for probe in probes:
            probe.close()


def _library(name: str, extra: str) -> Any:
    try:
        return import_module(name)
    except ImportError as error:
        raise MissingRunnerError(f"{name} is not installed: pip install 'beltwatch[{extra}]'") from error
