"""Prefect's own small server, when none is configured: started before the first pass, and never left behind."""

import asyncio
import subprocess

from prefect.server.api.server import SubprocessASGIServer
from prefect.settings import PREFECT_API_URL

# It reads until we are gone, however we went: the other end of its pipe is ours alone.
GUARD = 'read -r _; kill "$0"; sleep 5; kill -9 "$0"'


async def start_embedded_server() -> None:
    """Start the server that Prefect would start by itself, with a guard that ends it when this process is killed.

    Does nothing where a server is configured, or ours runs already.
    """
    server = SubprocessASGIServer()  # one a process: it is the one that Prefect's clients ask for
    if PREFECT_API_URL.value() or server.running:
        return
    starting = asyncio.ensure_future(asyncio.to_thread(server.start))
    while server.server_process is None and not starting.done():
        await asyncio.wait({starting}, timeout=0.01)
    # Before it answers: the seconds of its start are those in which an impatient operator kills.
    if server.server_process is not None:
        guard(server.server_process.pid)
    await starting


def guard(pid: int) -> "subprocess.Popen[bytes]":
    """End a process when this one is gone. The guard is in no group of ours, so that a signal to the group does not reach it."""
    command, none = ["/bin/sh", "-c", GUARD, str(pid)], subprocess.DEVNULL
    return subprocess.Popen(command, stdin=subprocess.PIPE, stdout=none, stderr=none, start_new_session=True)  # noqa: S603 – a script of ours and a number
