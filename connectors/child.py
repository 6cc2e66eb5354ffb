"""A child's life: take a call, make it within its limits, answer; end when the parent is gone.

Started by connectors.sandbox; speaks pickles, each behind its length in four bytes, on what were standard input and output.
"""

import contextlib
import ctypes
import importlib
import os
import pickle
import resource
import signal
import sys
import traceback
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from types import TracebackType
from typing import Any, BinaryIO, Self

from connectors.errors import ConnectorError, Crashed, OutOfMemory

_GRACE = 5
_TRACE_LIMIT = 20_000
_STATM = Path("/proc/self/statm")  # Linux; elsewhere address space cannot be limited, and time alone is
_PR_SET_PDEATHSIG = 1


@dataclass(frozen=True, slots=True)
class Call:
    """Work for a child: what to run, and within which limits."""

    function: Callable[..., Any]
    args: tuple[Any, ...]
    seconds: float
    megabytes: int


@dataclass(frozen=True, slots=True)
class Answer:
    """What came of it: a result, or the error instead."""

    result: Any = None
    error: ConnectorError | None = None


def warm(module: str) -> None:
    """Import ``module`` and what it names in WARM, before the first call of a function of it and outside that call's limits."""
    for name in getattr(importlib.import_module(module), "WARM", ()):
        importlib.import_module(name)


class _Caught:
    """Keeps whichever exception ended its block: the parent is told, and the child lives on."""

    error: Exception | None = None

    def __enter__(self) -> Self:
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None) -> bool:
        self.error = error if isinstance(error, Exception) else None
        return self.error is not None


def read(stream: BinaryIO) -> bytes:
    """Read one message; raises EOFError when the other side is gone."""
    head = stream.read(4)
    body = stream.read(int.from_bytes(head)) if len(head) == 4 else b""
    if not body:
        raise EOFError
    return body


def framed(message: bytes) -> bytes:
    """Put the length before a message."""
    return len(message).to_bytes(4) + message


def serve(calls: BinaryIO, answers: BinaryIO) -> None:
    """Answer calls, one at a time, until there are no more."""
    with contextlib.suppress(EOFError, OSError):
        while True:
            message = read(calls)
            answers.write(framed(_answer(message)))
            answers.flush()
            signal.alarm(0)


def _answer(message: bytes) -> bytes:
    name, megabytes = "a child", 0
    before = resource.getrlimit(resource.RLIMIT_AS)
    with _Caught() as caught:
        call: Call = pickle.loads(message)  # noqa: S301 - from our own parent, over its own pipe
        name, megabytes = getattr(call.function, "__name__", "work"), call.megabytes
        # Should the parent die meanwhile, nobody else would end an endless call.
        signal.alarm(int(call.seconds) + _GRACE)
        if _STATM.exists():
            resource.setrlimit(resource.RLIMIT_AS, (_at_rest() + megabytes * 1_000_000, before[1]))
        answer = pickle.dumps(Answer(call.function(*call.args)))
    resource.setrlimit(resource.RLIMIT_AS, before)
    return answer if caught.error is None else pickle.dumps(Answer(error=_told(caught.error, name, megabytes)))


def _at_rest() -> int:
    """Bytes of address space this process has now."""
    pages = int(_STATM.read_text(encoding="ascii").split()[0])
    return pages * resource.getpagesize()


def _told(error: Exception, name: str, megabytes: int) -> ConnectorError:
    trace = "".join(traceback.format_exception(error))[-_TRACE_LIMIT:]
    if isinstance(error, MemoryError):
        return OutOfMemory(name, f"{name} needed more than {megabytes} MB", "", trace)
    if isinstance(error, ConnectorError):
        return error
    return Crashed(name, f"{name} failed ({type(error).__name__}: {str(error)[:200]})", "", trace)


def main() -> None:
    """Live."""
    # Ctrl-C reaches every process of the terminal, a stop of the service every process of it; the parent decides what becomes
    # of the work.
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    signal.signal(signal.SIGTERM, signal.SIG_IGN)
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    # A parent that is killed cannot end its children; the kernel can.
    if sys.platform == "linux":
        ctypes.CDLL(None).prctl(_PR_SET_PDEATHSIG, signal.SIGKILL)
    answers = os.fdopen(os.dup(1), "wb")
    # A library that prints must not print into an answer.
    os.dup2(2, 1)
    answers.write(framed(b"ready"))
    answers.flush()
    serve(sys.stdin.buffer, answers)
