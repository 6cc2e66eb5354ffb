"""``beltwatch log`` and ``show``: the findings, and everything about one."""

from enum import StrEnum
from typing import Annotated

import typer
from rich.table import Table
from rich.text import Text

from cli.shapes import DataDir, Format, OutFormat, console, grid, moment_of, notices, print_rows, settings_from
from difflog.editions import about, as_json, headings, told
from difflog.text import decisions, fields, inert, line, sightings
from facts.compare.editions import Matrix
from facts.finding import Level, Verdict
from flows.scenes import shown_database
from models.editions import edition_matrix
from models.ledger import history
from models.rows import Filter
from models.store import open_store

Many = list[str] | None


class State(StrEnum):
    """What the last review left a finding in."""

    NEW = "new"
    ACCEPTED = "accepted"
    REJECTED = "rejected"
    WATCHING = "watching"


class Language(StrEnum):
    """The languages that are read."""

    EN = "en"
    RU = "ru"
    BE = "be"
    ZH = "zh"


class Kind(StrEnum):
    """What a finding is about."""

    FIGURE = "figure"
    STATEMENT = "statement"


def register(app: typer.Typer) -> None:
    """Add the commands."""
    app.command(epilog="Example: beltwatch log --since 7d --level act --format jsonl")(log)
    app.command(epilog="Example: beltwatch show F-12 --editions")(show)


def log(  # noqa: PLR0913 - one parameter a filter
    *,
    since: Annotated[str | None, typer.Option(help="24h, 7d, 2w or a day: 2026-01-27.")] = None,
    until: Annotated[str | None, typer.Option(help="As --since.")] = None,
    verdict: Annotated[list[Verdict] | None, typer.Option(help="updates, conflicts, unit_conflict, edited, new …")] = None,
    level: Annotated[list[Level] | None, typer.Option(help="act, note or log.")] = None,
    metric: Annotated[Many, typer.Option(help="trade_turnover, exports …")] = None,
    speaker: Annotated[Many, typer.Option(help="Canonical English name.")] = None,
    state: Annotated[list[State] | None, typer.Option(help="new, accepted, rejected or watching.")] = None,
    lang: Annotated[list[Language] | None, typer.Option(help="en, ru, be or zh.")] = None,
    camp: Annotated[Many, typer.Option(help='"BY state", "CN state", "West" …')] = None,
    fact: Annotated[list[Kind] | None, typer.Option(help="figure or statement.")] = None,
    limit: Annotated[int, typer.Option(min=1, help="At most so many.")] = 100,
    data_dir: DataDir = None,
    shape: OutFormat = Format.TABLE,
) -> None:
    """The findings, newest first, old → new in one line. Every filter may be given several times."""
    wanted = Filter(
        since=moment_of(since, "--since") if since else None,
        until=moment_of(until, "--until") if until else None,
        verdicts=tuple(verdict or ()),
        levels=tuple(level or ()),
        metrics=tuple(metric or ()),
        speakers=tuple(speaker or ()),
        states=tuple(state or ()),
        languages=tuple(lang or ()),
        camps=tuple(camp or ()),
        facts=tuple(fact or ()),
    )
    with open_store(shown_database(settings_from(data_dir))) as store:
        rows = store.findings(wanted, limit)
    if shape is not Format.TABLE:
        print_rows((row.as_json() for row in rows), shape)
        return
    for row in rows:
        console.print(line(row))
    if not rows:
        notices.print("No findings match. `beltwatch run` makes a pass; `beltwatch run --sample` shows one over the sample newsroom.")


def show(
    id_: Annotated[str, typer.Argument(metavar="F-NUMBER", help="The finding's number.")],
    *,
    editions: Annotated[
        bool, typer.Option("--editions", help="Also which facts of its article stand in which language of the same outlet.")
    ] = False,
    data_dir: DataDir = None,
    shape: OutFormat = Format.TABLE,
) -> None:
    """Everything about one finding: its words, what it was compared with, why, and a line to cite."""
    with open_store(shown_database(settings_from(data_dir))) as store:
        try:
            row = store.finding(id_)
        except ValueError as error:
            raise typer.BadParameter(str(error), param_hint="F-NUMBER") from None
        if row is None:
            raise typer.BadParameter(f"there is no finding {id_}; `beltwatch log` lists them", param_hint="F-NUMBER")
        stated = history(store, row.point_key) if row.point_key else []
        matrix = edition_matrix(store, row.article) if editions and row.article is not None else None
        reviewed = store.reviews(id_)
    if shape is not Format.TABLE:
        print_rows([row.as_json() | ({"editions": as_json(matrix)} if matrix else {})], shape)
        return
    table = Table(box=None, show_header=False, padding=(0, 2, 0, 0))
    for label, text in (*fields(row), *sightings(stated), *decisions(reviewed)):
        table.add_row(Text(label, style="dim"), Text(inert(text)))
    console.print(Text(row.id, style="bold"))
    console.print(table, soft_wrap=False)
    if matrix:
        _print_editions(matrix)


def _print_editions(matrix: Matrix) -> None:
    if len(matrix.editions) < 2:
        notices.print("No edition of this story in another language of the same outlet is known.")
        return
    names = headings(matrix)
    rows = [{"fact": about(line)} | {name: told(cell, line) for name, cell in zip(names, line.cells, strict=True)} for line in matrix.lines]
    console.print(Text(f"\n{matrix.editions[0].outlet}, in {len(names)} languages", style="bold"))
    console.print(grid(rows, ["fact", *names]), soft_wrap=False)
    console.print(Text("– not there   ≠ told otherwise   ≈ likely the same, by its place only", style="dim"))
