"""Names nobody listed, in Latin letters."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from facts.extract.chinese import sound
from facts.extract.transliteration import in_cyrillic, romanise


@pytest.mark.parametrize(
    ("name", "language", "latin"),
    [
        ("Елена Малиновская", "ru", "Elena Malinovskaya"),
        ("Юрий Горлов", "ru", "Yuri Gorlov"),
        ("Руслан Страхар", "be", "Ruslan Strakhar"),
        ("Юрый Горлаў", "be", "Yuri Gorlov"),
        ("Чжан Вэньчуань", "ru", "Zhang Wenchuan"),
        ("Сунь Пэном", "ru", "Sun Peng"),
        ("Лю Цзяньчао", "ru", "Liu Jianchao"),
        ("Се Сяаюн", "be", "Xie Xiaoyong"),
        ("Сі Цзіньпін", "be", "Xi Jinping"),
        ("Мао Нін", "be", "Mao Ning"),
        ("Иван Иванов", "ru", "Ivan Ivanov"),
        ("张文川", "zh", "Zhang Wenchuan"),
        ("張文川", "zh", "Zhang Wenchuan"),
        ("歐陽修", "zh", "Ouyang Xiu"),
        ("曾庆红", "zh", "Zeng Qinghong"),
        ("戈尔洛夫", "zh", "Gorlov"),
        ("叶尔马科娃", "zh", "Yermakova"),
        ("尤里·波利亚科夫", "zh", "Yuri Polyakov"),
        ("謝爾蓋·沃羅比約夫", "zh", "Sergei Vorobyov"),
        ("霍缅科", "zh", "Khomenko"),
        ("娜塔莎", "zh", "Natasha"),
        ("李登科", "zh", "Li Dengke"),
        ("冯德莱恩", "zh", "冯德莱恩"),
        ("Marta Kowalska", "en", "Marta Kowalska"),
    ],
)
def test_a_name_is_written_as_the_press_writes_it(name, language, latin):
    assert romanise(name, language) == latin


@pytest.mark.parametrize(
    ("latin", "cyrillic"),
    [("Jaraševič", "Ярашэвіч"), ("Łukašenka", "Лукашэнка"), ("kiraŭnik dziaržavy", "кіраўнік дзяржавы"), ("Minsk", "Minsk")],
)
def test_belarusian_of_latin_letters_is_read(latin, cyrillic):
    assert in_cyrillic(latin) == cyrillic


def test_spellings_of_one_foreign_name_sound_alike():
    assert sound("亚罗舍维奇") == sound("雅羅舍維奇") == sound("德米特里·雅罗舍维奇") != sound("雅罗申科")


@given(st.text(max_size=40), st.sampled_from(["en", "ru", "be", "zh"]))
@settings(deadline=None)
def test_any_name_can_be_written(name, language):
    assert isinstance(romanise(name, language), str)
    assert isinstance(in_cyrillic(name), str)
