"""Risky work in children with limits: what hangs, swells or crashes there costs that one call.

Each child has pipes of its own. Nothing is shared between children, no lock and no queue, so killing one in the
middle of anything leaves the others as they were.
"""

import asyncio
import contextlib
import os
import pickle
import sys
from asyncio.subprocess import DEVNULL, PIPE, Process
from collections.abc import Callable
from types import TracebackType
from typing import Any, Self, TypeVar, cast

from connectors.child import Answer, Call, framed, warm
from connectors.errors import Crashed, OutOfMemory, OutOfTime

T = TypeVar("T")

_CALLS = 20_000  # then a child is replaced: what libraries leak stays small, and loading tables anew (seconds) is rare
_START_SECONDS, _START_MEGABYTES = 60, 1_000
# Not "-m": classes of a main module are other classes to whoever reads the pickles.
_LIFE = "from connectors.child import main; main()"


class Children:
    """A few warm child processes; use as ``async with Children() as children``.

    workers  how many calls run at once; each child is started when it is first needed.
    """

    def __init__(self, workers: int = 2) -> None:
        self._children: set[_Child] = set()
        # The child used last is used next: with little to do, only one is ever started.
        self._idle: asyncio.LifoQueue[_Child | None] = asyncio.LifoQueue()
        for _ in range(workers):
            self._idle.put_nowait(None)

    async def close(self) -> None:
        """End all children, busy ones too."""
        for child in tuple(self._children):
            await self._end(child)

    async def __aenter__(self) -> Self:
        return self

    async def __aexit__(self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None) -> None:
        await self.close()

    async def call(self, function: Callable[..., T], *args: Any, seconds: float, megabytes: int = 512) -> T:
        """Run ``function(*args)`` in a child.

        function   importable by name; it, its arguments and its result travel pickled.
        seconds    of wall time, from when a child is free for it.
        megabytes  it may take on top of what the child has at rest.
        returns    what the function returns.
        raises     the ConnectorError the function raised; OutOfTime, OutOfMemory, or Crashed for anything else.
        """
        message = framed(pickle.dumps(Call(function, args, seconds, megabytes)))
        child = await self._idle.get()
        sound = False
        try:
            child = child or await self._start()
            await child.know(function.__module__)
            answer = await _ask(child, message, getattr(function, "__name__", "work"), seconds)
            sound = child.is_sound and not isinstance(answer.error, OutOfMemory)
        finally:
            # A child whose answer nobody waited for, or half built when memory ran out, must not take the next call.
            self._idle.put_nowait(child if sound else None)
            if child and not sound:
                await self._end(child)
        if answer.error:
            raise answer.error
        return cast(T, answer.result)

    async def _start(self) -> "_Child":
        paths = os.pathsep.join(path or os.curdir for path in sys.path)
        process = await asyncio.create_subprocess_exec(
            *(sys.executable, "-c", _LIFE),
            stdin=PIPE,
            stdout=PIPE,
            stderr=DEVNULL,
            env=os.environ | {"PYTHONPATH": paths},
        )
        child = _Child(process)
        self._children.add(child)
        await child.ready()
        return child

    async def _end(self, child: "_Child") -> None:
        self._children.discard(child)
        await child.end()


class _Child:
    """One process and its pipes."""

    def __init__(self, process: Process) -> None:
        assert process.stdin and process.stdout
        self._process, self._calls, self._answers = process, process.stdin, process.stdout
        self._left = _CALLS
        self._knows: set[str] = set()

    @property
    def is_sound(self) -> bool:
        return self._left > 0 and self._process.returncode is None

    async def ready(self) -> None:
        try:
            async with asyncio.timeout(_START_SECONDS):
                await self._read()
        except (TimeoutError, asyncio.IncompleteReadError) as error:
            await self.end()
            raise Crashed("sandbox", "a child process did not start", "look whether this machine has memory left") from error

    async def know(self, module: str) -> None:
        """Have it load what a function's module needs: that takes seconds at times, which are not the call's."""
        if module not in self._knows:
            message = framed(pickle.dumps(Call(warm, (module,), _START_SECONDS, _START_MEGABYTES)))
            answer = await _ask(self, message, "loading", _START_SECONDS)
            if answer.error:
                raise answer.error
            self._knows.add(module)

    async def ask(self, message: bytes) -> Answer:
        self._left -= 1
        self._calls.write(message)
        await self._calls.drain()
        return cast(Answer, pickle.loads(await self._read()))  # noqa: S301 - written by connectors.child

    async def _read(self) -> bytes:
        return await self._answers.readexactly(int.from_bytes(await self._answers.readexactly(4)))

    async def end(self) -> int:
        """Kill it and wait until it is gone; returns what it ended with."""
        self._calls.close()
        # Popen looks at a process before it kills it, and one already dead would be buried behind asyncio's back.
        if not self._answers.at_eof() and self._process.returncode is None:
            with contextlib.suppress(ProcessLookupError):
                self._process.kill()
        return await self._process.wait()


async def _ask(child: _Child, message: bytes, name: str, seconds: float) -> Answer:
    try:
        async with asyncio.timeout(seconds):
            return await child.ask(message)
    except TimeoutError as error:
        raise OutOfTime(name, f"{name} took longer than {seconds:g} s") from error
    except (asyncio.IncompleteReadError, OSError) as error:
        code = await child.end()
        raise Crashed(name, f"the child at work on {name} died (exit code {code})") from error
