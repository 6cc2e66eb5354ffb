"""``beltwatch``: the commands, and how an error leaves the program."""

import gc
import sys

import typer

from cli.program import program
from connectors.errors import ConnectorError, SettingsError, WatchlistError
from models.errors import StoreError

FAILED, WRONG_USE = 1, 2

# Typer has a click of its own inside; this is its branch of everything that is wrong use, BadParameter among it.
_WrongUse: type[typer.BadParameter] = typer.BadParameter.__mro__[1]


def main() -> None:
    """Run the command line; an error we know is one plain sentence on stderr with what to do."""
    app = program(*sys.argv[1:2])
    # What was imported stays: looking through all of it for garbage again and again took a third of a quiet poll.
    gc.freeze()
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
