"""On PostgreSQL passes run as a role that has no right to change the log, whatever becomes of the triggers."""

from collections.abc import Callable

import pytest
from sqlalchemy import make_url, text
from sqlalchemy.exc import DBAPIError

from facts.finding import Level
from models.chain import verify
from models.errors import StoreError
from models.roles import allow
from models.store import open_store


@pytest.fixture
def address(new_postgres: Callable[[str], str], template: str) -> str:
    return new_postgres(template)


@pytest.fixture
def role(admin):
    admin.execute(text("CREATE ROLE \"pass maker\" LOGIN PASSWORD 'x'"))
    yield "pass maker"
    admin.execute(text('DROP OWNED BY "pass maker"'))
    admin.execute(text('DROP ROLE "pass maker"'))


@pytest.fixture
def app(address, role):
    """The store as the role sees it."""
    with open_store(address) as owned:
        allow(owned, role)
        url = make_url(address).set(username=role, password="x").render_as_string(hide_password=False)
        with open_store(url) as opened:
            yield opened
        with owned.engine.begin() as connection:
            connection.execute(text('DROP OWNED BY "pass maker"'))


def test_the_role_can_do_all_that_a_pass_does(app, make):
    app.sync_sources([make.source()], make.now)
    app.record_poll("belta-en", make.outcome(make.entry("1")), make.now)
    [row] = make.judged(app, make.finding(level=Level.ACT))
    [alert] = app.due_alerts(make.now, owner="one", size=9)
    app.alert_sent(alert.id, "ok", make.now)
    app.review([row.id], "accept", now=make.now)
    app.forget_pages(make.now)

    assert verify(app) == []


@pytest.mark.parametrize(
    "change",
    [
        "UPDATE findings SET hash = hash",
        "DELETE FROM findings",
        "TRUNCATE findings CASCADE",
        "UPDATE reviews SET hash = hash",
        "DELETE FROM reviews",
        "ALTER TABLE findings DISABLE TRIGGER ALL",
        "DROP TRIGGER findings_no_change ON findings",
        "DROP TABLE reviews",
        "CREATE OR REPLACE FUNCTION findings_refuse() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN RETURN NEW; END $$",
        "UPDATE alembic_version SET version_num = '0001'",
    ],
)
def test_i6_the_role_has_no_right_to_change_the_log_or_its_guards(app, make, change):
    make.judged(app, make.finding())

    with app.engine.connect() as connection, pytest.raises(DBAPIError, match=r"permission denied|must be owner"):
        connection.execute(text(change))


def test_a_role_that_is_not_there_is_named(address):
    with open_store(address) as store, pytest.raises(StoreError, match="no role nobody"):
        allow(store, "nobody")


def test_sqlite_knows_no_roles(tmp_path):
    with open_store(f"sqlite:///{tmp_path / 'one.db'}") as store, pytest.raises(StoreError, match="knows no roles"):
        allow(store, "anybody")
