"""The command line as it is called: through ``main``, with a real store, output and exit code taken."""

import json
import os
import sys
from dataclasses import dataclass

import pytest

from cli.main import main

ARTICLES = [
    {
        "id": "one",
        "published": "2025-02-20",
        "outlet": "Minsk Courier",
        "url": "https://courier.example/1",
        "title": "A year of trade",
        "text": "According to Belstat, trade in goods between Belarus and China reached $8.8 billion in 2024.\n"
        '"We firmly support the development path that Belarus has chosen," Xi Jinping said at a meeting in Beijing.',
    },
    {
        "id": "two",
        "published": "2026-02-20",
        "outlet": "Minsk Courier",
        "url": "https://courier.example/2",
        "title": "Another year of trade",
        "text": "According to Belstat, trade in goods between Belarus and China reached $9.8 billion in 2025.",
    },
]


@dataclass
class Done:
    """What a call left behind."""

    code: int
    out: str
    err: str

    @property
    def rows(self):
        """Standard output as JSON lines."""
        return [json.loads(line) for line in self.out.splitlines()]


@pytest.fixture(scope="session", autouse=True)
def _own_environment():
    """No setting of whoever runs the tests."""
    for name in [name for name in os.environ if name.startswith("BELTWATCH_")]:
        del os.environ[name]


@pytest.fixture
def beltwatch(monkeypatch, capsys, tmp_path):
    """Call a command; the data folder is the test's own unless a test says otherwise."""
    monkeypatch.setenv("BELTWATCH_DATA_DIR", str(tmp_path / "data"))

    def call(*words):
        monkeypatch.setattr(sys, "argv", ["beltwatch", *map(str, words)])
        with pytest.raises(SystemExit) as left:
            main()
        taken = capsys.readouterr()
        code = left.value.code
        return Done(0 if code is None else int(code), taken.out, taken.err)

    return call


@pytest.fixture
def archive(tmp_path):
    """A file of two articles."""
    file = tmp_path / "archive.jsonl"
    file.write_text("\n".join(map(json.dumps, ARTICLES)))
    return file


@pytest.fixture(scope="session")
def kept(tmp_path_factory):
    """A data folder with two articles judged, made once by the command itself."""
    folder = tmp_path_factory.mktemp("kept")
    (folder / "archive.jsonl").write_text("\n".join(map(json.dumps, ARTICLES)))
    before = sys.argv
    sys.argv = ["beltwatch", "replay", str(folder / "archive.jsonl"), "--data-dir", str(folder), "--format", "jsonl"]
    try:
        with pytest.raises(SystemExit) as left:
            main()
    finally:
        sys.argv = before
    assert left.value.code == 0, "the articles were not judged"
    return folder


@pytest.fixture
def filled(beltwatch, kept, monkeypatch):
    """Commands over that folder; who changes it copies it first."""
    monkeypatch.setenv("BELTWATCH_DATA_DIR", str(kept))
    return beltwatch
