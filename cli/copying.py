"""``beltwatch db copy`` and ``db allow``: from one machine's SQLite to PostgreSQL, and a role there that cannot change the log."""

from typing import Annotated

import typer

from cli.shapes import DataDir, console, progress, settings_from
from connectors.settings import load_settings
from flows.scenes import shown_database
from models.chain import head, verify
from models.copies import copy as copied
from models.errors import StoreError
from models.roles import allow as allowed
from models.store import open_store


def copy(
    target: Annotated[str, typer.Argument(help="Address of an empty database: postgresql://user@host/name", envvar="BELTWATCH_COPY_TO")],
    data_dir: DataDir = None,
) -> None:
    """Copy the database into an empty one, row by row, and walk the copy's hash chain. Stop `serve` and the workers first."""
    address = load_settings(database_url=target).database_url or target
    with open_store(shown_database(settings_from(data_dir))) as source, open_store(address) as store:
        with progress() as told:
            rows = copied(source, store, told)
        broken = verify(store)
        if broken or head(source) != head(store):
            raise StoreError(f"The copy's log does not hold: {broken[0] if broken else 'another head'}.", "Copy again into an empty one.")
        shown = store.engine.url.render_as_string(hide_password=True)
        console.print(f"{rows} rows copied to {shown}; its log holds, head {head(store)[0]}", markup=False)
        console.print("Set BELTWATCH_DATABASE_URL to it; the file it was copied from is left as it is.", markup=False)


def allow(
    role: Annotated[str, typer.Argument(help="A role of the PostgreSQL server that passes and the page run as.")],
    data_dir: DataDir = None,
) -> None:
    """Give a role all it needs but the right to change the log or the schema; asked again after every upgrade."""
    with open_store(shown_database(settings_from(data_dir))) as store:
        allowed(store, role)
    console.print(f"{role} may read and write all but the log, to which it may only add", markup=False)
