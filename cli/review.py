"""``beltwatch review``: your decisions, rows of their own beside the findings."""

import getpass
from enum import StrEnum
from typing import Annotated

import typer

from cli.shapes import DataDir, Format, OutFormat, console, print_rows, settings_from
from difflog.text import line
from flows.desk import wall_clock
from flows.scenes import shown_database
from models.errors import UnknownFindingError
from models.rows import number_of
from models.store import open_store

DECISIONS = ("accept", "reject", "watch", "reopen")


class Reason(StrEnum):
    """The reasons for a rejection, those of models.reviews."""

    METRIC = "metric"
    PERIOD = "period"
    UNIT = "unit"
    SPEAKER = "speaker"
    DUPLICATE = "duplicate"
    OFF_TOPIC = "off_topic"
    PAGE_FURNITURE = "page_furniture"
    SOURCE_WRONG = "source_wrong"
    OTHER = "other"


def register(app: typer.Typer) -> None:
    """Add the command."""
    app.command(epilog='Example: beltwatch review F-12 F-13 reject --reason unit --note "dollars, see F-3" --by Anna')(review)


def review(
    words: Annotated[
        list[str], typer.Argument(metavar="F-NUMBER... DECISION", help=f"One or more findings, then one of {', '.join(DECISIONS)}.")
    ],
    reason: Annotated[Reason | None, typer.Option(help="Why it is rejected; a rejection needs one.")] = None,
    note: Annotated[str, typer.Option(help="In your own words; kept with the decision.")] = "",
    by: Annotated[str, typer.Option(help="Who decides. Default: the name you are logged in with.")] = "",
    data_dir: DataDir = None,
    shape: OutFormat = Format.TABLE,
) -> None:
    """Accept, reject, watch or reopen findings. An accepted one moves the ledger, a rejected one leaves it; reopen undoes both."""
    *ids, decision = words
    _check(ids, decision, reason)
    with open_store(shown_database(settings_from(data_dir))) as store:
        try:
            rows = store.review(ids, decision, str(reason or ""), note, by or getpass.getuser(), now=wall_clock())
        except UnknownFindingError as error:
            raise typer.BadParameter(str(error), param_hint="F-NUMBER") from None
    if shape is not Format.TABLE:
        print_rows((row.as_json() for row in rows), shape)
        return
    for row in rows:
        console.print(line(row))


def _check(ids: list[str], decision: str, reason: Reason | None) -> None:
    if decision not in DECISIONS:
        raise typer.BadParameter(f"{decision!r} is no decision; end with one of {', '.join(DECISIONS)}", param_hint="DECISION")
    if not ids:
        raise typer.BadParameter("name at least one finding before the decision: F-12 accept", param_hint="F-NUMBER")
    if decision == "reject" and reason is None:
        raise typer.BadParameter(f"a rejection says why; use one of {', '.join(Reason)}", param_hint="--reason")
    if reason and decision != "reject":
        raise typer.BadParameter("a reason goes with reject; for others there is --note", param_hint="--reason")
    for one in ids:
        try:
            number_of(one)
        except ValueError as error:
            raise typer.BadParameter(str(error), param_hint="F-NUMBER") from None
