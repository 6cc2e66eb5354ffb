"""Which database a pass works on: the live one, or the sample newsroom's, never both in one."""

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from pathlib import Path
from tempfile import TemporaryDirectory

from connectors.logs import set_up_logs
from connectors.settings import Settings, load_settings
from flows.desk import Scene, Tell, in_silence

given_scene: ContextVar[Scene | None] = ContextVar("given_scene", default=None)
"""Where a flow works, when whoever calls it in this process says so; else in the live database of the environment's settings."""

LIVE, SAMPLE = "beltwatch.db", "sample.db"
_MARK = "showing"


def scene_of_flow() -> Scene:
    """The scene a flow works in. Where a worker runs it, its events are logged as the settings say."""
    given = given_scene.get()
    if given is not None:
        return given
    settings = load_settings()
    if settings.log_format != "auto":
        set_up_logs(settings)
    return live_scene(settings)


def live_scene(settings: Settings, tell: Tell = in_silence) -> Scene:
    """The scene of a live pass; from now on the reading commands show its database."""
    return Scene(settings=settings, database=_use(settings, LIVE), tell=tell)


def shown_database(settings: Settings) -> str:
    """The database that ``log``, ``show`` and the others read: that of the last pass made, live or sample.

    The sample newsroom has a file of its own, so that its made-up reports never stand beside real coverage.
    Where DATABASE_URL is set there is only that one.
    """
    mark = settings.data_dir / _MARK
    name = mark.read_text().strip() if mark.is_file() else LIVE
    return _address(settings, SAMPLE if name == SAMPLE else LIVE)


def sample_database(settings: Settings) -> str:
    """The sample newsroom's database, shown from now on."""
    return _use(settings, SAMPLE)


@contextmanager
def replay_scene(settings: Settings, tell: Tell = in_silence, *, fresh: bool = False) -> Iterator[Scene]:
    """Where an archive is replayed: the live database, or with ``fresh`` a new one that is gone afterwards."""
    if not fresh:
        yield live_scene(settings, tell)
        return
    with TemporaryDirectory(prefix="beltwatch-") as folder:
        yield Scene(settings=settings, database=f"sqlite:///{Path(folder) / LIVE}", tell=tell)


def _use(settings: Settings, name: str) -> str:
    if not settings.database_url:
        settings.data_dir.mkdir(parents=True, exist_ok=True)
        (settings.data_dir / _MARK).write_text(name + "\n")
    return _address(settings, name)


def _address(settings: Settings, name: str) -> str:
    return settings.database_url or f"sqlite:///{Path(settings.data_dir).resolve() / name}"
