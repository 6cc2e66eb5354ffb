"""Text → statements. ``read_statements`` is the only door."""

from facts.article import Article
from facts.extract.formulas import find_formulas, find_subjects
from facts.extract.said import Said
from facts.extract.script import read_script
from facts.statement import Mode, Statement
from facts.watch import Topic


def read_statements(article: Article, language: str, topic: Topic) -> tuple[Statement, ...]:
    """Find every statement of an article, direct and indirect, with its speaker.

    article   the text as published; ``published`` tells who held which office that day
    language  "en", "ru", "be" or "zh"
    returns   in reading order, never overlapping; ``article.text[start:end]`` are the words without outer quotation marks
    raises    nothing, on any text
    """
    script = read_script(article, language, topic)
    return tuple(_statement(said, article.text, language, topic) for said in script.said)


def _statement(said: Said, text: str, language: str, topic: Topic) -> Statement:
    words = text[said.start : said.end]
    return Statement(
        start=said.start,
        end=said.end,
        text=words,
        mode=Mode.DIRECT if said.direct else Mode.INDIRECT,
        speaker=said.speaker.name if said.speaker else None,
        speaker_role=said.speaker.role if said.speaker else None,
        cue=said.cue,
        topics=find_subjects(words, language, topic),
        formulas=find_formulas(words, language, topic),
        language=language,
    )
