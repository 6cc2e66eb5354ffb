"""The set phrases of diplomacy over a speaker's texts."""

from datetime import date

import pytest

from facts.compare.formulas import Stance, occasions, stance, track
from facts.finding import Level, Verdict

SUPPORT = "We firmly support the one-China principle."


def test_a_phrase_has_a_first_and_a_last_use_and_a_count(make):
    uses = (make.use(6, one_china="supports"), make.use(4), make.use(2, one_china="", belt_and_road=""))

    tracks = track(uses)

    assert tracks["one_china"].words == "2 of the last 3 texts"
    assert (tracks["one_china"].first, tracks["one_china"].last) == (date(2025, 2, 1), date(2025, 6, 1))
    assert tracks["one_china"].verb == "supports"
    assert tracks["belt_and_road"].uses == 1


def test_reports_of_one_occasion_count_once(make):
    uses = (make.use(6, "article:1", one_china="supports"), make.use(6, "article:2", belt_and_road=""), make.use(4, "article:3"))

    assert [one.verbs for one in occasions(uses)] == [{"belt_and_road": "", "one_china": "supports"}, {}]


@pytest.mark.parametrize(
    ("verb", "told"),
    [("supports", Stance.FOR), ("builds", Stance.FOR), ("understands", Stance.HEEDS), ("opposes", Stance.AGAINST), ("", None)],
)
def test_a_verb_is_a_stance(verb, told):
    assert stance(verb) is told


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("en", "We understand the one-China principle."),
        ("ru", "Мы относимся с пониманием к принципу одного Китая."),
        ("be", "Мы ставімся з разуменнем да прынцыпу аднаго Кітая."),
        ("zh", "我们理解一个中国原则。"),
    ],
)
def test_a_phrase_with_another_verb_has_shifted(make, language, text):
    said = make.statement(text, language, formulas=("one_china",))

    findings = make.compared(said, formulas=(make.use(6, one_china="supports"),))

    [shifted] = [one for one in findings if one.verdict is Verdict.SHIFTED]
    assert shifted.level is Level.ACT
    assert shifted.checks == ("one-China principle: “supports” before, “understands” now; it stood in 1 of the last 1 texts",)


@pytest.mark.parametrize(("before", "shifts"), [(["builds"], 0), ([""], 0), (["opposes", "supports"], 0), (["opposes", "opposes"], 1)])
def test_a_verb_used_lately_is_no_shift(make, before, shifts):
    uses = tuple(make.use(9 - at, one_china=verb) for at, verb in enumerate(before))

    findings = make.compared(make.statement(SUPPORT, formulas=("one_china",)), formulas=uses)

    assert [one.verdict for one in findings].count(Verdict.SHIFTED) == shifts


def test_a_phrase_never_heard_of_a_speaker_well_known_is_new(make):
    said = make.statement(SUPPORT, formulas=("one_china",))
    known = tuple(make.use(month, belt_and_road="") for month in (9, 6, 3))

    assert [one.level for one in make.compared(said, formulas=known) if one.verdict is Verdict.FORMULA_NEW] == [Level.NOTE]
    assert all(one.verdict is not Verdict.FORMULA_NEW for one in make.compared(said, formulas=known[:2]))


def test_a_phrase_of_a_text_without_a_day_is_not_new_when_it_is_told_again(make):
    said = make.statement(SUPPORT, formulas=("one_china",))
    uses = tuple(make.use(month, belt_and_road="") for month in (9, 6, 3))

    findings = make.compared(said, make.said(said, day=None), formulas=uses)

    assert findings[0].verdict is Verdict.REPEATS
    assert all(one.verdict is not Verdict.FORMULA_NEW for one in findings)


def test_a_phrase_that_always_stood_there_is_missed(make):
    said = make.statement("The Belt and Road goes on.", formulas=("belt_and_road",))
    known = tuple(make.use(month, belt_and_road="", one_china="supports") for month in (9, 6, 3))

    [missed] = [one for one in make.compared(said, formulas=known) if one.verdict is Verdict.FORMULA_ABSENT]

    assert (missed.level, missed.fact) == (Level.ACT, said)
    assert missed.checks == (
        "one-China principle stood in the last three comparable texts (1 Sep 2025, 1 Jun 2025, 1 Mar 2025), in 3 of the last 3 texts",
    )


@pytest.mark.parametrize("verbs", [{"one_china": "supports"}, {}])
def test_nothing_is_missed_where_one_of_three_lacked_it_or_the_text_has_no_phrase(make, verbs):
    formulas = ("belt_and_road",) if verbs else ()
    known = (make.use(9, belt_and_road=""), *(make.use(month, belt_and_road="", **verbs) for month in (6, 3)))

    findings = make.compared(make.statement("The road goes on.", formulas=formulas), formulas=known)

    assert all(one.verdict is not Verdict.FORMULA_ABSENT for one in findings)


def test_a_shorter_report_of_a_known_occasion_misses_nothing(make):
    said = make.statement("The Belt and Road goes on.", formulas=("belt_and_road",))
    known = tuple(make.use(month, belt_and_road="", one_china="supports") for month in (9, 6, 3))
    place = make.place(published=date(2025, 9, 2))

    findings = make.compared(make.found(said, place=place), formulas=known)

    assert all(one.verdict is not Verdict.FORMULA_ABSENT for one in findings)
