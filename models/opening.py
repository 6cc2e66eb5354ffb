"""Opening a database: what is looked at before anything is written to it."""

import os
from pathlib import Path

from sqlalchemy import Engine
from sqlalchemy.exc import DBAPIError

from models.database import connect, path_of, unreadable
from models.errors import UnreadableError
from models.schema import upgrade

MOUNTS = Path("/proc/mounts")  # where Linux tells what lies on which file system
_MAGIC = b"SQLite format 3\x00"
_QUICK = 10_000_000  # bytes, a few hundredths of a second; a larger file is checked by `beltwatch db check`, not at every start
_SHARED = frozenset({"nfs", "nfs4", "cifs", "smb2", "smb3", "smbfs", "afs", "glusterfs", "ceph", "fuse.sshfs", "fuse.glusterfs"})
"""File systems of other machines: their locks do not hold what SQLite's need."""


def opened(url: str) -> Engine:
    """Connect, check and migrate.

    raises  StoreError with a remedy; a file that is damaged is never replaced by an empty one
    """
    engine = connect(url)
    path = path_of(engine)
    if path is not None:
        _look_at(path)
    try:
        engine.connect().close()  # once, without the patience shown later: a wrong address is told at once
        if path is not None and path.exists() and path.stat().st_size < _QUICK:
            _check(engine, path)
        upgrade(engine)
    except DBAPIError as error:
        engine.dispose()
        raise unreadable(engine, error) from error
    return engine


def _look_at(path: Path) -> None:
    folder = path.parent
    if not folder.is_dir():
        try:
            folder.mkdir(parents=True)
        except OSError as error:
            raise UnreadableError(f"The folder {folder} cannot be made: {error.strerror}.", "Name another in DATA_DIR.") from error
    if not os.access(path if path.exists() else folder, os.W_OK):
        raise UnreadableError(f"{path} cannot be written.", f"Give this user the right to write there: chown or chmod {folder}.")
    if path.exists() and path.stat().st_size and path.open("rb").read(len(_MAGIC)) != _MAGIC:
        raise UnreadableError(f"{path} is no SQLite database.", "Name another file, or restore one with `beltwatch db restore`.")
    if path.with_name(path.name + "-wal").exists() and not path.exists():
        raise UnreadableError(f"{path} is gone, but its -wal file is there.", "Restore both, or a backup with `beltwatch db restore`.")
    _refuse_shared(folder)


def _refuse_shared(folder: Path) -> None:
    kind = _file_system(folder.resolve())
    if kind in _SHARED:
        raise UnreadableError(
            f"{folder} lies on a network file system ({kind}), where SQLite's locks do not hold.",
            "Use a folder of this machine, or PostgreSQL.",
        )


def _file_system(folder: Path) -> str:
    """The kind of file system a folder lies on; "" where the system does not tell."""
    if not MOUNTS.exists():
        return ""
    lines = [line.split() for line in MOUNTS.read_text(errors="replace").splitlines()]
    over = [(fields[1], fields[2]) for fields in lines if len(fields) > 2 and folder.is_relative_to(fields[1])]
    return max(over, key=lambda mount: len(mount[0]))[1] if over else ""


def _check(engine: Engine, path: Path) -> None:
    with engine.connect() as connection:
        answer = connection.exec_driver_sql("PRAGMA quick_check(1)").scalar()
    if answer != "ok":
        raise UnreadableError(f"{path} is damaged: {answer}.", "Restore a backup with `beltwatch db restore`; the file is left as it is.")
