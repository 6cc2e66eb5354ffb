"""Who answers for a figure: the narrowest stretch around it."""

import pytest

from facts.article import Article
from facts.extract.credits import credits as find_credits
from facts.extract.statements import read_statements


def _answers(text: str, words: str, language: str, topic, title: str = "") -> str | None:
    article = Article(id="case", text=text, title=title)
    start = text.index(words)
    around = [
        one
        for one in find_credits(article, read_statements(article, language, topic), language, topic)
        if one.start <= start and start + len(words) <= one.end
    ]
    return min(around, key=lambda one: one.end - one.start).name if around else None


@pytest.mark.parametrize(
    ("language", "text", "words", "name"),
    [
        ("en", "Trade reached $8.9 billion, Nikolai Snopkov said.", "$8.9 billion", "Nikolai Snopkov"),
        ("en", "Nikolai Snopkov opened the forum. Trade reached $8.9 billion.", "$8.9 billion", None),
        ("en", "According to the General Administration of Customs, trade reached $8.9 billion.", "$8.9 billion", "Chinese customs"),
        ("ru", "Товарооборот достиг 8,9 млрд долларов, сообщил Николай Снопков.", "8,9 млрд", "Nikolai Snopkov"),
        ("ru", "По данным Белстата, товарооборот достиг 8,9 млрд долларов.", "8,9 млрд", "Belstat"),
        ("ru", "Эффект составит 3,5 млрд долларов. Такую оценку привел вице-премьер Николай Снопков.", "3,5 млрд", "Nikolai Snopkov"),
        ("ru", "Пётр Кузьмин, посол Беларуси в Китае\n\nЭкспорт вырос на 5%.", "5%", "Pyotr Kuzmin"),
        ("ru", "Всего в Китай ушло 300 тракторов, сообщили журналистам в Минэкономики.", "300", "Belarusian economy ministry"),
        ("ru", "Минэкономики ждёт роста. Там сообщают, что экспорт вырос на 5%.", "5%", "Belarusian economy ministry"),
        ("ru", "По мнению Льва Львовского, экспорт вырос на 5%.", "5%", "Lev Lvovsky"),
        ("ru", "Поставки выросли на 5%, рассказали в Гродненском облисполкоме.", "5%", "Grodno Oblast Executive Committee"),
        ("be", "Пастаўкі выраслі на 5%, расказалі ў Гродзенскім аблвыканкаме.", "5%", "Grodno Oblast Executive Committee"),
        ("be", "Мінэканомікі чакае росту. Там паведамляюць, што экспарт вырас на 5%.", "5%", "Belarusian economy ministry"),
        ("be", "Паводле звестак Белстата, гандаль дасягнуў 8,9 млрд долараў.", "8,9 млрд", "Belstat"),
        ("zh", "据海关总署统计，双边贸易额达89亿美元。", "89亿美元", "Chinese customs"),
        ("zh", "谢小用表示，双边贸易额达89亿美元。", "89亿美元", "Xie Xiaoyong"),
        ("zh", "据海关统计，双边贸易额达89亿美元。", "89亿美元", "Chinese customs"),
        ("zh", "白俄罗斯官方统计显示，双边贸易额达89亿美元。", "89亿美元", "Belarusian statistics"),
        ("zh", "据海关总署统计，双边贸易额达89亿美元。\n\n钾肥降价。\n\n同期，进口下降8.5%。", "8.5%", "Chinese customs"),
        ("zh", "一、总量。据白俄罗斯国家统计委员会数据，贸易额达89亿美元。\n二、结构。出口16亿美元。", "16亿美元", None),
        ("zh", "记者从海关总署获悉，双边贸易额达89亿美元。", "89亿美元", "Chinese customs"),
        ("zh", "北京一位研究人员认为，双边贸易额只有89亿美元。", "89亿美元", "researcher"),
        ("zh", "一位不愿具名的波兰学者对记者表示，双边贸易额只有89亿美元。", "89亿美元", "scholar"),
        (
            "ru",
            "Выручка достигла 1,9 млрд рублей. Об этом говорится в сообщении администрации парка.",
            "1,9 млрд",
            "Great Stone administration",
        ),
        ("ru", "Поставки выросли до 2 млн тонн, следует из данных Белстата.", "2 млн", "Belstat"),
        ("be", "Кітай купіў 410 тысяч тон. Пра гэта сведчаць звесткі кітайскай мытні.", "410 тысяч", "Chinese customs"),
        ("be", "Гандаль дасягнуў 6,9 мільярда долараў, падлічылі ў кітайскай мытні.", "6,9 мільярда", "Chinese customs"),
        ("en", "The Belarusian finance ministry expects a loan of $500 million.", "$500 million", "Belarusian finance ministry"),
    ],
)
def test_whoever_said_a_figure_answers_for_it(language, text, words, name, topic):
    assert _answers(text, words, language, topic) == name


@pytest.mark.parametrize(
    ("title", "name"), [("Imports down a tenth, customs data show", "Chinese customs"), ("Imports down a tenth", None)]
)
def test_a_headline_that_names_its_source_speaks_for_the_whole_article(title, name, topic):
    text = "China bought less, the General Administration of Customs said.\n\nPotash fell.\n\nWhey came to 61,000 tonnes."

    assert _answers(text, "61,000", "en", topic, title) == name


@pytest.mark.parametrize(
    ("line", "name"),
    [
        ("By Zhang Wenchuan, Ambassador of China to Belarus", "Zhang Wenchuan"),
        ("Article by Zhang Wenchuan, Ambassador of China to Belarus", "Zhang Wenchuan"),
        ("By Anna Kowal, head of the Baltic Trade Institute", "Anna Kowal"),
        ("By Anna Kowal, staff correspondent", None),
        ("By Anna Kowal", None),
    ],
)
def test_an_official_who_signs_an_article_answers_for_its_figures(line, name, topic):
    text = f"{line}\n\nThe year was good.\n\nTrade reached $8.9 billion. It keeps growing."

    assert _answers(text, "$8.9 billion", "en", topic) == name


def test_the_house_an_english_article_opens_with_answers_for_its_first_paragraph_only(topic):
    text = "Trade reached $8.9 billion, Belstat reported.\n\nImports came to $7 billion."

    assert [_answers(text, words, "en", topic) for words in ("$8.9 billion", "$7 billion")] == ["Belstat", None]
