"""``beltwatch``: the commands, and how an error leaves the program."""

import sys

import typer

from cli import alerts, baseline, db, digest, evaluate, extract, ledger, log, manual, replay, review, run, serve, sources, status, web
from connectors.errors import ConnectorError, SettingsError, WatchlistError
from models.errors import StoreError

FAILED, WRONG_USE = 1, 2

# Typer has a click of its own inside; this is its branch of everything that is wrong use, BadParameter among it.
_WrongUse: type[typer.BadParameter] = typer.BadParameter.__mro__[1]

app = typer.Typer(
    name="beltwatch",
    help="A ledger of Belarus–China figures and statements, kept from the news.",
    no_args_is_help=True,
    pretty_exceptions_enable=False,
    context_settings={"help_option_names": ["-h", "--help"]},
)
for family in (run, serve, log, review, ledger, digest, sources, baseline, extract, evaluate, replay, alerts, status, db, web, manual):
    family.register(app)


def main() -> None:
    """Run the command line; an error we know is one plain sentence on stderr with what to do."""
    try:
        sys.exit(app(standalone_mode=False))
    except _WrongUse as error:
        sys.exit(_said(_sentence(error), WRONG_USE))
    except typer.Abort:
        sys.exit(FAILED)
    except (SettingsError, WatchlistError) as error:
        sys.exit(_said(error, WRONG_USE))
    except (StoreError, ConnectorError) as error:
        sys.exit(_said(error, FAILED))
    except BrokenPipeError:
        # The reader of a pipe went away ("log | head"): nothing is wrong, and nothing more can be written.
        sys.stderr.close()
        sys.exit(0)


def _said(error: Exception | str, code: int) -> int:
    told = str(error).strip()
    sys.stderr.write(f"beltwatch: {told}\n" if told else "")
    return code


def _sentence(error: typer.BadParameter) -> str:
    """Wrong use in one sentence, with where help is; a family called without a command has shown its help already."""
    told = " ".join(error.format_message().split()).rstrip(".")
    path = error.ctx.command_path if error.ctx else "beltwatch"
    return f"{told}; see {path} --help" if told and not told.startswith("Usage:") else ""
