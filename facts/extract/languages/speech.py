"""The tables of speech: how a language says who said what. One YAML file a language, every row proved."""

from collections.abc import Mapping
from dataclasses import dataclass, fields
from functools import cache

from facts.extract.languages.joined import Joined
from facts.extract.languages.rows import check_settings, load_rows

_TABLES = (
    "offices",
    "cues",
    "object_cues",
    "fragment_cues",
    "that",
    "according",
    "informed",
    "between",
    "circumstances",
    "participles",
    "oblique",
    "plural_roles",
    "genitives",
    "pronouns",
    "there",
    "oblique_pronouns",
    "roles",
    "bodies",
    "names",
    "no_names",
    "honorifics",
    "title_before",
    "names_behind",
    "articles",
    "owns",
    "belongs",
    "posted",
    "answers",
    "listeners",
    "bylines",
    "deputies",
    "aides",
    "bare_offices",
    "vague_roles",
    "titled",
    "indefinite",
    "introduced",
    "whose",
    "housed",
    "houses",
    "house_names",
    "local",
    "diplomats",
    "companies",
    "holding_cues",
    "told_before",
    "headlines",
    "foremost",
    "voices",
    "quoting_cues",
    "naming_cues",
    "document_cues",
    "back",
    "joined",
    "inserted",
    "oblique_words",
    "carriers",
    "datelines",
    "no_persons",
    "interruption",
    "dialogue",
    "bare",
    "tail",
    "sources",
    "estimates",
    "torn",
    "leading",
    "inside",
    "impersonal",
    "announces",
    "items",
    "turns",
    "deeds",
    "she",
    "he",
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Speech:
    """One language's way of attributing words. The patterns are the joined rows of the table of that name.

    spaced             words stand apart: length is counted in words, else in characters
    inverted           the speaker may stand behind the verb
    bare_clause        what is reported may follow the verb without a that-word
    governs            one verb speaks for the sentences behind it while they speak for a side
    lead_paraphrase    "statement", or "summary" where the first sentence's paraphrase only tells the quotation below in short
    keeps_that         the that-word belongs to the words reported
    opening_carries    the house whose figures an article opens with answers for its second paragraph too
    shortest_fragment  a shorter quotation inside a sentence is a scare quote or a title
    shortest_clause    a shorter clause is no statement
    english            what somebody without a name is called in English, by the word of this language
    """

    language: str
    spaced: bool
    inverted: bool
    bare_clause: bool
    governs: bool
    lead_paraphrase: str
    keeps_that: bool
    opening_carries: bool
    shortest_fragment: int
    shortest_clause: int
    english: Mapping[str, str]
    patterns: Mapping[str, Joined]

    def __getitem__(self, table: str) -> Joined:
        return self.patterns[table]

    def length(self, words: str) -> int:
        """Length of a stretch of text as this language counts it: in words or in characters."""
        return len(words.split()) if self.spaced else len(words)


@cache
def load_speech(language: str) -> Speech:
    """Load the table of one language.

    language  "en", "ru", "be" or "zh".
    raises    UnprovedRowError naming file, table and row where a row is not found in its own proof.
    """
    name = f"{language}-speech.yaml"
    patterns, settings = load_rows(name, _TABLES)
    check_settings(name, settings, [field.name for field in fields(Speech)])
    return Speech(language=language, patterns=patterns, **settings)
