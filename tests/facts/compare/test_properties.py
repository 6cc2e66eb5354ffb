"""What holds of every comparison, whatever the facts."""

from datetime import UTC, date, datetime

from hypothesis import Phase, given, settings
from hypothesis import strategies as st

from facts.article import Article
from facts.compare import compare
from facts.compare.summary import LONGEST
from facts.finding import Verdict
from facts.known import FormulaUse, Found, Known
from tests.facts.compare.conftest import METRICS, TOPIC
from tests.facts.compare.strategies import LEARNED, facts, known_figures, known_statements, places

PLAIN = settings(deadline=None, phases=(Phase.explicit, Phase.reuse, Phase.generate, Phase.shrink))
_DAYS = st.none() | st.dates(date(2023, 1, 1), date(2026, 1, 27))
_VERBS = st.dictionaries(st.sampled_from(["one_china", "belt_and_road"]), st.sampled_from(["", "supports", "opposes", "understands"]))


def uses() -> st.SearchStrategy[FormulaUse]:
    return st.builds(
        lambda day, number, verbs: FormulaUse(
            speaker="Xi Jinping", said_on=day, learned=LEARNED, document=f"article:{number}", verbs=verbs
        ),
        _DAYS,
        st.integers(1, 9),
        _VERBS,
    )


TITLES = ("", "Trade reached $5.8bn in 2022", "Товарооборот вырос до $363 млн", "贸易额达到50.8亿美元")


def founds(*titles: str) -> st.SearchStrategy[Found]:
    return st.builds(
        lambda title, place, here, before, original, corrected: Found(
            article=Article(id="1", text="", title=title, published=place.published),
            place=place,
            facts=here,
            before=before,
            before_read_at=datetime(2026, 1, 27, 11, 2, tzinfo=UTC) if before else None,
            original=original,
            corrected=corrected,
        ),
        st.sampled_from(titles or ("",)),
        places(),
        facts(),
        st.none() | facts(),
        st.none() | facts(),
        st.booleans(),
    )


def knowns() -> st.SearchStrategy[Known]:
    return st.builds(
        lambda numbers, words, phrases, told: Known(
            figures=tuple(numbers), statements=tuple(words), formulas=tuple(phrases), told_units=frozenset(told)
        ),
        st.lists(known_figures(), max_size=4),
        st.lists(known_statements(), max_size=3),
        st.lists(uses(), max_size=5),
        st.sets(st.sampled_from(["article:1", "article:2"])),
    )


@settings(PLAIN, max_examples=100)
@given(founds(*TITLES), knowns())
def test_a_comparison_never_raises_and_every_finding_is_whole(found: Found, known: Known):
    findings = compare(found, known, METRICS, TOPIC)

    for finding in findings:
        assert 0 < len(finding.summary) <= LONGEST
        assert "\n" not in finding.summary
        assert finding.group
    assert findings == compare(found, known, METRICS, TOPIC)


@settings(PLAIN, max_examples=40)
@given(founds(), knowns(), st.randoms(use_true_random=False))
def test_the_order_in_which_the_ledger_tells_what_it_knows_does_not_matter(found: Found, known: Known, chance):
    shuffled = list({one.id: one for one in known.figures}.values())
    once = Known(figures=tuple(shuffled), told_units=known.told_units)
    chance.shuffle(shuffled)
    again = Known(figures=tuple(shuffled), told_units=known.told_units)

    assert [one.verdict for one in compare(found, once, METRICS, TOPIC)] == [one.verdict for one in compare(found, again, METRICS, TOPIC)]


@settings(PLAIN, max_examples=40)
@given(founds(), knowns())
def test_the_same_article_read_again_is_silent(found: Found, known: Known):
    again = Found(article=found.article, place=found.place, facts=found.facts, before=found.facts)

    assert compare(again, known, METRICS, TOPIC) == ()


@settings(PLAIN, max_examples=40)
@given(founds(), knowns())
def test_one_unit_finding_a_document(found: Found, known: Known):
    told = [one.before.place.document for one in compare(found, known, METRICS, TOPIC) if one.verdict is Verdict.UNIT_CONFLICT]

    assert len(told) == len(set(told))
