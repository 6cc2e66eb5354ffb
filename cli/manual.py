"""``beltwatch manual``: the reference pages of the documentation, written from the code they describe."""

import inspect
import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import fields
from enum import Enum
from pathlib import Path
from typing import Annotated, Any, get_args

import typer
from typer.core import TyperCommand, TyperGroup
from typer.main import get_command

from connectors.settings import Settings
from difflog.glossary import KEYS as MEANINGS
from difflog.glossary import LEVELS, STATES, VERDICTS
from facts.compare.levels import level
from facts.figure import Figure
from facts.statement import Statement
from models.rows import KEYS, STATEMENT_KEYS, Row

_TERM = re.compile(r"^ {4}(?P<names>[a-z_]+(?:, [a-z_]+)*) {2,}(?P<text>\S.*)$")
_MORE = re.compile(r"^ {8,}(?P<text>\S.*)$")


def register(app: typer.Typer) -> None:
    """Add the command; whoever writes documentation knows it, nobody else needs it."""

    def manual(folder: Annotated[Path, typer.Argument(help="Where the pages go.", file_okay=False)] = Path("docs/reference")) -> None:
        """Write the reference pages of the documentation from the code they describe."""
        folder.mkdir(parents=True, exist_ok=True)
        for name, text in pages(app).items():
            (folder / name).write_text(text, encoding="utf-8")

    app.command(hidden=True, epilog="Example: beltwatch manual docs/reference")(manual)


def pages(app: typer.Typer) -> dict[str, str]:
    """The reference pages by file name."""
    writers: Mapping[str, Callable[[], Iterator[str]]] = {
        "commands.md": lambda: _commands(app),
        "settings.md": _settings,
        "json.md": _json,
        "verdicts.md": _verdicts,
    }
    return {name: "\n".join(write()) + "\n" for name, write in writers.items()}


def terms(documented: type) -> dict[str, str]:
    """What a class's docstring says of its fields: ``name, other   text`` with more of the text on deeper lines."""
    found: dict[str, str] = {}
    names: list[str] = []
    for line in (documented.__doc__ or "").splitlines():
        if term := _TERM.match(line):
            names = term["names"].split(", ")
            found |= dict.fromkeys(names, term["text"])
        elif names and (more := _MORE.match(line)):
            found |= {name: f"{found[name]} {more['text']}" for name in names}
        else:
            names = []
    return found


def commands(app: typer.Typer) -> Iterator[tuple[str, TyperCommand | TyperGroup]]:
    """Every command that is shown, with the words it is called by: "sources list"."""
    yield from _below("", get_command(app))


def _below(name: str, command: Any) -> Iterator[tuple[str, TyperCommand | TyperGroup]]:
    if not isinstance(command, TyperGroup):
        yield name, command
        return
    if command.invoke_without_command and name:
        yield name, command
    for word, one in command.commands.items():
        if not one.hidden:
            yield from _below(f"{name} {word}".strip(), one)


def _commands(app: typer.Typer) -> Iterator[str]:
    yield "# Commands\n"
    yield "Exit codes: 0 done · 1 failed · 2 wrong use · 3 something needs the operator. Errors are one sentence on stderr.\n"
    for name, command in commands(app):
        yield f"## {name}\n"
        yield inspect.cleandoc(command.help or "") + "\n"
        yield f"    {command.epilog}\n"
        yield "| | |"
        yield "|---|---|"
        for parameter in command.params:
            yield _parameter(parameter)
        yield ""


def _parameter(parameter: Any) -> str:
    given = parameter.opts + parameter.secondary_opts if parameter.param_type_name == "option" else [parameter.name.upper()]
    choices = list(_choices(parameter.type_descriptor.annotation))
    told = [parameter.help or ""] + ([f"One of {', '.join(f'`{one}`' for one in choices)}."] if choices else [])
    return f"| {' '.join(f'`{one}`' for one in given)} | {_cell(' '.join(filter(None, told)))} |"


def _choices(annotation: Any) -> Iterator[str]:
    """The words of an enumeration, also where several may be given."""
    for one in (annotation, *get_args(annotation)):
        if isinstance(one, type) and issubclass(one, Enum):
            yield from (str(member.value) for member in one)


def _settings() -> Iterator[str]:
    yield "# Settings\n"
    yield "Environment variables, lines of `.env` in the current folder, or files of Docker secrets."
    yield "A wrong one names its place and the remedy, all of them at once, and nothing starts half.\n"
    yield "| variable | meaning | default |"
    yield "|---|---|---|"
    told = terms(Settings)
    for name, field in Settings.model_fields.items():
        yield f"| `BELTWATCH_{name.upper()}` | {_cell(told[name])} | {_default(name, field.default)} |"


def _default(name: str, value: object) -> str:
    if name == "watchlist":
        return "the one that ships with the project"
    return f"`{value}`" if value not in (None, (), frozenset()) else "none"


def _json() -> Iterator[str]:
    yield "# JSON\n"
    yield "One object a line, keys in this order and stable. Numbers that were read are strings of exact decimals; times are UTC.\n"
    yield "## A finding: `log --format jsonl`, `export`, `/api/v1/findings`\n"
    yield from _keys(KEYS, terms(Row))
    extra = ", ".join(f"`{key}`" for key in STATEMENT_KEYS if key not in KEYS)
    yield f"A statement has {extra} behind `speaker`; its figure's keys are null.\n"
    yield "## An article read: `extract`\n"
    yield "`id`, `lang`, `relevant`, `relevance` with `score` and `why`, `figures`, `statements`."
    yield "A line that could not be read has `id` and `error`.\n"
    yield "### figures\n"
    yield from _keys([field.name for field in fields(Figure) if field.name != "resolution"], terms(Figure))
    yield "### statements\n"
    yield from _keys([field.name for field in fields(Statement) if field.name != "language"], terms(Statement))


def _keys(names: Any, told: Mapping[str, str]) -> Iterator[str]:
    yield "| key | |"
    yield "|---|---|"
    for name in names:
        yield f"| `{name}` | {_cell(told.get(name) or MEANINGS[name])} |"
    yield ""


def _verdicts() -> Iterator[str]:
    yield "# Words of the log\n"
    yield "## Verdicts\n"
    yield "| verdict | meaning | level |"
    yield "|---|---|---|"
    for verdict, meaning in VERDICTS.items():
        yield f"| `{verdict}` | {meaning} | {level(verdict)} |"
    yield "\n`updates` asks for action from the metric's own step on, `mirror_gap` when the gap jumps,"
    yield "`new` when a leader named in the topic file speaks."
    for title, words in (("Levels", LEVELS), ("States", STATES)):
        yield f"\n## {title}\n"
        yield "| | |"
        yield "|---|---|"
        yield from (f"| `{word}` | {meaning} |" for word, meaning in words.items())


def _cell(text: str) -> str:
    return text.replace("|", "\\|")
