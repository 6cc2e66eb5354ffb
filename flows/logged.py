"""What was done, as events of the program's own log: one for the whole, one for each finding that needs somebody, one for each failure."""

from connectors.logs import log
from flows.report import Report


def log_report(kind: str, report: Report, seconds: float = 0.0, skipped: int = 0) -> None:
    """Log a report.

    kind     "pass", "announce", "verify", "backfill"
    seconds  that it took; skipped: fixed turns that went by meanwhile
    """
    counted = {name: value if isinstance(value, int) else len(value) for name, value in report.as_json().items()}
    more = {"alerts": report.alerts} if kind in ("announce", "verify") else counted | {"seconds": round(seconds, 3), "skipped": skipped}
    log().info(kind, **more)
    for row in report.findings:
        if row.level == "act":
            log().info("finding", id=row.id, verdict=row.verdict, summary=row.summary, url=row.url)
    for missed in report.missed:
        log().warning("missed", step=missed.step, what=missed.what, why=missed.why)
