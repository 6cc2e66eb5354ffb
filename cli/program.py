"""The program put together from its families of commands: all of them, or the one that is called."""

from importlib import import_module

import typer

FAMILIES = (
    "run",
    "serve",
    "log",
    "review",
    "ledger",
    "digest",
    "sources",
    "baseline",
    "extract",
    "evaluate",
    "replay",
    "alerts",
    "status",
    "db",
    "web",
    "manual",
)
"""Modules of this package, in the order of the help; each is named after its first command."""

_BESIDE = {"show": "log", "export": "digest", "verify": "status"}
_NEEDS_ALL = "manual"  # it describes the others


def program(called: str = "") -> typer.Typer:
    """Put the program together.

    called   the first word of the command line. A command alone is quicker to load and takes less memory than all of them
    returns  the program with that command's family; with all of them for any other word
    """
    family = _BESIDE.get(called, called)
    app = typer.Typer(
        name="beltwatch",
        help="A ledger of Belarus–China figures and statements, kept from the news.",
        no_args_is_help=True,
        pretty_exceptions_enable=False,
        context_settings={"help_option_names": ["-h", "--help"]},
    )
    # Without this, typer takes the only command there is for the program itself.
    app.callback()(_anything)
    for name in (family,) if family in FAMILIES and family != _NEEDS_ALL else FAMILIES:
        import_module(f"cli.{name}").register(app)
    return app


def _anything() -> None:
    pass
