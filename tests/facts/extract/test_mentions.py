"""Who is named where, and what belongs to one naming."""

import pytest

from facts.extract.frames import read_frames
from facts.extract.languages.literals import all_of, alternatives, must_hold
from facts.extract.languages.proof import pattern
from facts.extract.languages.speech import load_speech


def _named(text: str, language: str, topic) -> list[tuple[str, str, str]]:
    frames = read_frames(text, topic, load_speech(language))
    return [(one.kind, one.party.name if one.party else one.words, one.role) for frame in frames for one in frame.mentions]


@pytest.mark.parametrize(
    ("language", "text", "named"),
    [
        ("en", "Foreign Ministry spokesperson Mao Ning smiled.", [("party", "Mao Ning", "Foreign Ministry spokesperson")]),
        ("en", "Minister Golovchenko smiled.", [("party", "Roman Golovchenko", "Minister")]),
        ("ru", "В зале была пресс-секретарь президента Наталья Эйсмонт.", [("party", "Natalia Eismont", "пресс-секретарь президента")]),
        ("ru", "Министр секретарю не ответил.", [("role", "Министр", ""), ("role", "секретарю", "")]),
        ("be", "У зале быў міністр замежных спраў Максім Рыжанкоў.", [("party", "Maxim Ryzhenkov", "міністр замежных спраў")]),
        ("zh", "外交部副部长谢克列塔微笑。", [("party", "Igor Sekreta", "外交部副部长")]),
        ("zh", "经济部部长助理陈波在北京。", [("name", "陈波", "经济部部长助理")]),
    ],
)
def test_role_body_and_name_are_one_naming(language, text, named, topic):
    assert _named(text, language, topic) == named


def test_a_chinese_name_is_known_again_once_its_role_told_it(topic):
    assert [name for _, name, _ in _named("公司负责人陈波在北京。陈波喜欢茶。", "zh", topic)] == ["陈波", "陈波"]


@pytest.mark.parametrize(
    ("read", "letters"),
    [
        (r"\b(?:Roman )?Golovchenko\b", ("golovchenko",)),
        ("[习習]近平", ("近平",)),
        (r"Нацбанк\w{0,2}|ЦБ", ("нацбанк", "цб")),
        (r"(?:ab|cd)", ("ab", "cd")),
        (r"a?b*", ()),
        (r"(?-i:\bСи)\b", ("си",)),
        (r"\w+", ()),
    ],
)
def test_letters_that_must_stand_are_told_from_a_pattern(read, letters):
    assert must_hold(read) == letters


def test_every_name_of_the_topic_file_holds_the_letters_it_must(topic):
    for party in topic.parties:
        for row in (row for rows in party.words.values() for row in rows):
            keys = must_hold(row.read)
            found = pattern(row.read).search(row.proof)

            assert found is not None
            assert not keys or any(key in found.group().lower() for key in keys)


@pytest.mark.parametrize(
    ("read", "branches", "letters"),
    [
        (r"\b(?:Minsk|Brest region)\b", [r"\b(?:Minsk)\b", r"\b(?:Brest region)\b"], [{"minsk"}, {"brest", "region"}]),
        (r"(?:Roman )?Golovchenko", ["(?:Roman )?Golovchenko"], [{"golovchenko"}]),
        ("中[国國]|北京", ["中[国國]", "北京"], [{"中"}, {"北京"}]),
        (r"\bLi (?:Xi|Fei)\b", [r"\bLi (?:Xi)\b", r"\bLi (?:Fei)\b"], [{"li", "xi"}, {"li", "fei"}]),
        (r"Пекин(?! ст)", ["Пекин(?! ст)"], [{"пекин"}]),
    ],
)
def test_a_pattern_is_cut_into_branches_each_with_all_its_letters(read, branches, letters):
    assert list(alternatives(read)) == branches
    assert [all_of(branch) for branch in branches] == letters
