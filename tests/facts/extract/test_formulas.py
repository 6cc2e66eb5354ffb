"""Set phrases of diplomacy, their verbs, and what a statement is about."""

import pytest

from facts.extract.formulas import find_formulas, find_subjects, find_verb


@pytest.mark.parametrize(
    ("language", "words", "formula"),
    [
        ("en", "an all-weather and comprehensive strategic partnership", "all_weather_partnership"),
        ("ru", "всепогодное и всестороннее стратегическое партнёрство", "all_weather_partnership"),
        ("be", "усёпагоднае і ўсебаковае стратэгічнае партнёрства", "all_weather_partnership"),
        ("zh", "全天候全面战略伙伴关系", "all_weather_partnership"),
        ("zh", "全天候全面戰略夥伴關係", "all_weather_partnership"),
        ("en", "a community with a shared future for mankind", "shared_future"),
        ("ru", "сообщество единой судьбы человечества", "shared_future"),
        ("zh", "推动构建人类命运共同体", "shared_future"),
        ("en", "the Global Development Initiative", "global_development"),
        ("ru", "Инициатива по глобальному развитию", "global_development"),
        ("zh", "全球发展倡议", "global_development"),
        ("en", "the Global Security Initiative", "global_security"),
        ("zh", "全球安全倡議", "global_security"),
        ("en", "the Global Civilization Initiative", "global_civilisation"),
        ("zh", "全球文明倡议", "global_civilisation"),
        ("en", "the Global Governance Initiative", "global_governance"),
        ("zh", "全球治理倡议", "global_governance"),
        ("en", "oppose external interference in internal affairs", "outside_interference"),
        ("zh", "反对外部势力干涉内政", "outside_interference"),
        ("en", "firmly adheres to the one-China principle", "one_china"),
        ("ru", "принцип одного Китая", "one_china"),
        ("be", "прынцып аднаго Кітая", "one_china"),
        ("zh", "坚定奉行一个中国原则", "one_china"),
        ("en", "the Belt and Road Initiative", "belt_and_road"),
        ("ru", "инициатива «Один пояс, один путь»", "belt_and_road"),
        ("be", "ініцыятыва «Адзін пояс, адзін шлях»", "belt_and_road"),
        ("zh", "高质量共建“一带一路”", "belt_and_road"),
        ("zh", "高質量共建「一帶一路」", "belt_and_road"),
    ],
)
def test_a_set_phrase_is_found_in_every_language(language, words, formula, topic):
    assert formula in find_formulas(words, language, topic)


@pytest.mark.parametrize(
    ("language", "words"),
    [
        ("en", "The road to Grodno is closed and the belt of the machine is torn."),
        ("ru", "Торговля растёт, дорога открыта."),
        ("be", "Гандаль расце, дарога адкрытая."),
        ("zh", "两国贸易额增长。"),
    ],
)
def test_plain_words_are_no_set_phrase(language, words, topic):
    assert find_formulas(words, language, topic) == ()


def test_the_verb_tells_support_from_its_absence(topic):
    supported = find_verb("Belarus supports the Global Security Initiative", "global_security", "en", topic)

    assert supported
    assert find_verb("Belarus knows of the Global Security Initiative", "global_security", "en", topic) != supported
    assert find_verb("nothing of the kind", "no such formula", "en", topic) == ""


@pytest.mark.parametrize(
    ("language", "words", "subject"),
    [
        ("en", "trade between the two countries keeps growing", "trade"),
        ("ru", "торговля двух стран растёт", "trade"),
        ("zh", "双边贸易额增长", "trade"),
        ("en", "unjustified sanctions of the West", "sanctions"),
        ("ru", "необоснованные санкции Запада", "sanctions"),
        ("zh", "反对单边制裁", "sanctions"),
        ("en", "residents of the Great Stone park", "great_stone"),
        ("ru", "резиденты парка «Великий камень»", "great_stone"),
        ("be", "рэзідэнты парку «Вялікі камень»", "great_stone"),
    ],
)
def test_the_subject_of_a_statement_is_told(language, words, subject, topic):
    assert subject in find_subjects(words, language, topic)
