"""Two versions of one article, and copies of one story."""

from datetime import UTC, date, datetime

import pytest

from facts.figure import Kind
from facts.finding import Level, Verdict

READ = datetime(2026, 1, 27, 11, 2, tzinfo=UTC)
AGAIN = datetime(2026, 1, 27, 14, 30, tzinfo=UTC)


def again(make, was, now, corrected=False, known=(), read_at=AGAIN):
    moments = {"before_read_at": READ, "read_at": read_at}
    found = make.found(*now, before=make.facts(*was), corrected=corrected, place=make.place(version=2), **moments)
    return make.compared(found, *known)


@pytest.mark.parametrize(
    ("was", "now", "words"),
    [
        (("5.8e9", "2022", "USD", {}), ("5.1e9", "2022", "USD", {}), "$5.8bn → $5.1bn"),
        (
            ("140", "2023", "countries", {"metric": "bri_members", "about_relations": False}),
            ("150", "2023", "countries", {"metric": "bri_members", "about_relations": False}),
            "140 countries → 150 countries",
        ),
        (
            ("72", "2022", "percent", {"metric": "export_share", "kind": Kind.SHARE}),
            ("27", "2022", "percent", {"metric": "export_share", "kind": Kind.SHARE}),
            "72 % → 27 %",
        ),
        (("8.9e9", "2025", "USD", {}), ("8.9e9", "2025-01..2025-11", "USD", {}), "2025 → Jan–Nov 2025"),
        (("5.8e9", "2022", "GBP", {}), ("5.8e9", "2022", "USD", {}), "£5.8bn → $5.8bn"),
    ],
)
def test_a_changed_fact_is_one_edit(make, was, now, words):
    before, after = (make.figure(value, period, unit, **own) for value, period, unit, own in (was, now))

    [finding] = again(make, [before], [after])

    assert (finding.verdict, finding.level) == (Verdict.EDITED, Level.ACT)
    assert words in finding.summary
    assert "no note" in finding.summary
    assert finding.checks[-1] == "Read 27 Jan 2026 11:02 → 14:30 UTC, version 2, no correction note"


def test_updated_three_hours_ago_is_silence(make):
    statement = make.statement("We firmly support the one-China principle.", start=10)
    was = [make.figure(start=0), statement]
    now = [make.figure(start=25), make.statement(statement.text, start=35)]  # a line "updated 3 hours ago" moved everything

    assert again(make, was, now) == ()


def test_a_correction_note_is_told(make):
    [finding] = again(make, [make.figure("5.8e9")], [make.figure("5.1e9")], corrected=True)

    assert "with a correction note" in finding.summary
    assert "a correction note stands there" in finding.checks[-1]


def test_what_was_added_is_judged_as_any_fact(make):
    added = make.figure("1.6e9", metric="exports", start=40)

    [finding] = again(make, [make.figure()], [make.figure(), added], known=[make.known(make.figure("1.6e9", metric="exports"))])

    assert (finding.verdict, finding.fact) == (Verdict.CONFIRMS, added)


def test_what_is_gone_is_told_once(make):
    gone = [make.figure(start=0), make.figure("1.6e9", metric="exports", start=20)]

    [finding] = again(make, gone, [])

    assert (finding.verdict, finding.level) == (Verdict.EDITED, Level.NOTE)
    assert "$5.8bn, $1.6bn no longer stands" in finding.summary


def test_a_firmer_word_waits_for_the_digest(make):
    [finding] = again(make, [make.figure("5.8e9", qualifier="about")], [make.figure("5.8e9")])

    assert (finding.verdict, finding.level) == (Verdict.EDITED, Level.NOTE)


def test_the_edit_names_what_the_ledger_has_of_the_same_article(make):
    before = make.figure("5.8e9")

    [finding] = again(make, [before], [make.figure("5.1e9")], known=[make.known(before, "K-9", "article:7")])

    assert finding.before.id == "K-9"


def test_a_statement_turned_round_is_an_edit(make):
    was, now = make.statement("We support the one-China principle here."), make.statement("We do not support the one-China principle here.")

    findings = again(make, [was], [now])

    assert [(one.verdict, one.level) for one in findings] == [(Verdict.EDITED, Level.ACT)]
    assert "Before: “We support the one-China principle here.”" in findings[0].checks[0]


def copy(make, original, *facts, known=()):
    found = make.found(*facts, original=make.facts(*original), place=make.place("article:9", origin="story:1"))
    return make.compared(found, *known)


def test_a_copy_does_not_shout_again(make):
    baseline = make.baseline(make.by("5.8e9", unit="GBP"))
    statement = make.statement("We firmly support the one-China principle.", start=30)

    findings = copy(make, [make.by("5.79e9"), statement], make.by("5.79e9"), statement, known=[baseline])

    assert {one.level for one in findings} == {Level.LOG}
    assert all("Told before by the story this text copies" in one.checks for one in findings)


@pytest.mark.parametrize("told", ["5.7e9", "5.8e6"])
def test_a_copy_that_tells_it_otherwise_has_drifted(make, told):
    [finding] = copy(make, [make.figure("5.8e9")], make.figure(told))

    assert (finding.verdict, finding.level) == (Verdict.DRIFT, Level.ACT)


def test_what_a_copy_leaves_out_or_adds_is_no_drift(make):
    added = make.figure("1.6e9", metric="exports", start=30)

    findings = copy(make, [make.figure(), make.figure("118", metric="park_residents")], make.figure(), added)

    assert [(one.verdict, one.level) for one in findings] == [(Verdict.NEW, Level.LOG), (Verdict.NEW, Level.NOTE)]


def test_an_edited_copy_is_an_edit_and_no_drift_on_top(make):
    found = make.found(
        make.figure("5.1e9"), before=make.facts(make.figure("5.8e9")), original=make.facts(make.figure("5.8e9")), before_read_at=READ
    )

    assert [one.verdict for one in make.compared(found)] == [Verdict.EDITED]


def test_published_days_do_not_matter_to_an_edit(make):
    found = make.found(make.figure(), before=make.facts(make.figure()), place=make.place(published=date(2020, 1, 1)))

    assert make.compared(found) == ()


def test_a_page_read_again_on_another_day_names_both_days(make):
    [finding] = again(make, [make.figure("5.8e9")], [make.figure("5.1e9")], read_at=datetime(2026, 2, 3, 9, 5, tzinfo=UTC))

    assert finding.checks[-1].startswith("Read 27 Jan 2026 11:02 → 3 Feb 2026 09:05 UTC")


@pytest.mark.parametrize(
    ("language", "words"),
    [
        ("en", "that {} companies now live in the park"),
        ("ru", "что в парке теперь {} компаний"),
        ("be", "што ў парку цяпер {} кампаній"),
        ("zh", "园区现有{}家企业"),
    ],
)
def test_a_sentence_in_which_only_the_figure_changed_says_nothing_new(make, language, words):
    was, now = ([make.statement(words.format(count), language), residents(make, count, words)] for count in ("107", "118"))

    findings = again(make, was, now)

    assert [str(one.verdict) for one in findings] == ["edited"]
    assert "107 companies → 118 companies" in findings[0].summary


def residents(make, count, words):
    return make.figure(count, "2026-01", "companies", metric="park_residents", text=count, start=words.index("{"))


def test_a_sentence_that_changed_its_figure_and_its_words_is_new(make):
    was = [make.statement("that 107 companies now live in the park")]
    now = [make.statement("that 118 banks will close their desks in the park")]

    assert [str(one.verdict) for one in again(make, was, now)] == ["new"]
