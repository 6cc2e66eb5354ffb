"""Numbers that look alike and are two matters, told in whole sentences of four languages and read by the real reader."""

from datetime import date

import pytest

from tests.facts.compare.test_tongues import after, figures, names

TALKED = date(2023, 10, 2)


@pytest.mark.parametrize(
    ("language", "effect", "contracts"),
    [
        (
            "en",
            "Trade agreements of March 2023 gave Belarus an economic effect of more than $3.5 billion, Snopkov said of China.",
            "In March 2023, on the visit of Lukashenko to China, the sides signed contracts worth $3.56 billion.",
        ),
        (
            "ru",
            "Экономический эффект договоренностей с Китаем, достигнутых в марте 2023 года, превысил 3,5 млрд долларов, сообщил Снопков.",
            "Во время визита Лукашенко в Китай в марте 2023 года подписаны контракты на 3,56 млрд долларов.",
        ),
        (
            "be",
            "Эканамічны эфект дамоўленасцей з Кітаем, дасягнутых у сакавіку 2023 года, перавысіў 3,5 млрд долараў, паведаміў Снапкоў.",
            "Падчас візіту Лукашэнкі ў Кітай у сакавіку 2023 года падпісаны кантракты на 3,56 млрд долараў.",
        ),
        (
            "zh",
            "斯诺普科夫说，2023年3月中白达成的协议带来的经济效益超过35亿美元。",
            "2023年3月卢卡申科访华期间，中白双方签署了价值35.6亿美元的合同。",
        ),
    ],
)
def test_an_effect_of_over_3_5_is_neither_confirmed_nor_refined_by_contracts_for_3_56(language, effect, contracts):
    [finding] = after(language, effect, contracts)

    assert (str(finding.verdict), finding.before, finding.fact.metric) == ("new", None, "contracts_signed")


@pytest.mark.parametrize(
    ("language", "meetings", "fourteenth", "fifteenth"),
    [
        (
            "en",
            "Xi Jinping and Lukashenko have met 13 times.",
            "It was the 14th visit of Lukashenko to China.",
            "Lukashenko's 15th visit to China began on Sunday.",
        ),
        (
            "ru",
            "Си Цзиньпин и Лукашенко провели 13 встреч.",
            "Это 14-й визит Лукашенко в Китай.",
            "В воскресенье начался 15-й визит Лукашенко в Китай.",
        ),
        (
            "be",
            "Сі Цзіньпін і Лукашэнка правялі 13 сустрэч.",
            "Гэта 14-ы візіт Лукашэнкі ў Кітай.",
            "У нядзелю пачаўся 15-ы візіт Лукашэнкі ў Кітай.",
        ),
        ("zh", "习近平与卢卡申科已举行13次会晤。", "这是卢卡申科第14次访华。", "卢卡申科周日开始第15次访华。"),
    ],
)
def test_thirteen_meetings_a_fourteenth_visit_and_a_fifteenth(language, meetings, fourteenth, fifteenth):
    [visit] = after(language, meetings, fourteenth, published=date(2023, 12, 8))
    [next_visit] = after(language, f"{meetings}\n{fourteenth}", fifteenth)

    assert str(visit.verdict) == "new"
    assert (str(next_visit.verdict), next_visit.before.figure.value, next_visit.step.absolute) == ("updates", 14, 1)


@pytest.mark.parametrize(
    ("language", "known", "this_year", "year_before"),
    [
        (
            "en",
            "Trade turnover between Belarus and China was $5.8 billion in 2022.",
            "This year trade turnover between Belarus and China is already close to $5.8 billion.",
            "In 2022 trade turnover between Belarus and China was nearly $6 billion.",
        ),
        (
            "ru",
            "Товарооборот Беларуси и Китая в 2022 году составил 5,8 млрд долларов.",
            "В этом году товарооборот Беларуси и Китая уже приблизился к 5,8 млрд долларов.",
            "В 2022 году товарооборот Беларуси и Китая составил почти 6 млрд долларов.",
        ),
        (
            "be",
            "Тавараабарот Беларусі і Кітая ў 2022 годзе склаў 5,8 млрд долараў.",
            "Сёлета тавараабарот Беларусі і Кітая ўжо блізкі да 5,8 млрд долараў.",
            "У 2022 годзе тавараабарот Беларусі і Кітая склаў амаль 6 млрд долараў.",
        ),
        (
            "zh",
            "2022年，中白双边贸易额为58亿美元。",
            "今年，中白双边贸易额已接近58亿美元。",
            "2022年，中白双边贸易额接近60亿美元。",
        ),
    ],
)
def test_close_to_5_8_this_year_and_nearly_6_the_year_before(language, known, this_year, year_before):
    assert [str(one.qualifier) for one in figures(language, f"{this_year}\n{year_before}", TALKED)] == ["nearly", "nearly"]

    findings = after(language, known, f"{this_year}\n{year_before}", published=TALKED)

    assert names(findings) == ["updates", "confirms"]
    assert [str(one.level) for one in findings] == ["note", "log"]


@pytest.mark.parametrize(
    ("language", "first", "last", "tripled"),
    [
        (
            "en",
            "Trade turnover between Belarus and China was $2.5 billion in 2016.",
            "Trade turnover between Belarus and China came to ${} billion in 2025.",
            "From 2016 to 2025 trade turnover between Belarus and China tripled.",
        ),
        (
            "ru",
            "В 2016 году товарооборот Беларуси и Китая составил 2,5 млрд долларов.",
            "В 2025 году товарооборот Беларуси и Китая составил {} млрд долларов.",
            "С 2016 по 2025 год товарооборот Беларуси и Китая вырос втрое.",
        ),
        (
            "be",
            "У 2016 годзе тавараабарот Беларусі і Кітая склаў 2,5 млрд долараў.",
            "У 2025 годзе тавараабарот Беларусі і Кітая склаў {} млрд долараў.",
            "З 2016 па 2025 год тавараабарот Беларусі і Кітая вырас утрая.",
        ),
        ("zh", "2016年，中白双边贸易额为25亿美元。", "2025年，中白双边贸易额为{}亿美元。", "2016年至2025年，中白双边贸易额增长到3倍。"),
    ],
)
def test_8_9_after_2_5_is_not_tripled_and_7_6_is(language, first, last, tripled):
    wrong, right = {"en": ("8.9", "7.6"), "zh": ("89", "76")}.get(language, ("8,9", "7,6"))

    found = {
        value: names(after(language, first, f"{last.format(value)}\n{tripled}", published=date(2026, 1, 27))) for value in (wrong, right)
    }

    assert "inconsistent" in found[wrong]
    assert "inconsistent" not in found[right]
