"""Every command has help with an example, and an example names a command that is there."""

import pytest
import typer

from cli.program import program


def commands(group=None, path=()):
    """Every command with the words that call it."""
    group = group or typer.main.get_command(program())
    for name, command in group.commands.items():
        if hasattr(command, "commands"):
            yield from commands(command, (*path, name))
        else:
            yield (*path, name), command


ALL = dict(commands())


@pytest.mark.parametrize("words", ALL, ids=" ".join)
def test_help_has_an_example_of_the_very_command(words, beltwatch):
    done = beltwatch(*words, "--help")

    assert done.code == 0
    assert "Example:" in done.out
    assert f"beltwatch {' '.join(words)}" in ALL[words].epilog
    assert ALL[words].help


def test_every_command_of_the_contract_is_there():
    families = {words[0] for words in ALL}

    assert families >= {"run", "serve", "log", "show", "review", "ledger", "digest", "sources", "baseline", "extract", "replay", "status"}
    assert families >= {"alerts", "export", "verify", "db"}
    assert {words[1] for words in ALL if words[0] == "db"} >= {"upgrade", "backup", "restore", "check"}
    assert {words[1] for words in ALL if words[0] == "alerts"} == {"list", "test", "retry"}


def test_without_a_command_help_is_shown(beltwatch):
    done = beltwatch()

    assert done.code == 2
    assert "Usage" in done.out + done.err
