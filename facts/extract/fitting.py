"""What can be an amount of which metric: by unit and kind, and by the words around."""

from facts.extract.numbers import Amount
from facts.extract.passages import Passage
from facts.figure import Kind

_MONEY = frozenset(
    {
        *("trade_turnover", "exports", "imports", "trade_balance", "investment", "loans", "aid", "economic_effect"),
        *("contracts_signed", "potash_exports", "park_investment", "park_output", "park_exports", "park_taxes"),
    }
)
_UNNAMED = "unknown_currency"
_WEIGHED = frozenset({"exports", "imports", "potash_exports"})
_COMPANIES = frozenset({"companies", "residents", "enterprises", "firms", "newcomers"})
_COUNTED = {
    "mutual_visits": frozenset({"visits"}),
    "bri_members": frozenset({"countries", "organizations", "organisations", "states", "members"}),
    "park_residents": _COMPANIES,
    "park_residents_added": _COMPANIES,
    "park_jobs": frozenset({"people", "jobs", "workers", "employees", "workplaces", "specialists"}),
    "agreements_signed": frozenset({"agreements", "documents", "memorandums", "treaties", "accords", "deals", "pacts", "protocols"}),
    "contracts_signed": frozenset({"contracts"}),
    "joint_projects": frozenset({"projects"}),
    "talks_duration": frozenset({"hours", "minutes"}),
    "leaders_meetings": frozenset({"meetings", "talks"}),
    "students": frozenset({"people", "students"}),
}
_NUMBERED = frozenset(
    {"park_residents", "park_residents_added", "mutual_visits", "joint_projects", "contracts_signed", "students", "park_jobs"}
)
_SHARED = frozenset({"trade_turnover", "exports", "imports", "export_share"})
_AT_THE_PARK = {"investment": "park_investment", "exports": "park_exports"}
_OF_SHARES = ("multiple", "points")
_CUTS = ",;，；"
_JOURNEY = "_visits_to_"  # in the name of a metric that counts one person's: lukashenko_visits_to_china
_JOURNEYS = frozenset({"visits", "trips"})
_NO_CHANGE = frozenset({"trade_partner_rank", "bri_members", "agreements_signed", "leaders_meetings"})


def fits(amount: Amount, kind: Kind, metric: str) -> bool:
    """Whether an amount can be one of a metric, by its unit and what it measures."""
    if metric == "trade_partner_rank":
        return amount.form == "rank"
    if amount.form == "money" or amount.unit == _UNNAMED:
        return metric in _MONEY
    if amount.form in ("percent", "points", "multiple"):
        return _relates(amount, kind, metric)
    if amount.unit == "tonnes":
        return metric in _WEIGHED
    return amount.unit in (_JOURNEYS if _JOURNEY in metric else _COUNTED.get(metric, ()))


def _relates(amount: Amount, kind: Kind, metric: str) -> bool:
    """Whether a percentage or a multiple can be one of a metric: its change or a share."""
    if metric == "export_share":
        return (amount.form == "percent" and kind == Kind.SHARE) or (amount.form in _OF_SHARES and kind == Kind.CHANGE)
    if amount.form == "multiple" and (kind == Kind.LEVEL or metric == "talks_duration"):
        return kind != Kind.LEVEL
    return metric not in _NO_CHANGE and metric != "talks_duration" and _JOURNEY not in metric


def suits(passage: Passage, index: int, metric: str) -> bool:
    """Whether the words around an amount allow a metric whose own words alone say too little."""
    table, around, form = passage.table, passage.around, passage.amounts[index].form
    if form in ("percent", *_OF_SHARES) and not _moves(passage, index, metric):
        return False
    if metric.startswith("park_"):
        return at_the_park(passage)
    needed = {"leaders_meetings": "leaders", "agreements_signed": "signed", "bri_members": "members"}.get(metric)
    if needed:
        return table[needed].search(around) is not None
    if _JOURNEY in metric:
        return bool(table["traveller"].search(around) and table["partner"].search(around + passage.title))
    if metric == "talks_duration":
        return form != "multiple" or table["longer"].search(passage.words) is not None
    return True


def _moves(passage: Passage, index: int, metric: str) -> bool:
    """Whether it is the metric that changes: no percentage of people without their number, no multiple of exports whose share grew."""
    if metric in _NUMBERED:
        return passage.table["numbers"].search(passage.words) is not None
    if passage.amounts[index].form in _OF_SHARES and metric in _SHARED:
        return _is_of_share(passage, index, metric) is (metric == "export_share")
    return True


def _is_of_share(passage: Passage, index: int, metric: str) -> bool:
    """Whether it is a share that changes: "its share in exports doubled", but not "its share grew, and exports doubled"."""
    left = passage.left(index)
    if index and passage.amounts[index].form == "points" and passage.amounts[index - 1].form == "percent" and "(" in left:
        return True  # "4 % of exports (0.3 points more than …)"
    share = next(iter(reversed(list(passage.table["slices"].finditer(left)))), None)
    if share is None:
        return False
    start = passage.amounts[index].start - len(left)
    comma = start + max(left.rfind(mark, share.end()) for mark in _CUTS)
    return comma < start + share.end() or not any(
        comma <= one.start < passage.amounts[index].start and one.metric == metric for one in passage.triggers
    )


def at_the_park(passage: Passage) -> bool:
    """Whether a sentence is about the industrial park: it says so, its paragraph did, or the title does and nothing leads away."""
    park, nation = passage.table["park"], passage.table["nation"]
    if park.search(passage.words):
        return True
    if nation.search(passage.words):
        return False
    return park.search(passage.before) is not None or park.search(passage.title) is not None


def for_the_park(passage: Passage, index: int, metric: str) -> str:
    """The park's own metric where a sentence is about the park: its investment is not the country's, all its residents no new ones."""
    if metric == "park_residents_added" and passage.table["totals"].search(passage.left(index)):
        return "park_residents"
    near = passage.left(index)
    if passage.table["nation"].search(near) and not passage.table["park"].search(near):
        return metric
    return _AT_THE_PARK[metric] if metric in _AT_THE_PARK and at_the_park(passage) else metric
