"""Documentation as it stands: its pages, their blocks, and a way to run what they say."""

import os
import re
import shlex
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path

import pytest

from cli.main import main

ROOT = Path(__file__).resolve().parents[2]
PAGES = sorted([*ROOT.glob("docs/**/*.md"), ROOT / "README.md"])
_FENCE = re.compile(r"^```(?P<kind>\w*)\n(?P<text>.*?)^```$", re.MULTILINE | re.DOTALL)
_INDENTED = re.compile(r"^    (?:uv run )?beltwatch (?P<words>[^\n#]+?)\s*(?:#.*)?$", re.MULTILINE)


@dataclass(frozen=True)
class Block:
    """A fenced block of a page."""

    page: Path
    kind: str
    text: str

    def __str__(self) -> str:
        return f"{self.page.relative_to(ROOT)}:{self.kind}:{self.text.splitlines()[0][:40]}"


def blocks(kind):
    """All fenced blocks of one kind, page by page."""
    return [
        Block(page, kind, match["text"])
        for page in PAGES
        for match in _FENCE.finditer(page.read_text(encoding="utf-8"))
        if match["kind"] == kind
    ]


def told_commands():
    """Commands that pages show without running them: the words behind ``beltwatch``."""
    return [(page, match["words"]) for page in PAGES for match in _INDENTED.finditer(page.read_text(encoding="utf-8"))]


@pytest.fixture(scope="session", autouse=True)
def _own_environment():
    """No setting of whoever runs the tests."""
    for name in [name for name in os.environ if name.startswith("BELTWATCH_")]:
        del os.environ[name]


@pytest.fixture
def reader(monkeypatch, tmp_path, capsys):
    """Type a line as a reader would, in an empty folder; returns the exit code and what was printed."""
    monkeypatch.setenv("BELTWATCH_DATA_DIR", str(tmp_path / "data"))
    monkeypatch.setenv("PATH", f"{Path(sys.executable).parent}{os.pathsep}{os.environ['PATH']}")
    monkeypatch.chdir(tmp_path)

    def type_in(line):
        if "|" in line:
            done = subprocess.run(["sh", "-c", line], capture_output=True, text=True, check=False)
            return done.returncode, done.stdout + done.stderr
        monkeypatch.setattr(sys, "argv", shlex.split(line))
        with pytest.raises(SystemExit) as ended:
            main()
        out, err = capsys.readouterr()
        return ended.value.code or 0, out + err

    return type_in
