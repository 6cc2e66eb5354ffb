"""For machines that watch over this one: /health says whether it answers, /metrics how much there is and waits."""

from collections import Counter

from fastapi import APIRouter
from fastapi.responses import JSONResponse, Response
from prometheus_client import CONTENT_TYPE_LATEST, CollectorRegistry, Gauge, generate_latest

from facts.rhythm import UNREADABLE, Health
from models.overviews import Queues, pressing, sizes
from models.values import ListedSource
from web.desk import At

router = APIRouter(include_in_schema=False)
_QUEUES = ("entries_waiting", "entries_failed", "versions_waiting", "versions_parked", "alerts_waiting", "alerts_dead")


@router.get("/health")
def health(desk: At) -> JSONResponse:
    """Whether the database answers; nothing else is told to strangers."""
    desk.store.last_passes(1)
    return JSONResponse({"status": "ok"})


@router.get("/metrics")
def metrics(desk: At) -> Response:
    """Counts for Prometheus, as of this moment."""
    registry = CollectorRegistry()
    queues = pressing(desk.store)
    for name, size in sizes(desk.store).items():
        _gauge(registry, name, f"{name.capitalize()} so far").set(size)
    for name in _QUEUES:
        _gauge(registry, name, name.replace("_", " ").capitalize()).set(getattr(queues, name))
    _ages(registry, queues, desk)
    _sources(registry, [one for one in desk.store.sources() if one.listed])
    return Response(generate_latest(registry), media_type=CONTENT_TYPE_LATEST)


def _gauge(registry: CollectorRegistry, name: str, told: str) -> Gauge:
    return Gauge(f"beltwatch_{name}", told, registry=registry)


def _ages(registry: CollectorRegistry, queues: Queues, desk: At) -> None:
    """Seconds since the last pass ended, and that the longest waiting alert waits."""
    now = desk.door.now()
    ended = [one.ended for one in desk.store.last_passes(20) if one.ended]
    age = _gauge(registry, "last_pass_age_seconds", "Seconds since a pass ended; not a number before the first")
    age.set((now - max(ended)).total_seconds() if ended else float("nan"))
    waits = _gauge(registry, "oldest_alert_age_seconds", "Seconds the longest waiting alert waits; 0 when none does")
    waits.set((now - queues.oldest_alert).total_seconds() if queues.oldest_alert else 0)


def _sources(registry: CollectorRegistry, listed: list[ListedSource]) -> None:
    _gauge(registry, "sources", "Sources on the watchlist").set(len(listed))
    _gauge(registry, "sources_unreadable", "Sources that are polled and could not be read").set(
        sum(one.state in UNREADABLE for one in listed if not one.dead)
    )
    states = Gauge("beltwatch_sources_by_state", "Sources in each state", ["state"], registry=registry)
    found = Counter(one.state for one in listed)
    for state in Health:
        states.labels(str(state)).set(found[state])
