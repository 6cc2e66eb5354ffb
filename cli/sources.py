"""``beltwatch sources``: the feeds and the state each is in."""

import asyncio
from collections.abc import Iterable
from datetime import timedelta
from pathlib import Path
from typing import Annotated, Any
from urllib.parse import urlsplit

import typer

from cli.shapes import DataDir, Format, OutFormat, WatchlistDir, console, grid, notices, print_rows, progress, settings_from, watchlist_of
from connectors.client import Client
from connectors.errors import ConnectorError
from connectors.feedfile import add_sources, remove_source
from connectors.inside import inside_reason
from connectors.offers import Offer, look_at
from connectors.opml import load_addresses, load_opml, name_of, write_opml
from connectors.sandbox import Children
from connectors.settings import Settings
from facts.rhythm import UNREADABLE, Health
from facts.watch import Camp, Source
from flows.desk import Plan, wall_clock
from flows.engines import plain_pass
from flows.scenes import live_scene, shown_database
from models.store import open_store

OPERATOR = 3
_FEEDS = "feeds.yaml"
_DEADLINE = 15.0  # seconds an address may take while somebody waits at a terminal


def register(app: typer.Typer) -> None:
    """Add the commands."""
    family = typer.Typer(help="The feeds and the state each is in.", no_args_is_help=True)
    family.command("list", epilog="Example: beltwatch sources list --format csv")(list_)
    family.command("check", epilog="Example: beltwatch sources check belta-en sb-ru")(check)
    family.command(
        "add", epilog='Example: beltwatch sources add trud-ru https://trud.example/rss --outlet Trud --language ru --camp "RU other"'
    )(add)
    family.command("remove", epilog="Example: beltwatch sources remove trud-ru")(remove)
    family.command("import", epilog="Example: beltwatch sources import feeds.opml")(import_)
    family.command("export", epilog="Example: beltwatch sources export feeds.opml")(export)
    app.add_typer(family, name="sources")


def list_(data_dir: DataDir = None, shape: OutFormat = Format.TABLE) -> None:
    """Every source with its state, the reason, and when it is asked next."""
    settings = settings_from(data_dir)
    with open_store(shown_database(settings)) as store:
        known = list(store.sources())
    rows = [_plain(state) for state in known] or [_unpolled(source) for source in watchlist_of(settings).sources]
    _print(rows, shape)


def check(
    names: Annotated[list[str] | None, typer.Argument(help="Only these sources. Default: all.")] = None,
    source: Annotated[list[str] | None, typer.Option("--source", help="Only this source; may be given several times.")] = None,
    data_dir: DataDir = None,
    watchlist: WatchlistDir = None,
    shape: OutFormat = Format.TABLE,
) -> None:
    """Ask every source now, due or not, and say what state it is in. Entries found are kept for the next pass.

    Where a page stands instead of a feed, the feeds it names are offered.
    """
    settings = settings_from(data_dir, watchlist)
    wanted = frozenset([*(names or ()), *(source or ())])
    urls = {one.name: one.url for one in watchlist_of(settings).sources}
    if unknown := sorted(wanted - urls.keys()):
        raise typer.BadParameter(f"there is no source {', '.join(unknown)}; `beltwatch sources list` names them", param_hint="NAMES")
    plan = Plan(names=wanted or None, force=True, steps=("poll",))
    with progress() as tell:
        report = asyncio.run(plain_pass(live_scene(settings, tell), plan))
    rows = [
        {"source": each.source, "camp": each.camp, "state": str(each.state), "new": each.new, "reason": each.reason}
        for each in sorted(report.polled, key=lambda each: (each.state not in UNREADABLE, each.source))
    ]
    _print(rows, shape)
    pages = {each.source: urls[each.source] for each in report.polled if each.state is Health.NOT_A_FEED}
    for name, offer in zip(pages, looked_at(pages.values(), settings) if pages else (), strict=True):
        for feed in offer.feeds if offer else ():
            notices.print(f"{name}: its page names a feed, {feed}", markup=False)
    raise typer.Exit(OPERATOR if report.nothing_reached else 0)


def add(
    name: Annotated[str, typer.Argument(help="Short and in small letters: trud-ru. May be left out: then it is made of the address.")],
    url: Annotated[str | None, typer.Argument(help="Address of the feed, or of a page that names its feeds.")] = None,
    outlet: Annotated[str, typer.Option(help="Who publishes it. Default: its host.")] = "",
    language: Annotated[str, typer.Option(help="en, ru, be or zh; left out, it is told from each text.")] = "",
    camp: Annotated[
        str, typer.Option(help="Who stands behind it: BY state, BY independent, BY other, by the code of its country; West; other.")
    ] = "other",
    every: Annotated[int, typer.Option(min=1, help="Hours it is normally silent at most.")] = 24,
    watchlist: WatchlistDir = None,
) -> None:
    """Add a feed to feeds.yaml; what a person wrote there stays. The address is asked once.

    Where a page stands there, the feed it names is added instead; where it names several, they are offered and none is added.
    """
    settings = settings_from(None, watchlist)
    name, url = (name, url) if url else (name_of(name), name)
    feed = _feed_at(name, url, settings)
    host = urlsplit(feed).hostname or feed
    source = Source(name=name, url=feed, outlet=outlet or host, language=language, camp=_camp(camp), every=timedelta(hours=every))
    fresh = add_sources(settings.watchlist / _FEEDS, [source], settings.allow_addresses)
    console.print(f"{name} added; beltwatch sources check {name} asks it" if fresh else f"{feed} stands there already", markup=False)


def _camp(word: str) -> Camp:
    try:
        return Camp(word)
    except ValueError:
        raise typer.BadParameter(
            f'"{word}" is no camp; write "BY state" by the code of the country, West or other', param_hint="--camp"
        ) from None


def _feed_at(name: str, url: str, settings: Settings) -> str:
    """The feed at ``url``, or the one its page names; an address that does not answer is taken at its word."""
    if inside_reason(url, settings.allow_addresses):
        return url  # feeds.yaml refuses it, with the reason
    [offer] = looked_at([url], settings)
    if offer is None or offer.is_feed:
        return url
    if len(offer.feeds) == 1:
        notices.print(f"{url} is a page; it names the feed {offer.feeds[0]}", markup=False)
        return offer.feeds[0]
    if not offer.feeds:
        raise typer.BadParameter("a page stands there that names no feed; write a row with kind: page_list in feeds.yaml", param_hint="URL")
    notices.print(f"{url} is a page; it names {len(offer.feeds)} feeds. Add the one you want:", markup=False)
    for feed in offer.feeds:
        console.print(f"beltwatch sources add {name} {feed}", markup=False)
    raise typer.Exit(OPERATOR)


def looked_at(urls: Iterable[str], settings: Settings) -> list[Offer | None]:
    """Ask each address what stands there; None, with a notice, for one that does not answer."""

    async def look() -> list[Offer | None]:
        async with Client(settings.user_agent, settings.allow_addresses, deadline=_DEADLINE) as client, Children() as children:
            return [await _offer(url, client, children) for url in urls]

    return asyncio.run(look())


async def _offer(url: str, client: Client, children: Children) -> Offer | None:
    try:
        return await look_at(url, client, children, wall_clock())
    except ConnectorError as error:
        notices.print(f"beltwatch: {error}", markup=False)
        return None


def remove(name: Annotated[str, typer.Argument(help="The source's name.")], watchlist: WatchlistDir = None) -> None:
    """Take a feed out of feeds.yaml. What was learned from it stays."""
    settings = settings_from(None, watchlist)
    if not remove_source(settings.watchlist / _FEEDS, name, settings.allow_addresses):
        raise typer.BadParameter(f"there is no source {name}; `beltwatch sources list` names them", param_hint="NAME")
    console.print(f"{name} removed", markup=False)


def import_(
    file: Annotated[Path, typer.Argument(help="OPML, or a plain list of addresses, one a line.", exists=True, dir_okay=False)],
    watchlist: WatchlistDir = None,
) -> None:
    """Add the feeds of an OPML file or a plain list to feeds.yaml; those that stand there already are left as they are."""
    settings = settings_from(None, watchlist)
    load = load_opml if file.read_bytes().lstrip(b"\xef\xbb\xbf \t\r\n").startswith(b"<") else load_addresses
    listed = load(file, settings.allow_addresses)
    fresh = add_sources(settings.watchlist / _FEEDS, listed, settings.allow_addresses)
    console.print(f"{len(fresh)} of {len(listed)} sources added", markup=False)


def export(
    file: Annotated[Path, typer.Argument(help="OPML file to write.")],
    watchlist: WatchlistDir = None,
) -> None:
    """The watchlist's feeds as OPML, for any feed reader."""
    sources = watchlist_of(settings_from(None, watchlist)).sources
    file.write_bytes(write_opml(sources))
    console.print(f"{len(sources)} sources written to {file}", markup=False)


def _plain(state: Any) -> dict[str, Any]:
    return {
        "source": state.name,
        "camp": state.camp,
        "lang": state.language,
        "state": state.state,
        "since": _time(state.since),
        "last_good": _time(state.last_good),
        "next_try": _time(state.next_try),
        "reason": state.reason or "",
        "url": state.url,
        "moved_to": state.moved_to or "",
    }


def _unpolled(source: Source) -> dict[str, Any]:
    state = Health.ASLEEP if source.dead else "not asked yet"
    return {
        "source": source.name,
        "camp": str(source.camp),
        "lang": source.language,
        "state": str(state),
        "since": "",
        "last_good": "",
        "next_try": "",
        "reason": source.dead or "",
        "url": source.url,
        "moved_to": "",
    }


def _time(moment: Any) -> str:
    return f"{moment:%Y-%m-%dT%H:%M:%SZ}" if moment else ""


def _print(rows: list[dict[str, Any]], shape: Format) -> None:
    if shape is not Format.TABLE:
        print_rows(rows, shape)
        return
    shown = [key for key in (rows[0] if rows else {}) if key not in ("url", "moved_to")]
    told = [row | {"reason": _reason(row)} for row in rows]
    console.print(grid(told, shown, lambda row: "red" if row["state"] in UNREADABLE else ""), soft_wrap=False)
    console.print(_summary(rows), style="dim", markup=False)


def _reason(row: dict[str, Any]) -> str:
    moved = f"moved for good from {row['url']} to {row['moved_to']}" if row.get("moved_to") else ""
    return "; ".join(filter(None, (moved, row["reason"])))


def _summary(rows: list[dict[str, Any]]) -> str:
    states = [row["state"] for row in rows]
    return f"{len(states)} sources: " + ", ".join(f"{states.count(state)} {state}" for state in sorted(set(states)))
