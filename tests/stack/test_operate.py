"""docs/operate.md is done as it is written: the secrets it makes are those the stack asks for, and moving moves everything."""

import os
import re
import stat
import subprocess
from pathlib import Path

import pytest
import yaml

from connectors.settings import Settings, load_settings
from flows.scenes import live_scene
from models.backups import dump
from models.store import open_store
from tests.stack.conftest import BIN, ROOT

PAGE = (ROOT / "docs" / "operate.md").read_text()
BLOCKS = re.findall(r"^```bash\n(.*?)^```", PAGE, re.DOTALL | re.MULTILINE)
ARTICLE = '{"id": "one", "published": "2025-02-20", "text": "Trade in goods between Belarus and China reached $8.8 billion in 2024."}\n'


def block(word):
    """The one block with a word in it."""
    [found] = [text for text in BLOCKS if word in text]
    return found


def done(script, folder, **env):
    """Run a block as a reader does."""
    environment = {name: value for name, value in os.environ.items() if not name.startswith("BELTWATCH_")}
    environment |= {"PATH": f"{BIN}:{os.environ['PATH']}", **env}
    return subprocess.run(["bash", "-euc", script], cwd=folder, env=environment, capture_output=True, text=True, check=False, timeout=300)


def test_the_secrets_it_makes_are_those_the_stack_asks_for(tmp_path):
    made = done(block("mkdir -m 700 secrets"), tmp_path)
    asked = yaml.safe_load((ROOT / "docker-compose.yml").read_text())["secrets"]

    assert (made.returncode, made.stderr) == (0, "")
    assert {Path(secret["file"]) for secret in asked.values()} == {path.relative_to(tmp_path) for path in (tmp_path / "secrets").iterdir()}
    assert stat.S_IMODE((tmp_path / "secrets").stat().st_mode) == 0o700
    words = {path.name: path.read_text() for path in (tmp_path / "secrets").iterdir()}
    assert words["app_password"] in words["beltwatch_database_url"]
    assert words["prefect_api_auth_string"] == words["prefect_server_api_auth_string"]
    assert len({words[name] for name in words if name.endswith("_password")}) == 4
    page = load_settings(
        database_url=words["beltwatch_database_url"],
        web_host="0.0.0.0",
        web_token=words["beltwatch_web_token"],
        channels=words["beltwatch_channels"],
    )
    assert page.database_url.startswith("postgresql+psycopg://beltwatch:")


@pytest.mark.timeout(600)
def test_moving_to_postgresql_moves_everything(stack, tmp_path):
    settings = Settings(data_dir=tmp_path / "data")
    (tmp_path / "archive.jsonl").write_text(ARTICLE)
    stack.do("beltwatch", "replay", str(tmp_path / "archive.jsonl"), BELTWATCH_DATA_DIR=str(settings.data_dir))
    old, new = live_scene(settings).database, stack.postgres()

    moved = done(block("db copy"), tmp_path, NEW=new, BELTWATCH_DATA_DIR=str(settings.data_dir))

    assert moved.returncode == 0, moved.stdout + moved.stderr
    assert "its log holds" in moved.stdout
    assert rows(new) == rows(old)
    (tmp_path / "later.jsonl").write_text(ARTICLE.replace("one", "two").replace("8.8", "9.9").replace("2024", "2025"))
    stack.do("beltwatch", "replay", str(tmp_path / "later.jsonl"))
    assert len(rows(new)) > len(rows(old))
    stack.do("beltwatch", "verify")


def rows(address):
    with open_store(address) as store, store.reading() as connection:
        return list(dump(connection))


def test_every_service_of_the_stack_is_spoken_of():
    services = yaml.safe_load((ROOT / "docker-compose.yml").read_text())["services"]

    assert all(f"`{name}`" in PAGE for name in services)
