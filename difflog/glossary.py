"""What the words of the log mean, one plain sentence each: for the manual, for help and for the page."""

from collections.abc import Mapping

from facts.finding import Level, Verdict

LEVELS: Mapping[Level, str] = {
    Level.ACT: "Goes out at once, one message for one development.",
    Level.NOTE: "Waits for the digest.",
    Level.LOG: "Is only counted.",
}

VERDICTS: Mapping[Verdict, str] = {
    Verdict.CONFIRMS: "The same figure again, within rounding, for the same period and side.",
    Verdict.REFINES: "The same figure told more exactly: $5.8bn is now $5.79bn.",
    Verdict.UPDATES: "The same thing for a later period, with the step and whether like stands beside like.",
    Verdict.BACKFILLS: "The same thing for an earlier period than was known.",
    Verdict.CONFLICTS: "Two numbers for one thing and one period that cannot both be right.",
    Verdict.UNIT_CONFLICT: "The same number in another currency: £5.8bn here, $5.8bn there.",
    Verdict.MIRROR_GAP: "The other country's statistics of the same trade; the gap is a series of its own.",
    Verdict.SCOPE_CONFLICT: "Goods in one text, goods and services in the other.",
    Verdict.PERIOD_CONFLICT: "One number under two periods, or a year below its own first months.",
    Verdict.INCONSISTENT: "The arithmetic does not hold: parts and sum, multiple and values, headline and text.",
    Verdict.NEW: "A figure or a statement that nothing known speaks about.",
    Verdict.EDITED: "A published article was changed in a fact after we had read it.",
    Verdict.DRIFT: "A copy of a story differs from its origin in a fact.",
    Verdict.REPEATS: "A statement in the same words again.",
    Verdict.REWORDED: "A statement of the same occasion in other words or another language.",
    Verdict.SHIFTED: "A set phrase with another verb, polarity or wording than this speaker used before.",
    Verdict.FORMULA_NEW: "A set phrase that this speaker had not used.",
    Verdict.FORMULA_ABSENT: "A set phrase that stood in the speaker's last three comparable texts is missing.",
}

STATES: Mapping[str, str] = {
    "new": "Nobody has looked at it yet.",
    "accepted": "A review said it is right: it moves the ledger's current value.",
    "rejected": "A review said it is wrong, and why: it leaves the ledger.",
    "watching": "A review left it open.",
}

KEYS: Mapping[str, str] = {
    "id": "number in the log, without gaps",
    "recorded_at": "when the finding was written",
    "level": "how much attention it asks for",
    "verdict": "what the fact is beside what was known",
    "fact": "`figure` or `statement`",
    "metric": "canonical name of the watchlist, or a short free label from the text",
    "flow": "direction, by the codes of the two countries and told from the home side",
    "scope": "`goods`, `services`, `goods_and_services`, or null",
    "reporter": "whose statistics: the code of a country, as `BY` and `CN`, `other`, or null where the text does not say",
    "kind": "`level`, `change`, `share` or `rank`",
    "modality": "`actual`, `estimate`, `declared`, `planned` or `target`",
    "cumulative": "true for year-to-date and since-figures",
    "period": "`2022`, `2023-03`, `2023-12-04`, `2025-01..2025-11`, `since 2023-03`, `until 2025-06`, `per year`, or null",
    "qualifier": "`exact`, `about`, `over`, `under` or `nearly`",
    "unit": "ISO 4217 code, a measure, or the counted noun",
    "speaker": "canonical English name, or the role where no name is given",
    "speaker_role": "the office held on that day",
    "mode": "`direct` in the speaker's words, `indirect` in the reporter's",
    "formulas": "ids of the set phrases of diplomacy in it",
    "text": "the words as published",
    "sentence": "the sentence around them",
    "reading": "how the number was read",
    "attributed_to": "who says it, or null",
    "about_relations": "false for figures of other countries or matters",
    "outlet": "who published it",
    "camp": "who stands behind the outlet",
    "lang": "language of the article",
    "source": "name of the feed in the watchlist",
    "url": "address of the article",
    "summary": "old → new in one line",
    "hash": "SHA-256 over this row and the one before it",
    "previous_hash": "that of the row before",
    "start": "offset of the first character in the article's text",
    "end": "offset behind the last character",
}
