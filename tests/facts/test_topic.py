"""Is an article about Belarus and China together? Near misses of every kind, and the reason shown."""

import json
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from connectors.topicrules import topic_rules
from connectors.watchlist import read_page
from facts.article import Article, Entry
from facts.topic import judge_relevance, plausible
from facts.watch import Camp, Source, Topic

ROOT = Path(__file__).parents[2]
CORPUS = ROOT / "tests" / "corpus"
LANGUAGES = ("en", "ru", "be", "zh")


@pytest.fixture(scope="module")
def topic():
    page = read_page(ROOT / "watchlist" / "topic.yaml", Topic, "the topic", topic_rules())
    assert not page.faults
    return page.value


def _judge(topic, language: str, text: str, title: str = ""):
    return judge_relevance(Article(id="case", text=text, title=title), language, topic)


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("en", "Belarus and China signed an agreement on customs in Minsk."),
        ("en", "Lukashenko met Xi Jinping in Beijing on Monday."),
        ("en", "Residents of the Great Stone park started production of gearboxes."),
        ("en", "Belarusian dairy exports to China doubled last year."),
        ("ru", "Беларусь и Китай подписали соглашение о таможне."),
        ("ru", "В белорусских вузах учится около 9 тыс. китайских студентов."),
        ("be", "Мінск зноў едзе з працягнутай рукой. Пекін грошай не дае. Навошта гэта Лукашэнку?"),
        ("be", "Кітай па выніках года застаўся другім гандлёвым партнёрам Беларусі пасля Расіі."),
        ("ru", "Резиденты парка «Великий камень» запустили производство."),
        ("ru", "Экспорт белорусского молока в Китай удвоился."),
        ("be", "Беларусь і Кітай падпісалі пагадненне пра мытню."),
        ("be", "Рэзідэнты парку «Вялікі камень» запусцілі вытворчасць."),
        ("be", "Łukašenka sustreŭsia ŭ Piekinie z Si Czińpinam, handal Biełarusi z Kitajem vyras."),
        ("zh", "中白工业园新增十家企业。"),
        ("zh", "習近平會見白羅斯總統盧卡申科。"),
        ("zh", "白俄罗斯乳制品对华出口翻了一番。"),
    ],
)
def test_both_sides_acting_together_is_coverage(language, text, topic):
    verdict = _judge(topic, language, text)

    assert verdict.relevant
    assert verdict.score >= 0.5
    assert [why.split(":")[0] for why in verdict.why] == ["Belarus", "China"]


@pytest.mark.parametrize(
    ("language", "text"),
    [
        pytest.param("en", "Poland may close its border with Belarus, through which trains from China reach Duisburg.", id="border-en"),
        pytest.param("en", "The China-Europe Railway Express runs through Kazakhstan, Russia and Belarus to Germany.", id="route-en"),
        pytest.param("en", "Firms of China, Turkey, Kazakhstan, Iran and Belarus were added to the sanctions list.", id="list-en"),
        pytest.param("en", "The Belarusian won the tennis final in Beijing; the Chinese champion took the set and a medal.", id="sport-en"),
        pytest.param("en", "Russia and China held drills. Russia and Belarus will hold theirs in autumn.", id="other-pair-en"),
        pytest.param("en", "Diplomats from 20 countries, China and Belarus among them, planted trees in Dhaka.", id="embassy-en"),
        pytest.param("en", "Xinhua reports that Belarus has harvested its rye.", id="agency-en"),
        pytest.param("en", "China raised its tariffs on steel.", id="one-side-en"),
        pytest.param("en", "The weather was fine.", id="neither-en"),
        pytest.param("ru", "Польша закроет границу с Белоруссией, через которую идут поезда из Китая в ЕС.", id="border-ru"),
        pytest.param("ru", "В список вошли компании Китая, Турции, Казахстана и Белоруссии.", id="list-ru"),
        pytest.param("ru", "Белоруска выиграла теннисный турнир в Пекине, в финале она обыграла чемпионку из Китая.", id="sport-ru"),
        pytest.param("ru", "Лукашенко и Путин поговорили в Пекине перед парадом.", id="other-pair-ru"),
        pytest.param("ru", "Сотрудники посольств, среди них дипломаты из 20 стран, Китая и Беларуси, сажали деревья.", id="embassy-ru"),
        pytest.param("ru", "Белоруссия принята в Шанхайскую организацию сотрудничества.", id="organisation-ru"),
        pytest.param("be", "Польшча закрые мяжу з Беларуссю, праз якую ідуць цягнікі з Кітая ў ЕС.", id="border-be"),
        pytest.param("be", "У спіс трапілі кампаніі Кітая, Турцыі, Казахстана і Беларусі.", id="list-be"),
        pytest.param("be", "Беларуская тэнісістка выйграла тэнісны турнір у Пекіне, у фінале яна здабыла медаль.", id="sport-be"),
        pytest.param("zh", "波兰可能关闭与白俄罗斯接壤的口岸，中欧班列将改道。", id="border-zh"),
        pytest.param("zh", "欧盟把中国、土耳其、哈萨克斯坦和白俄罗斯的企业列入名单。", id="list-zh"),
        pytest.param("zh", "白俄罗斯选手在北京网球公开赛女单决赛夺冠，中国选手获亚军。", id="sport-zh"),
        pytest.param("zh", "20个国家的外交官包括中国和白俄罗斯使馆人员在达卡植树。", id="embassy-zh"),
        pytest.param("zh", "新华社阿斯塔纳7月4日电 上海合作组织接收白俄罗斯。", id="agency-zh"),
    ],
)
def test_a_near_miss_is_no_coverage_and_says_why(language, text, topic):
    verdict = _judge(topic, language, text)

    assert not verdict.relevant
    assert verdict.score < 0.5
    assert verdict.why


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("corpus", ["dev", "own"])
def test_the_corpora_are_told_apart(corpus, language, topic):
    rows = [json.loads(line) for line in (CORPUS / f"{corpus}-{language}.jsonl").read_text(encoding="utf-8").splitlines()]
    told = {row["id"]: _judge(topic, language, row["text"], row["title"]).relevant for row in rows}
    right = sum(told[row["id"]] and row["relevant"] for row in rows)

    assert 2 * right / (sum(told.values()) + sum(row["relevant"] for row in rows)) >= 0.97


def _source(home: str | None) -> Source:
    from datetime import timedelta

    return Source(
        name="case", url="https://news.example/", outlet="case", language="en", camp=Camp.OTHER, every=timedelta(days=1), home=home
    )


@pytest.mark.parametrize(
    ("home", "title", "worth"),
    [
        ("BY", "New customs rules with China", True),
        ("BY", "Rye harvest in Gomel", False),
        ("CN", "白俄罗斯总统抵达北京", True),
        ("CN", "北京降雪", False),
        (None, "Лукашенко улетел в Пекин", True),
        (None, "China raises tariffs", False),
        (None, "", True),
    ],
)
def test_an_entry_is_worth_reading_where_it_names_the_other_side(home, title, worth, topic):
    entry = Entry(source="case", identity="case", title=title)

    assert plausible(entry, _source(home), topic) is worth


@given(st.text(max_size=300), st.sampled_from(LANGUAGES))
@settings(deadline=None)
def test_any_text_is_judged(topic, text, language):
    assert 0 <= _judge(topic, language, text, text[:40]).score <= 1


@pytest.mark.parametrize(
    ("language", "title", "text", "relevant"),
    [
        ("ru", "Экспорт сыра в Китай", "Экспорт в Китай вырос на треть. Беларусь занимает третье место, уступая США и ЕС.", True),
        ("ru", "Уточнение", "В заметке о кредитах КНР была ошибка. Эксимбанк Китая даст меньше. Долг Беларуси не изменился.", True),
        ("ru", "Экспорт угля в Китай", "Россия нарастила экспорт в Китай. Россия продает и в Турцию. Беларусь угля не продает.", False),
        ("en", "Cheese exports to China", "Exports to China rose by a third. Belarus ranks third, behind the EU and the US.", True),
        ("en", "Coal exports to China", "Russia sold more. Russian exports to China doubled. Belarus sells no coal.", False),
        ("zh", "奶酪对华出口增长", "对华出口增长三成。白俄罗斯位居第三，次于美国和欧盟。", True),
    ],
)
def test_trade_with_china_counts_where_belarus_is_the_one_that_trades(language, title, text, relevant, topic):
    assert _judge(topic, language, text, title).relevant is relevant
