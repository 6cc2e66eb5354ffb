"""Documentation runs: every command, setting and block of YAML in it is tried as it stands there."""

import json
import re
import shutil
import subprocess
import sys

import pytest
import yaml

from cli.manual import commands, pages, terms
from cli.program import program
from connectors.archive import Unreadable
from connectors.gold import read_gold
from connectors.settings import Settings, load_settings
from connectors.watchlist import load_watchlist
from facts.extract.languages.proof import prove
from facts.extract.languages.sided import called, filled
from facts.watch import Wording
from tests.docs.conftest import PAGES, ROOT, blocks, told_commands

COMMANDS = dict(commands(program()))
SHELL = {page: [block for block in blocks("sh") if block.page == page] for page in PAGES}
_WATCHLISTS = ("# watchlist/", "# examples/")
_OWN = "# my-pair/"
_ALLOWED = {3}  # something needs the operator: an unreviewed finding, say


@pytest.mark.parametrize("page", [page for page, found in SHELL.items() if found], ids=lambda page: page.name)
@pytest.mark.timeout(300)
def test_every_command_of_a_page_runs_in_its_order(page, reader, tmp_path):
    _lay_out(page, tmp_path)
    [*gold] = [block.text for block in blocks("json") if block.page == page]
    for text in gold:
        (tmp_path / "gold.jsonl").write_text(" ".join(text.split("\n")) + "\n", encoding="utf-8")
    for block in SHELL[page]:
        for line in block.text.splitlines():
            code, printed = reader(line)

            assert code in {0, *_ALLOWED}, f"{line}\n{printed}"


@pytest.mark.parametrize(("page", "words"), told_commands(), ids=lambda one: getattr(one, "name", one))
def test_every_command_told_exists_with_its_options(page, words):
    names = words.split()
    command = next(found for found in (COMMANDS.get(" ".join(names[:size])) for size in (2, 1)) if found)
    options = {option for parameter in command.params for option in parameter.opts + parameter.secondary_opts}

    assert {word.split("=")[0] for word in names if word.startswith("--")} <= {*options, "--help"}, f"{page.name}: {words}"


def test_every_command_has_help_an_example_and_a_place_in_the_reference():
    reference = (ROOT / "docs/reference/commands.md").read_text(encoding="utf-8")
    for name, command in COMMANDS.items():
        assert command.help, name
        assert (command.epilog or "").startswith("Example: "), name
        assert f"\n## {name}\n" in reference, name
        undescribed = [parameter.name for parameter in command.params if not parameter.help]
        assert not undescribed, (name, undescribed)


def test_the_reference_is_what_the_code_says():
    stale = [name for name, text in pages(program()).items() if (ROOT / "docs/reference" / name).read_text(encoding="utf-8") != text]

    assert not stale, f"run: beltwatch manual docs/reference ({', '.join(stale)} differ)"


def test_every_setting_is_described():
    assert set(Settings.model_fields) <= set(terms(Settings))


@pytest.mark.parametrize("block", blocks("ini"), ids=str)
def test_every_setting_told_can_be_set(block, monkeypatch, tmp_path):
    monkeypatch.chdir(tmp_path)
    file = tmp_path / ".env"
    file.write_text(block.text, encoding="utf-8")
    file.chmod(0o600)
    names = set(re.findall(r"BELTWATCH_(\w+)=", block.text))

    settings = load_settings()

    assert names
    assert {name.lower() for name in names} <= settings.model_fields_set


@pytest.mark.parametrize("block", [one for one in blocks("yaml") if one.text.startswith(_WATCHLISTS)], ids=str)
def test_every_block_of_a_watchlist_loads_at_the_end_of_its_file(block, tmp_path):
    name, _, rows = block.text.removeprefix("# ").partition("\n")
    file = tmp_path / name
    shutil.copytree((ROOT / name).parent, file.parent)
    file.write_text(file.read_text(encoding="utf-8").rstrip() + "\n" + rows if file.exists() else rows, encoding="utf-8")

    load_watchlist(file.parent)


def test_the_blocks_of_a_pair_of_ones_own_are_a_whole_watchlist(tmp_path):
    _lay_out(ROOT / "docs/guides/pair.md", tmp_path)

    assert load_watchlist(tmp_path / "my-pair").topic.home == "UZ"


def _lay_out(page, folder):
    """Put where a page's commands run what they speak of: the examples, and the files whose whole text stands on the page."""
    shutil.copytree(ROOT / "examples", folder / "examples")
    for block in blocks("yaml"):
        if block.page == page and block.text.startswith(_OWN):
            file = folder / block.text.splitlines()[0].removeprefix("# ")
            file.parent.mkdir(exist_ok=True)
            file.write_text(block.text, encoding="utf-8")


@pytest.mark.parametrize("block", [one for one in blocks("yaml") if one.text.startswith("# facts/")], ids=str)
def test_every_row_of_a_language_table_proves_itself_and_has_a_place(block):
    file = ROOT / block.text.splitlines()[0].removeprefix("# ")
    table = yaml.safe_load(file.read_text(encoding="utf-8"))
    names = called(load_watchlist(ROOT / "watchlist").topic, file.name[:2])
    for section, rows in yaml.safe_load(block.text).items():
        assert set(rows[0]) <= {key for row in table[section] for key in row}
        for row in rows:
            prove(filled(Wording(read=row["read"], proof=row["proof"]), names))


def test_no_block_of_yaml_goes_untried():
    untried = [str(one) for one in blocks("yaml") if not one.text.startswith((*_WATCHLISTS, _OWN, "# facts/"))]

    assert not untried


@pytest.mark.parametrize("block", blocks("json"), ids=str)
def test_every_annotated_article_told_can_be_read(block):
    [article] = read_gold([json.dumps(json.loads(block.text))], "gold.jsonl")

    assert not isinstance(article, Unreadable)


def test_the_pages_become_a_site_without_a_broken_link(tmp_path):
    command = [sys.executable, "-m", "mkdocs", "build", "--strict", "--site-dir", str(tmp_path / "site")]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)

    assert done.returncode == 0, done.stdout + done.stderr


def test_every_page_is_two_steps_from_the_first():
    start = (ROOT / "docs/index.md").read_text(encoding="utf-8")
    named = re.findall(r"\]\(([\w/]+\.md)\)", start)
    missing = [str(page.relative_to(ROOT / "docs")) for page in PAGES if page.parent != ROOT and page.name != "index.md"]

    assert not set(missing) - set(named) - _through(named)


def _through(named):
    """Pages that the pages named there link to."""
    return {
        str(((ROOT / "docs" / name).parent / link).resolve().relative_to(ROOT / "docs"))
        for name in named
        if (ROOT / "docs" / name).exists()
        for link in re.findall(r"\]\(([\w/.]+\.md)\)", (ROOT / "docs" / name).read_text(encoding="utf-8"))
    }
