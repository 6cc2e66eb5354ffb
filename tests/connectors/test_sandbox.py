"""Work in children: what hangs, swells, crashes or prints there costs that one call."""

import asyncio
import json
import os
import signal
import subprocess
import sys
import time
from datetime import UTC, datetime
from pathlib import Path

import pytest

from connectors.errors import Crashed, NotAFeed, OutOfMemory, OutOfTime
from connectors.feeds import parse_feed
from connectors.sandbox import Children

NOW = datetime(2026, 1, 28, 9, tzinfo=UTC)


def in_children(work, workers=1):
    """Run ``work(children)`` to its end, with children that import nothing beforehand."""

    async def main():
        async with Children(workers) as children:
            return await work(children)

    return asyncio.run(main())


def processes() -> set[str]:
    """The ids of this process's living children."""
    return set(Path(f"/proc/self/task/{os.getpid()}/children").read_text(encoding="ascii").split())


FAULTS = [
    pytest.param((time.sleep, 30), OutOfTime, "longer than 0.5 s", id="hangs"),
    pytest.param((bytearray, 900_000_000), OutOfMemory, "more than 256 MB", id="swells"),
    pytest.param((int, "no number"), Crashed, "ValueError: invalid literal", id="raises"),
    pytest.param((os.abort,), Crashed, "died", id="aborts"),
    pytest.param((os._exit, 3), Crashed, r"died \(exit code 3\)", id="exits"),
    pytest.param((signal.raise_signal, signal.SIGKILL), Crashed, "died", id="is killed"),
    pytest.param((open, "/dev/null"), Crashed, "cannot pickle", id="answers what cannot travel"),
    pytest.param((exec, "raise SystemExit(4)"), Crashed, "died", id="leaves"),
    pytest.param((json.loads, "[" * 100_000), Crashed, "RecursionError", id="recurses"),
]


@pytest.mark.parametrize(("work", "error", "words"), FAULTS)
def test_c4_f2_a_failing_call_is_one_error_and_the_next_call_is_answered(work, error, words):
    async def both(children):
        with pytest.raises(error, match=words):
            await children.call(*work, seconds=0.5, megabytes=256)
        return await children.call(abs, -7, seconds=20)

    before = processes()  # other tests keep children warm

    assert in_children(both) == 7
    assert processes() <= before


def test_a_crash_carries_its_trace():
    with pytest.raises(Crashed) as raised:
        in_children(lambda children: children.call(int, "no number", seconds=20))

    assert "Traceback" in raised.value.trace


def test_our_own_errors_come_back_as_they_were_raised(source):
    with pytest.raises(NotAFeed, match="the body is empty") as raised:
        in_children(lambda children: children.call(parse_feed, b"", "text/xml", source, NOW, seconds=20))

    assert raised.value.content_type == "text/xml"


def test_c5_a_hanging_call_does_not_hold_up_the_others():
    async def both(children):
        hanging = asyncio.create_task(children.call(time.sleep, 20, seconds=3))
        answers = [await children.call(abs, -number, seconds=20) for number in range(20)]
        done_first = not hanging.done()
        with pytest.raises(OutOfTime):
            await hanging
        return answers, done_first

    assert in_children(both, workers=2) == (list(range(20)), True)


def test_a_call_that_nobody_waits_for_any_more_answers_no_other():
    async def given_up(children):
        call = asyncio.create_task(children.call(time.sleep, 0.3, seconds=20))
        await asyncio.sleep(0.15)
        call.cancel()
        return await children.call(abs, -3, seconds=20)

    assert in_children(given_up) == 3


def test_one_warm_child_takes_call_after_call():
    async def twice(children):
        return [await children.call(os.getpid, seconds=20) for _ in range(5)]

    assert len(set(in_children(twice, workers=3))) == 1


def test_big_arguments_and_results_travel():
    assert in_children(lambda children: children.call(bytes, b"x" * 15_000_000, seconds=20)) == b"x" * 15_000_000


def test_what_a_library_prints_is_in_no_answer():
    assert in_children(lambda children: children.call(os.system, "echo noise", seconds=20)) == 0


SCRIPT = """
import asyncio, os, signal, sys, time
from connectors.sandbox import Children
signal.signal(signal.SIGINT, signal.default_int_handler)  # ignored in what a shell starts in the background
async def main():
    async with Children(2) as children:
        print(await children.call(os.getpid, seconds=20), flush=True)
        await asyncio.gather(*(children.call(time.sleep, 20, seconds=20) for _ in range(2)))
asyncio.run(main())
"""


@pytest.mark.parametrize("sign", [signal.SIGINT, signal.SIGTERM, signal.SIGKILL])
def test_c1_whatever_ends_the_parent_ends_the_children_in_silence(sign):
    parent = subprocess.Popen([sys.executable, "-c", SCRIPT], stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True)
    assert parent.stdout
    child = int(parent.stdout.readline())
    parent.send_signal(sign)
    _, said = parent.communicate(timeout=20)

    # The parent's own KeyboardInterrupt is Python's to tell.
    assert "connectors/child.py" not in said
    assert _ends(child)


def _ends(process: int) -> bool:
    for _ in range(300):
        try:
            state = Path(f"/proc/{process}/stat").read_text(encoding="ascii").rpartition(")")[2].split()[0]
        except FileNotFoundError:
            return True
        if state == "Z":
            return True
        time.sleep(0.1)
    return False
