"""``beltwatch ledger``: what is known, or was known on a day."""

from collections.abc import Iterator, Sequence
from datetime import datetime
from decimal import Decimal
from pathlib import Path
from typing import Annotated, Any

import typer

from cli.shapes import DataDir, Format, OutFormat, WatchlistDir, console, grid, notices, print_rows, settings_from, watchlist_of
from difflog.phrases import SHOWN, phrases, short
from facts import plain
from facts.figure import Kind
from facts.known import KnownFigure
from facts.watch import Topic, Watchlist
from flows.scenes import shown_database
from models import ledger as known
from models.errors import StoreError
from models.store import open_store

_SHOWN = ("id", "metric", "period", "amount", "flow", "reporter", "kind", "said_by", "origins", "doubt", "settled")


def register(app: typer.Typer) -> None:
    """Add the command."""
    app.command(epilog="Example: beltwatch ledger trade_turnover --as-of 2026-01-28")(ledger)


def ledger(  # noqa: PLR0913 - one parameter an option
    metric: Annotated[str | None, typer.Argument(help="trade_turnover, exports … Without one: every metric.")] = None,
    *,
    as_of: Annotated[
        datetime | None, typer.Option("--as-of", formats=["%Y-%m-%d"], help="What was known at the end of that day (UTC).")
    ] = None,
    reporter: Annotated[str | None, typer.Option(help="Only one side's statistics, by the code of its country: BY, CN; or other.")] = None,
    formulas: Annotated[
        bool,
        typer.Option(
            "--formulas",
            help="The set phrases of each speaker, instead of figures: first use, last, verb, and when one came, went or changed its verb.",
        ),
    ] = False,
    gap: Annotated[
        bool, typer.Option("--gap", help="The mirror gap of each period both sides tell of: the home side's number less the partner's.")
    ] = False,
    speaker: Annotated[str | None, typer.Option(help="With --formulas: only this speaker, any part of the name.")] = None,
    plot: Annotated[Path | None, typer.Option(help="Also draw the metric over time into this SVG file.")] = None,
    data_dir: DataDir = None,
    watchlist: WatchlistDir = None,
    shape: OutFormat = Format.TABLE,
) -> None:
    """What is known of each metric, period by period: the current value of every point."""
    settings = settings_from(data_dir, watchlist)
    watched = watchlist_of(settings)
    _check_names(watched, metric, reporter)
    if speaker and not formulas:
        raise typer.BadParameter("it goes with --formulas", param_hint="--speaker")
    if plot and (formulas or metric is None):
        raise typer.BadParameter("name the metric to draw: beltwatch ledger trade_turnover --plot trade.svg", param_hint="--plot")
    with open_store(shown_database(settings)) as store:
        if formulas:
            rows_of = list(phrases(store, watched.topic, speaker))
            _print([short(row) for row in rows_of] if shape is Format.TABLE else rows_of, shape, SHOWN)
            return
        rows = known.as_of(store, as_of.date(), metric, reporter) if as_of else known.current(store, metric, reporter)
    if gap:
        _print(list(_gaps(rows, watched.topic)), shape)
    else:
        _print([_row(row) for row in rows], shape, _SHOWN)
    if plot and metric:
        _draw(rows, watched.metrics[metric].label, watched.topic, plot)


def _check_names(watched: Watchlist, metric: str | None, reporter: str | None) -> None:
    if metric is not None and metric not in watched.metrics:
        raise typer.BadParameter(f"{metric} is no metric; there are {', '.join(sorted(watched.metrics))}", param_hint="METRIC")
    sides = [*watched.topic.sides, "other"]
    if reporter and reporter not in sides:
        raise typer.BadParameter(f"{reporter} is none of {', '.join(sides)}", param_hint="--reporter")


def _gaps(rows: Sequence[KnownFigure], topic: Topic) -> Iterator[dict[str, Any]]:
    """The mirror gap as a series: metric by metric, in the order of time."""
    from difflog.charts import gaps  # noqa: PLC0415 - as above

    for metric in sorted({row.figure.metric for row in rows}):
        found = gaps((row for row in rows if row.figure.metric == metric), topic)
        for one in sorted(found, key=lambda each: each.one.figure.period.order if each.one.figure.period else ()):
            yield _gap(one.one, one.other, one.absolute, one.percent)


def _gap(one: KnownFigure, other: KnownFigure, absolute: Decimal, percent: Decimal | None) -> dict[str, Any]:
    ours, theirs = one.figure, other.figure
    return {
        "metric": ours.metric,
        "period": str(ours.period) if ours.period else None,
        "flow": ours.flow,
        str(ours.reporter): _amount(plain.figure(ours)),
        str(theirs.reporter): _amount(plain.figure(theirs)),
        "gap": plain.number(absolute),
        "percent": None if percent is None else f"{percent:.1f}",
        "unit": ours.unit,
        "from": f"{one.id} {other.id}",
    }


def _draw(rows: Sequence[KnownFigure], label: str, topic: Topic, file: Path) -> None:
    # The library takes half a second to import, and few calls draw.
    from difflog.charts import lines_of, picture, sides  # noqa: PLC0415

    levels = [row for row in rows if row.figure.kind is Kind.LEVEL]
    drawn = picture(label, lines_of(levels, sides(topic) | {"": "not stated"}))
    try:
        file.write_bytes(drawn)
    except OSError as error:
        raise StoreError(f"{file} cannot be written: {error.strerror}.", "Name a file in a folder you may write to.") from error
    notices.print(f"drawn into {file}", markup=False)


def _row(item: KnownFigure) -> dict[str, Any]:
    figure = plain.figure(item.figure)
    return {
        "id": item.id,
        "metric": item.figure.metric,
        "period": figure["period"],
        "amount": _amount(figure),
        **{name: figure[name] for name in ("value", "low", "high", "qualifier", "unit", "flow", "scope", "reporter", "kind", "modality")},
        "said_by": item.figure.attributed_to,
        "origins": len(item.origins),
        "camps": sorted(item.camps),
        "accepted": item.accepted,
        "doubt": item.doubt or None,
        "settled": item.settled or None,
        "learned": f"{item.learned:%Y-%m-%dT%H:%M:%SZ}",
        "outlet": item.place.outlet,
        "url": item.place.url,
        "text": item.figure.text,
    }


def _amount(figure: dict[str, Any]) -> str:
    """The words of the contract put short: "over 120 visits", "5.8bn GBP"."""
    low, high, value = (_short(figure[name]) for name in ("low", "high", "value"))
    number = value or (f"{low}–{high}" if low and high else low or high or "?")
    qualifier = "" if figure["qualifier"] == "exact" else f"{figure['qualifier']} "
    return f"{qualifier}{number} {figure['unit']}"


def _short(number: str | None) -> str:
    if number is None:
        return ""
    for size, word in ((9, "bn"), (6, "m")):
        if len(number.partition(".")[0]) > size:
            return f"{float(number) / 10**size:g}{word}"
    return number


def _print(rows: list[dict[str, Any]], shape: Format, shown: Sequence[str] | None = None) -> None:
    if shape is not Format.TABLE:
        print_rows(rows, shape)
        return
    if not rows:
        notices.print("The ledger knows nothing of that. `beltwatch run` loads the baseline and makes a pass.", markup=False)
        return
    console.print(grid(rows, shown or list(rows[0])), soft_wrap=False)
