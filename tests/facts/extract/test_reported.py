"""Indirect speech: the clause that is somebody's words, and whose."""

ABOUT = "reported"


def test_what_is_reported_is_found_with_its_exact_extent(language, case, said):
    assert said(case["text"], language, case.get("day")) == case["said"]
