"""The order tests are handed out in: those that start whole stacks first, while the other workers take what is quick."""

import pytest

LONG = ("tests/stack/", "tests/cli/test_serve.py", "tests/chaos/", "tests/web/test_browser.py", "tests/docs/")


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Put what takes minutes before what takes milliseconds; within both, the order stays."""
    items.sort(key=lambda item: not item.nodeid.startswith(LONG))
