"""What a pass leaves on Prefect's page: its findings and what could not be read, to look at and as a table."""

from collections.abc import Sequence
from typing import Any

from prefect.artifacts import acreate_markdown_artifact, acreate_table_artifact

from difflog.text import inert, line
from facts.rhythm import UNREADABLE
from flows.report import Report
from models.rows import Row

SHOWN = 100  # rows shown of each kind; all findings stand in the log
_MEANING = str.maketrans({mark: f"\\{mark}" for mark in "\\`*_{}[]<>()#+-!|~"})
_COLUMNS = ("id", "level", "verdict", "metric", "period", "value", "unit", "speaker", "outlet", "url")


async def leave_artifacts(report: Report, key: str) -> None:
    """Write both artifacts of a pass.

    key  small letters, figures and dashes; earlier passes of the same key are its history on Prefect's page
    """
    await acreate_markdown_artifact(markdown=as_markdown(report), key=key, description="What this pass found and could not read")
    await acreate_table_artifact(table=as_table(report.findings), key=f"{key}-findings", description="The findings of this pass")


def as_markdown(report: Report) -> str:
    """A pass in Markdown. Words from outside are escaped, so that no title can put a link or a heading there."""
    told = sorted(report.findings, key=lambda row: ("act", "note", "log").index(row.level))
    missed = report.missed
    unread = [source for source in report.polled if source.state in UNREADABLE]
    return "\n".join(
        [
            f"**{len(report.polled)} sources asked, {len(unread)} of them unreadable.** {report.new_entries} new items, "
            f"{report.pages} pages read, {report.set_aside} set aside, {report.judged} articles judged, {report.alerts} alerts sent.",
            "",
            *_section("Findings", [f"- {_words(line(row).plain)}" for row in told[:SHOWN]], "Nothing new."),
            *([f"- and {len(told) - SHOWN} more, in the log"] if len(told) > SHOWN else []),
            *_section("Could not be read", [f"- {one.step}: {_words(one.what)}: {_words(one.why)}" for one in missed[:SHOWN]], "Nothing."),
            *([f"- and {len(missed) - SHOWN} more"] if len(missed) > SHOWN else []),
        ]
    )


def as_table(rows: Sequence[Row]) -> list[dict[str, Any]]:
    """The findings with the columns by which one is found again; the rest is one ``beltwatch show`` away."""
    made = [row.as_json() for row in rows[:SHOWN]]
    return [{name: inert(str(row[name])) if row.get(name) is not None else "" for name in _COLUMNS} for row in made]


def _section(heading: str, rows: list[str], none: str) -> list[str]:
    return [f"### {heading}", "", *(rows or [none]), ""]


def _words(text: str) -> str:
    return inert(text).translate(_MEANING)
