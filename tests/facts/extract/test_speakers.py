"""Who it is: by name, role and day, pronoun, body, or a name nobody listed."""

ABOUT = "speakers"


def test_the_speaker_is_told(language, case, said):
    assert said(case["text"], language, case.get("day")) == case["said"]


def test_a_name_of_one_script_is_the_speaker_of_another(said):
    speakers = {
        said("Lukashenko said that the talks went well.", "en")[0].split(" | ")[1],
        said("Лукашенко заявил, что переговоры прошли хорошо.", "ru")[0].split(" | ")[1],
        said("Лукашэнка заявіў, што перамовы прайшлі добра.", "be")[0].split(" | ")[1],
        said("Łukašenka zajaviŭ, što pieramovy prajšli dobra.", "be")[0].split(" | ")[1],
        said("卢卡申科表示，会谈进行得十分顺利。", "zh")[0].split(" | ")[1],
        said("盧卡申科表示，會談進行得十分順利。", "zh")[0].split(" | ")[1],
    }

    assert speakers == {"Alexander Lukashenko"}


def test_an_english_press_service_speaks_for_its_house(said):
    assert said("BelAZ sold 40 trucks to China, the plant's press service reported.", "en") == [
        "indirect | press service of BelAZ | BelAZ sold 40 trucks to China"
    ]


def test_press_offices_and_agencies_carry_what_others_say(said):
    assert said("Переговоры прошли хорошо, сообщила пресс-служба завода.", "ru") == []
