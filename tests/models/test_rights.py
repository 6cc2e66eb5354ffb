"""D4: who may not write is told which file it is and what to do; as a user without rights, whoever runs the tests."""

import multiprocessing
import os
import tempfile
from pathlib import Path

import pytest

from models.errors import UnreadableError
from models.store import open_store

FORK = multiprocessing.get_context("fork")
NOBODY = 65534


@pytest.fixture
def folder():
    """A folder that everybody can get to."""
    with tempfile.TemporaryDirectory(prefix="beltwatch-rights-") as made:
        Path(made).chmod(0o755)
        yield Path(made)


def opened_by_nobody(url):
    """What opening says to a user who owns nothing."""
    said = FORK.SimpleQueue()
    process = FORK.Process(target=_open, args=(url, said))
    process.start()
    process.join(30)
    return said.get()


def _open(url, said):
    if os.geteuid() == 0:
        os.setuid(NOBODY)
    try:
        open_store(url).close()
    except UnreadableError as refused:
        said.put((refused.message, refused.remedy))
    else:
        said.put(("opened", ""))


def test_a_file_one_may_only_read_is_named_with_the_remedy(folder):
    file = folder / "beltwatch.db"
    open_store(f"sqlite:///{file}").close()
    file.chmod(0o444)
    folder.chmod(0o555)

    message, remedy = opened_by_nobody(f"sqlite:///{file}")

    assert str(file) in message
    assert "cannot be written" in message
    assert "chmod" in remedy


def test_a_folder_one_may_not_write_to_is_named_with_the_remedy(folder):
    folder.chmod(0o555)

    message, remedy = opened_by_nobody(f"sqlite:///{folder / 'new.db'}")

    assert str(folder) in message
    assert "chmod" in remedy


def test_a_folder_that_cannot_be_made_is_named_with_the_remedy(folder):
    folder.chmod(0o555)

    message, remedy = opened_by_nobody(f"sqlite:///{folder / 'sub' / 'new.db'}")

    assert str(folder / "sub") in message
    assert "DATA_DIR" in remedy
