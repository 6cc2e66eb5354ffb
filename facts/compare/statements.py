"""The verdict on a statement beside what its speaker is known to have said."""

from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import timedelta
from itertools import groupby

from facts.compare.formulas import Occasion, appeared, occasions, track, turned, vanished, verbs_here
from facts.compare.levels import level
from facts.compare.likeness import Likeness, likeness, may_repeat, nearness
from facts.compare.origins import hush
from facts.compare.setting import Setting
from facts.compare.summary import of_statement
from facts.compare.wording import day, shorten
from facts.finding import Finding, Level, Verdict
from facts.known import KnownStatement
from facts.statement import Statement

OCCASION = timedelta(days=10)  # one occasion is told in other words within days; later it is another one
_ORDER = {Likeness.SAME_WORDS: 0, Likeness.TURNED: 1, Likeness.OTHER_WORDS: 2}
_VERDICTS = {Likeness.SAME_WORDS: Verdict.REPEATS, Likeness.TURNED: Verdict.SHIFTED, Likeness.OTHER_WORDS: Verdict.REWORDED}
_TOLD = {
    Verdict.REPEATS: "– the same again",
    Verdict.REWORDED: "in other words",
    Verdict.SHIFTED: "– no longer what was said",
    Verdict.NEW: "– new words",
}


def judge_statements(setting: Setting) -> tuple[Finding, ...]:
    """Every finding on the statements of one article version, in the order of the text."""
    setting = _in_languages(setting)
    fresh = [one for one in setting.found.facts.statements if not _stood_before(one, setting)]
    findings = [*_edited(setting), *_statements(fresh, setting), *_formulas(fresh, setting)]
    return tuple(sorted(findings, key=lambda finding: finding.fact.start))


def _in_languages(setting: Setting) -> Setting:
    """Give every known statement a language: that of its document where it has none of its own."""
    known = tuple(
        one if one.statement.language else replace(one, statement=replace(one.statement, language=one.place.language))
        for one in setting.known.statements
    )
    return replace(setting, known=replace(setting.known, statements=known))


def _stood_before(statement: Statement, setting: Setting) -> bool:
    """Whether the version before said so too: it was judged then."""
    before = setting.found.before
    if before is None:
        return False
    return any(one.text == statement.text or (_same_speaker(statement, one) and _alike(statement, one)) for one in before.statements)


def _alike(one: Statement, other: Statement) -> bool:
    return one.text == other.text or likeness(one, other) is not Likeness.OTHER


def _edited(setting: Setting) -> Iterator[Finding]:
    """Statements that an edit turned round: another verb, a "not" more or less."""
    before = setting.found.before.statements if setting.found.before else ()
    for statement in setting.found.facts.statements:
        kin = [one for one in before if _same_speaker(statement, one) and one.text != statement.text]
        same = any(one.text == statement.text for one in before)
        was = next((one for one in kin if likeness(statement, one) is Likeness.TURNED), None)
        if was and not same:
            note = "a correction note stands there" if setting.found.corrected else "no correction note"
            yield _finding(Verdict.EDITED, statement, None, setting, "was given other words", f"Before: “{shorten(was.text, 200)}”; {note}")


def _statements(fresh: Sequence[Statement], setting: Setting) -> Iterator[Finding]:
    seen: list[Statement] = []
    for statement in fresh:
        finding = _judge(statement, setting)
        if any(_same_speaker(statement, one) and _alike(statement, one) for one in seen):
            finding = hush(finding, "Said again in the same text")
        elif how := _in_original(statement, setting):
            finding = hush(_known_by_original(finding, how, setting), "Told before by the story this text copies")
        seen.append(statement)
        yield finding


def _known_by_original(finding: Finding, how: Likeness, setting: Setting) -> Finding:
    """What the story told is not new in its copy, though the ledger may know of no day to look it up by."""
    if finding.verdict is not Verdict.NEW or not isinstance(finding.fact, Statement):
        return finding
    verdict = _VERDICTS[how]
    return _finding(verdict, finding.fact, None, setting, _TOLD[verdict])


def _judge(statement: Statement, setting: Setting) -> Finding:
    """The nearest known statement of the same speaker decides."""
    kin = sorted(_kin(statement, setting), key=lambda pair: (_ORDER[pair[0]], -nearness(statement, pair[1].statement), pair[1].id))
    if not kin:
        return _finding(Verdict.NEW, statement, None, setting, _TOLD[Verdict.NEW], *_why_new(statement))
    how, known = kin[0]
    verdict = _VERDICTS[how]
    said = f"Said on {day(known.said_on)}" if known.said_on else "Said on a day not known"
    return _finding(verdict, statement, known, setting, _TOLD[verdict], f"{said}: “{shorten(known.statement.text, 200)}”")


def _kin(statement: Statement, setting: Setting) -> Iterator[tuple[Likeness, KnownStatement]]:
    for known in setting.known.statements:
        if known.place.document == setting.found.place.document or not _same_speaker(statement, known.statement):
            continue
        near = _one_occasion(known, setting)
        if not near and not may_repeat(statement, known.statement):
            continue
        dated = setting.found.place.published is not None and known.said_on is not None
        how = likeness(statement, known.statement, dated=dated)
        if how is Likeness.SAME_WORDS or (how is not Likeness.OTHER and near):
            yield how, known


def _one_occasion(known: KnownStatement, setting: Setting) -> bool:
    published = setting.found.place.published
    return published is None or known.said_on is None or abs(published - known.said_on) <= OCCASION


def _same_speaker(one: Statement, other: Statement) -> bool:
    return one.speaker is not None and one.speaker == other.speaker


def _in_original(statement: Statement, setting: Setting) -> Likeness | None:
    """What the statement is to the one most like it in the story this text copies; None where nothing there is like it."""
    original = setting.found.original
    spoken = [one for one in original.statements if _same_speaker(statement, one)] if original else []
    found = [how for one in spoken if (how := likeness(statement, one)) is not Likeness.OTHER]
    return min(found, key=lambda how: _ORDER[how], default=None)


def _why_new(statement: Statement) -> tuple[str, ...]:
    if statement.speaker is None:
        return ("The text does not name the speaker",)
    return (f"Nothing like it is known of {statement.speaker}",)


def _formulas(fresh: Sequence[Statement], setting: Setting) -> Iterator[Finding]:
    """What the set phrases say, speaker by speaker."""
    if setting.found.original is not None:
        return  # a copy leaves out as it likes
    spoken = sorted((one for one in fresh if one.speaker), key=lambda one: (one.speaker or "", one.start))
    for speaker, group in groupby(spoken, key=lambda one: one.speaker or ""):
        yield from _of_speaker(speaker, list(group), setting)


def _of_speaker(speaker: str, said: Sequence[Statement], setting: Setting) -> Iterator[Finding]:
    uses = [use for use in setting.known.formulas if use.speaker == speaker and use.document != setting.found.place.document]
    before, here = occasions(uses), verbs_here(said, setting.topic)
    counts = {name: one.words for name, one in track(uses).items()}
    for name, verb in here.items():
        statement = next(one for one in said if name in one.formulas)
        was = turned(name, verb, before)
        label = _label(name, setting)
        if was:
            check = f"{label}: “{was}” before, “{verb}” now; it stood in {counts[name]}"
            yield _finding(Verdict.SHIFTED, statement, None, setting, f"now {verb} what he or she {was} before, {label}", check)
        elif appeared(name, before) and not _spoken(name, speaker, setting):
            check = f"{label} stands in none of the last {len(before)} occasions known"
            yield _finding(Verdict.FORMULA_NEW, statement, None, setting, f"takes up a set phrase, {label}", check)
    if setting.found.before is not None:
        return  # what an edit left of a text is no text to miss a phrase in
    for name in vanished(here, setting.found.place.published, before):
        label = _label(name, setting)
        yield _finding(Verdict.FORMULA_ABSENT, said[0], None, setting, f"no longer says: {label}", *_absence(label, counts[name], before))


def _spoken(name: str, speaker: str, setting: Setting) -> bool:
    """Whether a known statement beside these has the phrase: one of no known day is in none of the last texts."""
    return any(name in one.statement.formulas for one in setting.known.statements if one.statement.speaker == speaker)


def _absence(label: str, count: str, before: Sequence[Occasion]) -> tuple[str, ...]:
    days = ", ".join(day(one.day) for one in before[:3] if one.day)
    return (f"{label} stood in the last three comparable texts ({days}), in {count}",)


def _label(name: str, setting: Setting) -> str:
    return next((formula.label for formula in setting.topic.formulas if formula.id == name), name)


def _finding(verdict: Verdict, statement: Statement, known: KnownStatement | None, setting: Setting, told: str, *checks: str) -> Finding:
    place = setting.found.place
    about = f"{statement.speaker or 'speaker not named'} {place.published or ''}".strip()
    return Finding(
        verdict=verdict,
        level=_level(verdict, statement, setting),
        fact=statement,
        before=known,
        checks=checks,
        group=about,
        summary=of_statement(statement, place, told, known),
    )


def _level(verdict: Verdict, statement: Statement, setting: Setting) -> Level:
    """A new statement is worth an alert where a leader made it, and only counted where nobody is named."""
    if verdict is not Verdict.NEW:
        return level(verdict)
    if statement.speaker is None:
        return Level.LOG
    leads = any(party.leader and party.name == statement.speaker for party in setting.topic.parties)
    return Level.ACT if leads else Level.NOTE
