"""Wrong use and bad input: one plain sentence with what to do, the right exit code, never a traceback."""

import pytest


@pytest.mark.parametrize(
    ("words", "told"),
    [
        (["nonsense"], "No such command"),
        (["log", "--since", "yesterday"], "write 24h, 7d"),
        (["log", "--format", "xml"], "--format"),
        (["log", "--verdict", "nonsense"], "unit_conflict"),
        (["log", "--level", "loud"], "act"),
        (["run", "--source", "nobody"], "there is no source nobody"),
        (["show", "F-404"], "there is no finding F-404"),
        (["show", "first"], "write F-1042"),
        (["review", "F-1"], "end with one of accept"),
        (["review", "accept"], "name at least one finding"),
        (["review", "F-1", "accept", "--reason", "unit"], "a reason goes with reject"),
        (["review", "F-404", "watch"], "F-404 is not in the log"),
        (["review", "one", "watch"], "write F-1042"),
        (["ledger", "happiness"], "happiness is no metric"),
        (["ledger", "--speaker", "Xi"], "it goes with --formulas"),
        (["ledger", "--as-of", "soon"], "--as-of"),
        (["extract", "nowhere.jsonl"], "there is no file nowhere.jsonl"),
        (["replay", "nowhere.jsonl"], "nowhere.jsonl"),
        (["verify", "--head", "x:y"], "write F-1042"),
        (["digest", "--since", "x"], "write 24h, 7d"),
    ],
)
def test_wrong_use_is_one_sentence_and_code_2(filled, words, told):
    done = filled(*words)

    assert done.code == 2
    assert told in done.err
    assert done.err.startswith("beltwatch: ")
    assert (done.err.count("\n"), done.out) == (1, "")


@pytest.mark.parametrize("engine", [["--plain"], []])
def test_a_watchlist_that_is_not_there(beltwatch, tmp_path, engine):
    done = beltwatch("run", *engine, "--watchlist", tmp_path / "none")

    assert done.code == 2
    assert "there is no such folder" in done.err
    assert "BELTWATCH_WATCHLIST" in done.err


def test_o1_every_fault_of_a_watchlist_is_named_with_its_line_and_nothing_starts(beltwatch, tmp_path):
    for name in ("feeds", "topic", "metrics", "baseline"):
        (tmp_path / f"{name}.yaml").write_text(f"{name}: 7\n")

    done = beltwatch("run", "--plain", "--watchlist", tmp_path)

    assert done.code == 2
    assert all(f"{name}.yaml:1" in done.err for name in ("feeds", "topic", "metrics", "baseline"))
    assert not (tmp_path / "data" / "beltwatch.db").exists()


def test_d4_a_database_that_cannot_be_opened(beltwatch, monkeypatch, tmp_path):
    (tmp_path / "note.txt").write_text("no database at all")
    monkeypatch.setenv("BELTWATCH_DATABASE_URL", f"sqlite:///{tmp_path / 'note.txt'}")

    done = beltwatch("log")

    assert done.code == 1
    assert "is no SQLite database" in done.err
    assert (tmp_path / "note.txt").read_text() == "no database at all"


def test_a_setting_that_is_none(beltwatch, monkeypatch):
    monkeypatch.setenv("BELTWATCH_TIMEZONE", "Minsk")

    done = beltwatch("status")

    assert done.code == 2
    assert "BELTWATCH_TIMEZONE" in done.err


def test_a_line_nested_without_end_costs_only_itself(beltwatch, archive):
    archive.write_text("[" * 100_000 + "\n" + archive.read_text())

    done = beltwatch("extract", archive)

    assert done.code == 1
    assert "nested too deep" in done.out
    assert "9800000000" in done.out


def test_a_refused_pass_leaves_the_database_that_was_shown(filled):
    before = filled("log", "--format", "jsonl").out
    filled("run", "--source", "nobody")

    assert filled("log", "--format", "jsonl").out == before != ""


@pytest.mark.parametrize("command", [["extract"], ["replay", "--fresh"]])
def test_a_broken_line_is_named_and_the_rest_goes_on(beltwatch, archive, command):
    archive.write_text("{broken\n" + archive.read_text() + '\n{"id": "three"}\n')

    done = beltwatch(*command[:1], archive, *command[1:], *(["--format", "jsonl"] if command[0] == "replay" else []))

    assert done.code == 1
    assert "Traceback" not in done.err
    told = done.err if command[0] == "replay" else done.out
    assert "line 1" in told
    assert "line 4" in told
    assert "9800000000" in done.out
