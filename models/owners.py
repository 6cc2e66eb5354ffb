"""Who holds a lease, and whether he can still be at work."""

import os
import secrets
import socket
from pathlib import Path

_PROCESSES = Path("/proc")


def new_owner() -> str:
    """A name nobody had before, "host:4711:88213:9f2c81aa": machine, process, when that process began, and one of its passes."""
    return f"{_machine()}:{os.getpid()}:{_began(os.getpid())}:{secrets.token_hex(4)}"


def is_gone(owner: str) -> bool:
    """Whether the owner was a process of this machine that ended; of anybody else nothing can be told, and he keeps his lease."""
    host, _, rest = owner.rpartition(":")[0].partition(":")
    pid, _, began = rest.partition(":")
    if host != _machine() or not pid.isdecimal():
        return False
    return not _runs(int(pid)) or _began(int(pid)) != began


def _machine() -> str:
    return socket.gethostname()[:40]  # the column of the owner holds 80 characters


def _runs(pid: int) -> bool:
    try:
        os.kill(pid, 0)
    except ProcessLookupError:
        return False
    except (PermissionError, OverflowError):
        return True
    return True


def _began(pid: int) -> str:
    """When a process began, by the machine's own count: a number that was given out again is told from the first; "" where unknown."""
    try:
        status = (_PROCESSES / str(pid) / "stat").read_text(errors="replace")
    except OSError:
        return ""
    return status.rpartition(")")[2].split()[19]
