"""Countries by their code: what they are called, and what their clocks show."""

from collections.abc import Mapping
from functools import cache
from pathlib import Path

import yaml


def name_of(code: str) -> str:
    """What a country is called in English: "Belarus" for "BY"; the code itself where it is none of ISO 3166."""
    return countries().get(code, {}).get("name", code)


def zone_of(code: str) -> str | None:
    """The IANA name of the zone a country's news is written in: "Europe/Minsk"; None where there are several, or no such country."""
    return countries().get(code, {}).get("zone")


@cache
def countries() -> Mapping[str, Mapping[str, str]]:
    """Every country: code → name and, where there is one, zone."""
    table: Mapping[str, Mapping[str, str]] = yaml.load(
        Path(__file__).with_name("countries.yaml").read_text(encoding="utf-8"), yaml.CSafeLoader
    )
    return table
