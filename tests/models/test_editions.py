"""The editions of a story, found among the articles of its outlet."""

from datetime import date

from facts.period import Period
from models.editions import edition_matrix


def story(store, make, language, address, *figures, **own):
    findings = [make.finding(figure) for figure in figures]
    make.judged(store, *findings, page=make.page(address, language=language, **own), language=language)


def test_the_editions_of_one_outlet_are_laid_side_by_side(store, make):
    turnover, residents = make.figure(), make.figure("118", "118", unit="companies", metric="park_residents", period=Period("2026-01"))
    story(store, make, "en", "https://a.example/1", turnover, residents)
    story(store, make, "ru", "https://a.example/2", turnover)
    story(store, make, "zh", "https://a.example/3", turnover, residents)
    story(store, make, "be", "https://b.example/4", turnover, outlet="ANOTHER")
    story(store, make, "be", "https://a.example/5", turnover, published=date(2026, 3, 1))

    matrix = edition_matrix(store, 1)

    assert [edition.language for edition in matrix.editions] == ["en", "ru", "zh"]
    assert [[str(cell.standing) for cell in line.cells] for line in matrix.lines] == [["same"] * 3, ["same", "missing", "same"]]


def test_a_story_told_once_has_one_edition(store, make):
    story(store, make, "en", "https://a.example/1", make.figure())

    assert len(edition_matrix(store, 1).editions) == 1


def test_what_was_not_judged_yet_has_none(store, make):
    store.record_version(None, make.page(), make.now)

    assert edition_matrix(store, 1).editions == edition_matrix(store, 77).editions == ()
