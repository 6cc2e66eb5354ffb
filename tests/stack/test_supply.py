"""What we stand on: a changed byte is refused, what was fetched once is enough, and nothing of it calls home."""

import os
import re
import shutil
import subprocess
import sys
import tomllib
import zipfile
from hashlib import sha256
from importlib.metadata import version
from io import BytesIO
from pathlib import Path

import pytest

from tests.cli.conftest import Done

ROOT = Path(__file__).resolve().parents[2]
LOCK = tomllib.loads((ROOT / "uv.lock").read_text(encoding="utf-8"))
PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
WHEEL = "tiny-1.0-py3-none-any.whl"
MODULE = "SAID = 'as it was published'\n"


@pytest.fixture
def uv():
    """The installer the Makefile uses: the one that runs us, one on the path, or the Makefile's own."""
    found = os.environ.get("UV") or shutil.which("uv") or str(ROOT / ".boot" / "bin" / "uv")
    assert Path(found).exists(), "there is no uv: make check brings one"
    return found


@pytest.fixture
def project(uv, tmp_path, httpserver):
    """A project whose one dependency lies on an index on loopback, and its lock file; a way to call the installer there."""
    put(httpserver, wheel())
    (tmp_path / "pyproject.toml").write_text(
        '[project]\nname = "own"\nversion = "1"\nrequires-python = ">=3.11"\ndependencies = ["tiny==1.0"]\n'
        f'[[tool.uv.index]]\nname = "shelf"\nurl = "{httpserver.url_for("/simple")}"\ndefault = true\n'
    )

    def install(*words):
        clean = {name: value for name, value in os.environ.items() if not name.startswith(("UV_", "VIRTUAL_ENV"))}
        command = [uv, *words, "--cache-dir", str(tmp_path / "cache"), "--python", sys.executable]
        done = subprocess.run(command, cwd=tmp_path, env=clean, capture_output=True, text=True, check=False)
        return Done(done.returncode, done.stdout, done.stderr)

    assert install("lock").code == 0
    return install


def wheel(module=MODULE):
    """A wheel of one module, as bytes; the same module gives the same."""
    told, made = "tiny-1.0.dist-info", BytesIO()
    files = {
        "tiny.py": module,
        f"{told}/METADATA": "Metadata-Version: 2.1\nName: tiny\nVersion: 1.0\n",
        f"{told}/WHEEL": "Wheel-Version: 1.0\nGenerator: hand\nRoot-Is-Purelib: true\nTag: py3-none-any\n",
    }
    files[f"{told}/RECORD"] = "".join(f"{name},,\n" for name in (*files, f"{told}/RECORD"))
    with zipfile.ZipFile(made, "w") as into:
        for name, text in files.items():
            into.writestr(zipfile.ZipInfo(name, (2026, 1, 1, 0, 0, 0)), text)
    return made.getvalue()


def put(httpserver, body):
    """Publish a wheel: a page that names it with its hash, and the file."""
    link = f'<a href="/files/{WHEEL}#sha256={sha256(body).hexdigest()}">{WHEEL}</a>'
    httpserver.expect_request("/simple/tiny/").respond_with_data(
        f"<!DOCTYPE html><html><body>{link}</body></html>", content_type="text/html"
    )
    httpserver.expect_request(f"/files/{WHEEL}").respond_with_data(body, content_type="application/octet-stream")


def installed(folder):
    """The module as it lies in the project's environment; "" where it does not."""
    return "".join(file.read_text() for file in folder.glob(".venv/lib/python*/site-packages/tiny.py"))


def test_l1_a_release_of_which_one_byte_was_altered_is_not_installed(project, tmp_path, httpserver):
    httpserver.clear_all_handlers()
    put(httpserver, wheel(MODULE.replace("as it was", "as it wa5")))
    shutil.rmtree(tmp_path / "cache")

    refused = project("sync", "--locked")

    assert refused.code != 0
    assert "hash mismatch" in refused.err.lower()
    assert installed(tmp_path) == ""


def test_l1_every_file_that_may_be_installed_is_locked_by_its_hash():
    packages = [package for package in LOCK["package"] if "registry" in package["source"]]
    files = [file for package in packages for file in (*package.get("wheels", ()), *filter(None, [package.get("sdist")]))]

    assert len(packages) > 100
    assert [file["url"] for file in files if not re.fullmatch(r"sha256:[0-9a-f]{64}", file.get("hash", ""))] == []
    assert [package["name"] for package in LOCK["package"] if "registry" not in package["source"]] == [PROJECT["project"]["name"]]


def test_l2_what_was_fetched_once_is_installed_again_without_its_index(project, tmp_path, httpserver):
    assert project("sync", "--locked").code == 0
    shutil.rmtree(tmp_path / ".venv")
    httpserver.clear_all_handlers()
    again = project("sync", "--frozen", "--offline")

    assert again.code == 0, again.err
    assert installed(tmp_path) == MODULE


def test_l5_the_scheduler_is_started_without_its_reports_home(tmp_path):
    script = (
        "import os\nfrom pathlib import Path\nfrom flows.engines import prepare_prefect\n"
        "prepare_prefect(Path(os.environ['FOLDER']))\nfrom prefect.settings import get_current_settings\n"
        "print(get_current_settings().server.analytics_enabled, os.environ['DO_NOT_TRACK'])"
    )
    done = subprocess.run(
        [sys.executable, "-c", script], env=os.environ | {"FOLDER": str(tmp_path)}, capture_output=True, text=True, check=False
    )

    assert done.stdout.split() == ["False", "1"], done.stderr


def test_w10_the_scheduler_is_newer_than_the_release_that_closed_its_open_door():
    release = tuple(map(int, version("prefect").split(".")[:3]))
    [asked] = [line for line in PROJECT["project"]["dependencies"] if line.startswith("prefect>=")]

    assert release >= (3, 6, 22)
    assert tuple(map(int, re.findall(r"\d+", asked)[:3])) >= (3, 6, 22)
