"""``beltwatch db``: the database brought up, saved, brought back and looked through."""

from hashlib import sha256
from pathlib import Path
from typing import Annotated

import typer

from cli.copying import allow, copy
from cli.shapes import DataDir, console, notices, settings_from
from difflog.text import inert
from flows.desk import wall_clock
from flows.scenes import shown_database
from models import backups
from models.errors import StoreError, UnknownFindingError
from models.rows import Row
from models.schema import head
from models.store import Store, open_store

FAILED = 1
Finding = Annotated[str, typer.Argument(metavar="FINDING", help="Its number, as in F-1042.")]
_RESTORE = "Look through the log with `beltwatch verify`, or restore a backup with `beltwatch db restore`."


def register(app: typer.Typer) -> None:
    """Add the commands."""
    family = typer.Typer(help="The database: bring it up, save it, bring it back, look through it and into it.", no_args_is_help=True)
    family.command("upgrade", epilog="Example: beltwatch db upgrade")(upgrade)
    family.command("backup", epilog="Example: beltwatch db backup beltwatch-2026-01-27.jsonl.gz")(backup)
    family.command("restore", epilog="Example: beltwatch db restore beltwatch-2026-01-27.jsonl.gz --data-dir restored")(restore)
    family.command("check", epilog="Example: beltwatch db check")(check)
    family.command("unpark", epilog="Example: beltwatch db unpark")(unpark)
    family.command("text", epilog="Example: beltwatch db text F-1042")(text)
    family.command("page", epilog="Example: beltwatch db page F-1042 page.html")(page)
    family.command("copy", epilog="Example: beltwatch db copy postgresql://beltwatch_owner@localhost/beltwatch")(copy)
    family.command("allow", epilog="Example: beltwatch db allow beltwatch")(allow)
    app.add_typer(family, name="db")


def upgrade(data_dir: DataDir = None) -> None:
    """Bring the database to this version's schema; every other command does so too. A copy of an older one is kept beside it."""
    with _opened(data_dir) as store:
        console.print(f"{_shown(store)} stands at schema {head()}", markup=False)


def backup(
    file: Annotated[Path, typer.Argument(help="File to write: gzipped JSON, readable without beltwatch.")],
    data_dir: DataDir = None,
) -> None:
    """Write everything into one file; passes may go on meanwhile."""
    with _opened(data_dir) as store:
        rows = backups.backup(store, file, wall_clock())
    console.print(f"{rows} rows written to {file}", markup=False)


def restore(
    file: Annotated[Path, typer.Argument(help="A file that `beltwatch db backup` wrote.", exists=True, dir_okay=False)],
    data_dir: DataDir = None,
) -> None:
    """Bring a backup into an empty database. What waited to be sent then is not sent again."""
    with _opened(data_dir) as store:
        rows = backups.restore(store, file)
        console.print(f"{rows} rows brought into {_shown(store)}", markup=False)


def check(data_dir: DataDir = None) -> None:
    """Look through the whole database: its pages, then the log's hash chain."""
    with _opened(data_dir) as store:
        broken = backups.check(store)
        shown = _shown(store)
    for one in broken:
        notices.print(f"beltwatch: {one}", markup=False)
    if broken:
        raise typer.Exit(FAILED)
    console.print(f"{shown} is sound", markup=False)


def unpark(data_dir: DataDir = None) -> None:
    """Give every article that could not be judged another three attempts; the next pass makes them. An upgrade does so by itself."""
    with _opened(data_dir) as store:
        many = store.unpark()
    console.print(f"{many} articles wait for the next pass" if many else "No article is parked", markup=False)


def text(finding: Finding, data_dir: DataDir = None) -> None:
    """Print the text that a finding's words stand in, as it was read then: whatever became of the page since."""
    with _opened(data_dir) as store:
        row = _found(store, finding)
        told = store.text_of(row.version_id) if row.version_id is not None else None
    if told is None:
        raise StoreError(f"{row.id} stands in no article.", f"`beltwatch show {row.id}` says what it is about.")
    if sha256(told.encode()).hexdigest() != row.text_hash:
        raise StoreError(f"The text of {row.id} is not the one that was read: it was altered.", _RESTORE)
    for line in told.splitlines():
        console.print(inert(line), markup=False, highlight=False, soft_wrap=True)


def page(
    finding: Finding,
    file: Annotated[Path, typer.Argument(help="File to write; it is not opened, and may hold anything.")],
    data_dir: DataDir = None,
) -> None:
    """Write the page that a finding was read from into a file, byte for byte. Pages are kept for 30 days, texts longer."""
    with _opened(data_dir) as store:
        row = _found(store, finding)
        body = store.page_of(row.raw_hash)
    if body is None:
        raise StoreError(f"The page of {row.id} is not kept any more.", f"`beltwatch db text {row.id}` prints its text.")
    if sha256(body).hexdigest() != row.raw_hash:
        raise StoreError(f"The page of {row.id} is not the one that was read: it was altered.", _RESTORE)
    try:
        with file.open("xb") as written:
            written.write(body)
    except OSError as error:
        raise StoreError(f"{file} cannot be written: {error.strerror}.", "Name a new file in a folder you may write to.") from error
    console.print(f"{len(body)} bytes written to {file}", markup=False)


def _found(store: Store, finding: str) -> Row:
    try:
        row = store.finding(finding)
    except ValueError as error:
        raise typer.BadParameter(str(error), param_hint="FINDING") from None
    if row is None:
        raise UnknownFindingError(f"{finding} is not in the log.", "`beltwatch log` shows what is.")
    return row


def _opened(data_dir: Path | None) -> Store:
    return open_store(shown_database(settings_from(data_dir)))


def _shown(store: Store) -> str:
    return store.engine.url.render_as_string(hide_password=True)
