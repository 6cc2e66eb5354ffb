"""``beltwatch web``: the log page alone, and the tokens of its API."""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING, Annotated

import typer

from cli.shapes import DataDir, Format, OutFormat, WatchlistDir, console, notices, print_rows, settings_from
from connectors.logs import set_up_logs
from connectors.settings import Settings
from connectors.watchlist import load_watchlist
from flows.scenes import shown_database
from models.store import open_store
from models.tokens import SCOPES, make_token, tokens, withdraw_token

if TYPE_CHECKING:
    import uvicorn


def register(app: typer.Typer) -> None:
    """Add the commands."""
    family = typer.Typer(help="The log in a browser, and tokens for programs that read it.", invoke_without_command=True)
    family.callback(epilog="Example: beltwatch web")(web)
    family.command("token", epilog="Example: beltwatch web token dashboard --scope read")(token)
    family.command("tokens", epilog="Example: beltwatch web tokens")(list_)
    family.command("withdraw", epilog="Example: beltwatch web withdraw dashboard")(withdraw)
    app.add_typer(family, name="web")


def web(context: typer.Context, data_dir: DataDir = None, watchlist: WatchlistDir = None) -> None:
    """Serve the log page until Ctrl-C, at WEB_HOST and WEB_PORT; any address but this machine's own needs WEB_TOKEN."""
    if context.invoked_subcommand is not None:
        return
    settings = settings_from(data_dir, watchlist)
    with log_page(settings) as server:
        notices.print(f"The log page is at http://{settings.web_host}:{settings.web_port} – Ctrl-C ends it.", markup=False)
        server.run()


@contextmanager
def log_page(settings: Settings) -> Iterator["uvicorn.Server"]:
    """The log page's server over the database that is shown, not yet running; it says nothing of itself to strangers."""
    # The page's libraries cost a quarter of a second that no other command should pay.
    import uvicorn  # noqa: PLC0415

    from web.app import create_app  # noqa: PLC0415
    from web.door import door_of  # noqa: PLC0415
    from web.server import configured  # noqa: PLC0415

    set_up_logs(settings)
    token = settings.web_token.get_secret_value() if settings.web_token else None
    door = door_of(settings.web_host, settings.web_port, token, settings.zone, settings.web_names)
    with open_store(shown_database(settings)) as store:
        app = create_app(store, door, load_watchlist(settings.watchlist, settings.allow_addresses))
        yield uvicorn.Server(configured(app, settings.web_host, settings.web_port))


def token(
    name: Annotated[str, typer.Argument(help="What it is for.")],
    scope: Annotated[str, typer.Option(help=f"{' or '.join(SCOPES)}: review may also decide on findings.")] = "read",
    data_dir: DataDir = None,
) -> None:
    """Make a token for the API and print it, the only time it can be seen; only its hash is kept."""
    with open_store(shown_database(settings_from(data_dir))) as store:
        typer.echo(make_token(store, name, scope))


def list_(data_dir: DataDir = None, shape: OutFormat = Format.TABLE) -> None:
    """Every token by name, with what it may do."""
    with open_store(shown_database(settings_from(data_dir))) as store:
        known = tokens(store)
    if shape is not Format.TABLE:
        print_rows(({"name": name, "scope": scope} for name, scope in known), shape)
        return
    for name, scope in known:
        console.print(f"{name}  {scope}", markup=False)
    if not known:
        notices.print("There are no tokens; `beltwatch web token NAME` makes one.")


def withdraw(name: Annotated[str, typer.Argument(help="The token's name.")], data_dir: DataDir = None) -> None:
    """Make a token worthless."""
    with open_store(shown_database(settings_from(data_dir))) as store:
        if not withdraw_token(store, name):
            raise typer.BadParameter(f"there is no token {name}; `beltwatch web tokens` lists them", param_hint="NAME")
    console.print(f"{name} is withdrawn", markup=False)
