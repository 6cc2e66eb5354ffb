"""For machines that watch over this one: /health says whether it answers, /metrics how much there is and waits."""

from collections import Counter

from fastapi import APIRouter
from fastapi.responses import JSONResponse, Response
from prometheus_client import CONTENT_TYPE_LATEST, CollectorRegistry, Gauge, generate_latest

from facts.rhythm import Health
from models.upkeep import Counts
from web.desk import At

router = APIRouter(include_in_schema=False)
_KINDS = ("entries_waiting", "entries_failed", "versions_waiting", "versions_parked", "alerts_waiting", "alerts_dead")
_SIZES = ("sources", "entries", "articles", "figures", "statements", "findings")


@router.get("/health")
def health(desk: At) -> JSONResponse:
    """Whether the database answers; nothing else is told to strangers."""
    desk.store.last_passes(1)
    return JSONResponse({"status": "ok"})


@router.get("/metrics")
def metrics(desk: At) -> Response:
    """Counts for Prometheus, as of this moment."""
    registry = CollectorRegistry()
    counts = desk.store.counts()
    _sizes(registry, counts)
    _ages(registry, counts, desk)
    states = Gauge("beltwatch_sources_by_state", "Sources in each state", ["state"], registry=registry)
    found = Counter(one.state for one in desk.store.sources() if one.listed)
    for state in Health:
        states.labels(str(state)).set(found[state])
    return Response(generate_latest(registry), media_type=CONTENT_TYPE_LATEST)


def _sizes(registry: CollectorRegistry, counts: Counts) -> None:
    for name in (*_SIZES, *_KINDS):
        Gauge(f"beltwatch_{name}", name.replace("_", " "), registry=registry).set(getattr(counts, name))


def _ages(registry: CollectorRegistry, counts: Counts, desk: At) -> None:
    """Seconds since the last pass ended, and that the longest waiting alert waits."""
    now = desk.door.now()
    ended = [one.ended for one in desk.store.last_passes(20) if one.ended]
    age = Gauge("beltwatch_last_pass_age_seconds", "Seconds since a pass ended", registry=registry)
    age.set((now - max(ended)).total_seconds() if ended else float("nan"))
    oldest = counts.oldest_alert
    waits = Gauge("beltwatch_oldest_alert_age_seconds", "Seconds the longest waiting alert waits", registry=registry)
    waits.set((now - oldest).total_seconds() if oldest else 0)
