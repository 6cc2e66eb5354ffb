"""The verdict on a statement."""

from datetime import date

import pytest

from facts.finding import Level, Verdict

SUPPORT = "We firmly support the one-China principle in every matter."


def one(findings):
    [finding] = findings
    return finding


def test_a_new_statement_of_a_leader_asks_for_action_and_one_of_another_waits(make):
    leader = one(make.compared(make.statement("Trade should grow faster.")))
    minister = one(make.compared(make.statement("Trade should grow faster.", speaker="Nikolai Snopkov")))
    nobody = one(make.compared(make.statement("Trade should grow faster.", speaker=None)))

    assert [finding.verdict for finding in (leader, minister, nobody)] == [Verdict.NEW] * 3
    assert [finding.level for finding in (leader, minister, nobody)] == [Level.ACT, Level.NOTE, Level.LOG]
    assert leader.group == "Xi Jinping 2026-01-27"
    assert leader.summary == "Xi Jinping – new words: “Trade should grow faster.” (BelTA, en)."


@pytest.mark.parametrize("day", [date(2026, 1, 26), date(2025, 12, 20), None])
def test_the_same_words_repeat_whenever_they_were_said(make, day):
    finding = one(make.compared(make.statement(SUPPORT), make.said(make.statement(SUPPORT), day=day)))

    assert (finding.verdict, finding.level, finding.before.id) == (Verdict.REPEATS, Level.LOG, "S-1")


def test_a_part_of_what_was_said_repeats_it(make):
    part = make.statement("firmly support the one-China principle")

    assert one(make.compared(part, make.said(make.statement(SUPPORT)))).verdict is Verdict.REPEATS


def test_other_words_of_the_same_days_are_the_same_occasion(make):
    russian = make.statement("Мы твердо поддерживаем принцип одного Китая, Тайвань – его часть.", "ru")
    english = make.statement("Taiwan is a part of China, and we support the one-China principle.")

    same = one(make.compared(english, make.said(russian)))
    years = one(make.compared(english, make.said(russian, day=date(2023, 12, 4))))

    assert (same.verdict, same.level) == (Verdict.REWORDED, Level.LOG)
    assert years.verdict is Verdict.NEW


@pytest.mark.parametrize(
    ("language", "was", "now"),
    [
        ("en", "We support unilateral sanctions of the West.", "We do not support unilateral sanctions of the West."),
        ("ru", "Мы поддерживаем санкции Запада против компаний.", "Мы не поддерживаем санкции Запада против компаний."),
        ("be", "Мы падтрымліваем санкцыі Захаду супраць кампаній.", "Мы не падтрымліваем санкцыі Захаду супраць кампаній."),
        ("zh", "我们支持西方的单边制裁措施。", "我们不支持西方的单边制裁措施。"),
        ("en", "China supports the peace initiative of Belarus.", "China opposes the peace initiative of Belarus."),
        ("ru", "Китай поддерживает мирную инициативу Беларуси.", "Китай отвергает мирную инициативу Беларуси."),
        ("be", "Кітай падтрымлівае мірную ініцыятыву Беларусі.", "Кітай адхіляе мірную ініцыятыву Беларусі."),
        ("zh", "中国支持白俄罗斯的和平倡议。", "中国反对白俄罗斯的和平倡议。"),
    ],
)
def test_what_is_turned_round_has_shifted(make, language, was, now):
    finding = one(make.compared(make.statement(now, language), make.said(make.statement(was, language))))

    assert (finding.verdict, finding.level) == (Verdict.SHIFTED, Level.ACT)


@pytest.mark.parametrize(
    ("one_language", "was", "language", "now"),
    [
        ("en", "Trade reached $5.8 billion in 2022.", "en", "Trade reached $8.4 billion in 2023."),
        ("ru", "Товарооборот достиг 5,8 млрд долларов в 2022 году.", "ru", "Товарооборот достиг 8,4 млрд долларов в 2023 году."),
        ("zh", "2022年贸易额达58亿美元。", "zh", "2023年贸易额达84亿美元。"),
        ("en", "Trade reached $5.8 billion in 2022.", "zh", "2023年贸易额达84亿美元。"),
        ("be", "Тавараабарот дасягнуў 5,8 млрд долараў у 2022 годзе.", "ru", "Товарооборот достиг 8,4 млрд долларов в 2023 году."),
    ],
)
def test_other_numbers_are_another_statement(make, one_language, was, language, now):
    finding = one(make.compared(make.statement(now, language), make.said(make.statement(was, one_language))))

    assert finding.verdict is Verdict.NEW


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("ru", "Товарооборот достиг рекордных 8,4 млрд долларов в 2023 году."),
        ("be", "Тавараабарот дасягнуў рэкордных 8,4 млрд долараў у 2023 годзе."),
        ("zh", "2023年贸易额创纪录地达到84亿美元。"),
    ],
)
def test_the_same_numbers_in_another_language_are_the_same_statement(make, language, text):
    english = make.said(make.statement("Trade reached a record $8.4 billion in 2023."))

    assert one(make.compared(make.statement(text, language), english)).verdict is Verdict.REWORDED


def test_another_speaker_never_repeats(make):
    other = make.said(make.statement(SUPPORT, speaker="Nikolai Snopkov"))

    assert one(make.compared(make.statement(SUPPORT), other)).verdict is Verdict.NEW


def test_a_fragment_in_the_lead_that_comes_again_below_is_counted_once(make):
    lead, body = make.statement("firmly support the one-China principle", start=0), make.statement(SUPPORT, start=90)

    first, again = make.compared(make.found(lead, body))

    assert (first.level, again.level) == (Level.ACT, Level.LOG)


def test_a_statement_of_the_baseline_has_the_language_of_its_document(make):
    known = make.said(make.statement("firmly support the one-China principle", language=""), "B-29")

    assert one(make.compared(make.statement(SUPPORT), known)).before.id == "B-29"
