"""Which database the commands read."""

from connectors.settings import Settings
from flows.scenes import live_scene, sample_database, shown_database


def test_the_reading_commands_show_the_database_of_the_last_pass(tmp_path):
    settings = Settings(data_dir=tmp_path)

    assert shown_database(settings).endswith("/beltwatch.db")
    sample = sample_database(settings)
    assert shown_database(settings) == sample
    assert sample.endswith("/sample.db")
    live = live_scene(settings).database
    assert shown_database(settings) == live != sample


def test_a_database_that_is_named_is_the_only_one(tmp_path):
    settings = Settings(data_dir=tmp_path, database_url="sqlite:////tmp/elsewhere.db")

    assert shown_database(settings) == sample_database(settings) == live_scene(settings).database == "sqlite:////tmp/elsewhere.db"
    assert not list(tmp_path.iterdir())
