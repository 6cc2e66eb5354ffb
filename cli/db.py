"""``beltwatch db``: the database brought up, saved, brought back and looked through."""

from pathlib import Path
from typing import Annotated

import typer

from cli.shapes import DataDir, console, notices, settings_from
from flows.desk import wall_clock
from flows.scenes import shown_database
from models import backups
from models.schema import head
from models.store import Store, open_store

FAILED = 1


def register(app: typer.Typer) -> None:
    """Add the commands."""
    family = typer.Typer(help="The database: bring it up, save it, bring it back, look through it.", no_args_is_help=True)
    family.command("upgrade", epilog="Example: beltwatch db upgrade")(upgrade)
    family.command("backup", epilog="Example: beltwatch db backup beltwatch-2026-01-27.jsonl.gz")(backup)
    family.command("restore", epilog="Example: beltwatch db restore beltwatch-2026-01-27.jsonl.gz --data-dir restored")(restore)
    family.command("check", epilog="Example: beltwatch db check")(check)
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


def _opened(data_dir: Path | None) -> Store:
    return open_store(shown_database(settings_from(data_dir)))


def _shown(store: Store) -> str:
    return store.engine.url.render_as_string(hide_password=True)
