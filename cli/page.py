"""The log page as a child of ``serve``: what befalls it costs the passes nothing, and it ends with them."""

import multiprocessing
import os
import signal
from threading import Thread
from time import sleep

from cli.web import log_page
from connectors.settings import Settings

_SPAWN = multiprocessing.get_context("spawn")


class PageChild:
    """The page's process; use it as ``with PageChild(settings) as page``."""

    def __init__(self, settings: Settings) -> None:
        self._settings = settings
        self._start()

    def _start(self) -> None:
        self._process = _SPAWN.Process(target=_serve, args=(self._settings, os.getpid()), name="page", daemon=True)
        self._process.start()

    @property
    def address(self) -> str:
        """Where it is."""
        return f"http://{self._settings.web_host}:{self._settings.web_port}"

    def look(self) -> int | None:
        """Start it again if it ended; the exit code it ended with, or None where it runs."""
        ended = self._process.exitcode
        if ended is not None:
            self._start()
        return ended

    def __enter__(self) -> "PageChild":
        return self

    def __exit__(self, *_: object) -> None:
        self._process.terminate()
        self._process.join(2.0)
        if self._process.is_alive():
            self._process.kill()
            self._process.join()


def _serve(settings: Settings, parent: int) -> None:
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # Ctrl-C reaches the whole group; the parent ends us
    Thread(target=_end_with, args=(parent,), daemon=True).start()
    with log_page(settings) as server:
        server.run()


def _end_with(parent: int) -> None:
    """End when the parent is gone, however it ended."""
    while os.getppid() == parent:
        sleep(1.0)
    os._exit(0)
