"""A service over one database: who may serve it, what is done beside the passes, and how it ends."""

import asyncio
from dataclasses import replace
from datetime import timedelta

import pytest

from connectors.errors import Fault, WatchlistError
from flows import serving
from flows.desk import Scene
from flows.report import Report
from flows.schedule import Pace
from flows.serving import SEAT, SeatTakenError, Service, keep_serving
from models.owners import new_owner
from models.rows import Filter

SECOND = timedelta(seconds=1)
PACE = Pace(shortest=0.05 * SECOND, longest=0.1 * SECOND, tick=0.05 * SECOND)
AWAY = "elsewhere:4711:88213:9f2c81aa"


@pytest.fixture
def service(outside, store, tmp_path):
    """Makes a service whose passes do nothing, and notes what it tells."""
    told = []

    def make(make_pass=None, **own):
        async def idle(_scene, _plan):
            return Report()

        scene = Scene(settings=outside.settings, database=str(store.engine.url), clock=lambda: outside.now, sources=())
        tell = lambda kind, report, seconds=0.0, skipped=0: told.append((kind, report))  # noqa: E731
        usual = {"scene": lambda: scene, "make_pass": make_pass or idle, "told": tell, "pace": PACE, "beat": 0.05}
        return Service(**(usual | own)), told

    return make


async def until_told(service, told, enough):
    """Serve until enough was told of."""
    stop = asyncio.Event()

    def tell(kind, report, seconds=0.0, skipped=0):
        told.append((kind, report))
        if enough([kind for kind, _ in told]):
            stop.set()

    await asyncio.wait_for(keep_serving(replace(service, told=tell), stop), 60)


async def for_a_while(service, seconds=1.0, **how):
    """Serve for so long."""
    stop = asyncio.Event()
    asyncio.get_running_loop().call_later(seconds, stop.set)
    await keep_serving(service, stop, **how)


def test_passes_are_made_and_the_nightly_duties_once(run, service):
    made, told = service()

    run(until_told(made, told, lambda kinds: kinds.count("pass") > 3 and "verify" in kinds))

    assert [kind for kind, _ in told].count("verify") == 1


def test_an_alert_goes_out_while_a_pass_is_still_under_way(run, service, store, outside):
    async def endless(_scene, _plan):
        await asyncio.sleep(60)

    made, told = service(endless)
    store.tell("one", "system", {"text": "something happened"}, outside.now)

    run(until_told(made, told, lambda kinds: "announce" in kinds and store.next_alert() is None))
    assert store.next_alert() is None


def test_o5_d12_a_second_service_says_who_is_there(run, service, store):
    made, told = service()
    store.take_seat(SEAT, AWAY, serving.wall_clock())

    with pytest.raises(SeatTakenError, match=r"Process 4711 on elsewhere serves this database since .*--wait"):
        run(for_a_while(made))
    assert told == []


def test_o5_or_waits_for_its_end(run, service, store):
    made, told = service()
    store.take_seat(SEAT, AWAY, serving.wall_clock())

    async def both():
        asyncio.get_running_loop().call_later(0.5, store.leave_seat, SEAT, AWAY)
        await for_a_while(made, 6.0, wait=True)

    run(both())
    assert "pass" in [kind for kind, _ in told]
    assert store.seat(SEAT, serving.wall_clock()) is None


def test_waiting_can_be_stopped(run, service, store):
    made, told = service()
    store.take_seat(SEAT, AWAY, serving.wall_clock())

    run(for_a_while(made, 0.3, wait=True))

    assert told == []
    assert store.seat(SEAT, serving.wall_clock()).machine == "elsewhere"


def test_s2_a_service_that_lost_its_seat_while_asleep_ends(run, service, store):
    made, _ = service()

    async def overtaken():
        asyncio.get_running_loop().call_later(0.4, overtake)
        await for_a_while(made, 30)

    def overtake():
        store.leave_seat(SEAT, made.owner)
        store.take_seat(SEAT, AWAY, serving.wall_clock())

    with pytest.raises(SeatTakenError):
        run(overtaken())
    assert store.seat(SEAT, serving.wall_clock()).machine == "elsewhere"


def test_what_runs_beside_is_begun_once_the_seat_is_taken_and_ended_with_it(run, service, store):
    seen = []

    class Beside:
        def __enter__(self):
            seen.append(store.seat(SEAT, serving.wall_clock()) is not None)

        def __exit__(self, *_):
            seen.append("ended")

    made, _ = service(beside=Beside)
    run(for_a_while(made, 0.3))

    assert seen == [True, "ended"]


def test_what_may_pass_is_told_and_the_next_pass_is_made(run, service):
    made = []

    async def once(_scene, _plan):
        made.append(None)
        if len(made) == 1:
            raise WatchlistError([Fault("feeds.yaml", 3, "it is half written", "end the line")])
        return Report(pages=1)

    serving_it, told = service(once)
    run(until_told(serving_it, told, lambda kinds: kinds.count("pass") > 1))

    first, second = [report for kind, report in told if kind == "pass"][:2]
    assert [missed.why for missed in first.missed] == [str(Fault("feeds.yaml", 3, "it is half written", "end the line"))]
    assert second.pages == 1


def test_what_nobody_foresaw_ends_the_service_and_frees_the_seat(run, service, store):
    async def fails(_scene, _plan):
        raise RuntimeError("nobody foresaw it")

    made, _ = service(fails)
    with pytest.raises(RuntimeError):
        run(for_a_while(made, 30))
    assert store.seat(SEAT, serving.wall_clock()) is None


def test_o5_two_services_started_at_once_make_one(run, service, store):
    one, _ = service(owner=AWAY)
    two = replace(one, owner=new_owner())

    async def both():
        return await asyncio.gather(for_a_while(one, 0.5), for_a_while(two, 0.5), return_exceptions=True)

    outcomes = run(both())
    assert sorted(type(outcome).__name__ for outcome in outcomes) == ["NoneType", "SeatTakenError"]
    assert store.findings(Filter()) == []
