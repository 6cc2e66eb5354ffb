"""Settings: from the environment, .env and options; everything wrong is told at once and no secret with it."""

import os
import pickle
from pathlib import Path

import pytest

from connectors.errors import SettingsError
from connectors.settings import load_settings

SECRET = "ntfys://marker-7f3a/topic"


@pytest.fixture(autouse=True)
def bare(monkeypatch, tmp_path):
    """A folder without .env and a process without variables of ours."""
    for name in [name for name in os.environ if name.upper().startswith("BELTWATCH_")]:
        monkeypatch.delenv(name)
    monkeypatch.chdir(tmp_path)


@pytest.fixture
def dotenv(tmp_path):
    """Write .env with the mode given."""

    def write(text: str, mode: int = 0o600) -> None:
        (tmp_path / ".env").write_text(text, encoding="utf-8")
        (tmp_path / ".env").chmod(mode)

    return write


def faults(**overrides) -> list[str]:
    with pytest.raises(SettingsError) as caught:
        load_settings(**overrides)
    return str(caught.value).splitlines()


def test_nothing_set_is_enough():
    settings = load_settings()

    assert (settings.database_url, settings.data_dir, settings.channels, settings.allow_addresses) == (None, Path("data"), (), frozenset())
    assert (settings.web_host, settings.web_token, settings.timezone) == ("127.0.0.1", None, "UTC")
    assert (settings.watchlist / "feeds.yaml").is_file()


def test_options_stand_above_the_environment_and_that_above_dotenv(monkeypatch, dotenv):
    dotenv("BELTWATCH_DATA_DIR=from-file\nBELTWATCH_WEB_PORT=8001\nBELTWATCH_TIMEZONE=Europe/Minsk\n", 0o644)
    monkeypatch.setenv("BELTWATCH_DATA_DIR", "from-process")
    monkeypatch.setenv("BELTWATCH_WEB_PORT", "8002")

    settings = load_settings(data_dir=Path("from-option"), web_host=None)

    assert (settings.data_dir, settings.web_port, settings.zone.key) == (Path("from-option"), 8002, "Europe/Minsk")


def test_lists_are_separated_by_blanks(monkeypatch):
    monkeypatch.setenv("BELTWATCH_CHANNELS", f"{SECRET}\n mailto://a:b@mail.example?to=x@mail.example,y@mail.example")
    monkeypatch.setenv("BELTWATCH_ALLOW_ADDRESSES", "127.0.0.1:8080, [::1]:8081 LOCALHOST:80")

    settings = load_settings()

    assert settings.channels[0].get_secret_value() == SECRET
    assert len(settings.channels) == 2
    assert settings.allow_addresses == {("127.0.0.1", 8080), ("::1", 8081), ("localhost", 80)}


def test_an_empty_variable_is_not_set(monkeypatch):
    monkeypatch.setenv("BELTWATCH_WEB_TOKEN", "")
    monkeypatch.setenv("BELTWATCH_DATABASE_URL", "")

    assert (load_settings().web_token, load_settings().database_url) == (None, None)


@pytest.mark.parametrize("given", ["postgres://u:p@host/db", "postgresql://u:p@host/db", "postgresql+psycopg://u:p@host/db"])
def test_every_spelling_of_postgresql_names_our_driver(given):
    assert load_settings(database_url=given).database_url == "postgresql+psycopg://u:p@host/db"


@pytest.mark.parametrize(
    ("name", "value", "what", "remedy"),
    [
        ("WEB_PORT", "70000", ' "70000": input should be less than or equal to 65535', "mend it"),
        ("WEB_PORT", "web", ' "web": input should be a valid integer, unable to parse string as an integer', "mend it"),
        ("TIMEZONE", "Europe/Minks", ' "Europe/Minks": it is no time zone', "write one of the IANA names"),
        ("ALLOW_ADDRESSES", "10.0.0.1:80", ': "10.0.0.1:80" is not on this machine', "only loopback addresses can be allowed"),
        ("ALLOW_ADDRESSES", "127.0.0.1", ': "127.0.0.1" is no host:port', "write 127.0.0.1:8080"),
        ("USER_AGENT", "нюхач", ' "нюхач": a header cannot carry it', "write a name in plain letters"),
        ("DATABASE_URL", "mysql://u:p@host/db", ": it is no address of a database we know", "write sqlite:///path/file.db"),
        ("CHANNELS", "ntfys://t marker", ": address 2 of 2 has no ://", "write Apprise addresses with blanks between"),
        ("WEB_HOST", "0.0.0.0", " opens the page to other machines without a token", "set BELTWATCH_WEB_TOKEN to 16 characters or more"),
        ("DATA_DIRR", "x", " is no setting", 'did you mean "BELTWATCH_DATA_DIR"?'),
    ],
)
def test_o1_a_wrong_variable_is_named_with_its_value_and_the_remedy(monkeypatch, name, value, what, remedy):
    monkeypatch.setenv(f"BELTWATCH_{name}", value)

    [told] = faults()

    assert told.startswith(f"environment: BELTWATCH_{name}")
    assert f"{what}; {remedy}" in told


def test_w9_an_open_page_with_a_long_token_is_allowed(monkeypatch):
    monkeypatch.setenv("BELTWATCH_WEB_HOST", "0.0.0.0")
    monkeypatch.setenv("BELTWATCH_WEB_TOKEN", "sixteen letters!")

    assert load_settings().web_host == "0.0.0.0"


def test_a_wrong_line_of_dotenv_is_named(dotenv):
    dotenv('# ours\nOTHER="two\nlines"\n\nexport BELTWATCH_WEB_PORT=0\nbeltwatch_timezon=UTC\nnonsense\n', 0o644)

    assert faults() == [
        ".env:7: this line is no NAME=value; write one, or begin it with #",
        '.env:6: BELTWATCH_TIMEZON is no setting; did you mean "BELTWATCH_TIMEZONE"?',
        '.env:5: BELTWATCH_WEB_PORT "0": input should be greater than or equal to 1; mend it',
    ]


def test_a_dotenv_that_is_no_text_is_told_beside_the_rest(monkeypatch, tmp_path):
    (tmp_path / ".env").write_bytes("BELTWATCH_DATA_DIR=д\n".encode("cp1251"))
    monkeypatch.setenv("BELTWATCH_WEB_PORT", "0")

    assert [line.split(" ")[0] for line in faults()] == [".env:1:", "environment:"]


def test_a_wrong_option_is_told_as_one(tmp_path):
    (tmp_path / "file").write_text("")

    assert faults(data_dir=tmp_path / "file") == [
        f'the command line: BELTWATCH_DATA_DIR "{tmp_path / "file"}": it is a file; name a folder'
    ]


@pytest.mark.parametrize("mode", [0o666, 0o644, 0o620])
def test_o4_secrets_in_a_dotenv_open_to_others_are_refused(dotenv, mode):
    dotenv(f"BELTWATCH_CHANNELS={SECRET}\n", mode)

    assert faults() == [".env:1: it holds BELTWATCH_CHANNELS and other users may read or write it; chmod 600 .env"]


def test_a_dotenv_without_secrets_may_be_open(dotenv):
    dotenv("BELTWATCH_WEB_PORT=8001\n", 0o666)

    assert load_settings().web_port == 8001


def test_i13_no_secret_is_in_any_message_or_in_what_settings_show(monkeypatch):
    monkeypatch.setenv("BELTWATCH_CHANNELS", f"{SECRET} marker-7f3a")
    monkeypatch.setenv("BELTWATCH_DATABASE_URL", "oracle://marker-7f3a")
    monkeypatch.setenv("BELTWATCH_WEB_TOKEN", "marker-7f3a")
    monkeypatch.setenv("BELTWATCH_WEB_HOST", "0.0.0.0")

    assert not [line for line in faults() if "marker" in line]
    monkeypatch.setenv("BELTWATCH_CHANNELS", SECRET)
    monkeypatch.setenv("BELTWATCH_DATABASE_URL", "postgresql://u:marker@host/db")
    monkeypatch.setenv("BELTWATCH_WEB_TOKEN", "marker-7f3a-marker-7f3a")
    assert "marker" not in repr(load_settings())


def test_the_error_can_be_sent_between_processes(monkeypatch):
    monkeypatch.setenv("BELTWATCH_WEB_PORT", "x")
    with pytest.raises(SettingsError) as caught:
        load_settings()

    assert str(pickle.loads(pickle.dumps(caught.value))) == str(caught.value)
