"""What has to be done beside the passes, without Prefect: alerts that are due, the day's digest, the log's chain, bytes let go of."""

from datetime import datetime

from connectors.channels import send
from connectors.errors import ChannelError
from connectors.readers import ACT, channels_of
from connectors.settings import Settings
from facts.alerting import digest_day
from flows.desk import Plan, Scene, open_desk
from flows.report import Missed, Report
from flows.steps import announce, digest_if_due
from models.chain import verify
from models.store import Store, open_store

_ANNOUNCE = Plan(steps=("announce",))


async def send_due(scene: Scene) -> Report:
    """Send every alert whose moment has come."""
    async with open_desk(scene, _ANNOUNCE) as desk:
        return await announce(desk)


async def send_all(scene: Scene) -> Report:
    """Send the digest if it is due, and every alert whose moment has come."""
    async with open_desk(scene, _ANNOUNCE) as desk:
        return await digest_if_due(desk) + await announce(desk)


async def send_digest(scene: Scene) -> Report:
    """Send the digest of the day once its hour has come in the reader's zone; once a day, however often it is asked."""
    async with open_desk(scene, _ANNOUNCE) as desk:
        return await digest_if_due(desk)


def something_to_send(store: Store, settings: Settings, now: datetime) -> bool:
    """Whether an alert is due or the day's digest: asked often, so that a desk is opened seldom."""
    due = store.next_alert()
    if due is not None and due <= now:
        return True
    turn = settings.digest_at
    if turn is None:
        return False
    last = store.last_digest(now.astimezone(settings.zone).date())
    return digest_day(turn, now, settings.zone, last[0] if last else None) is not None


def verify_log(scene: Scene) -> Report:
    """Walk the log's hash chain; each broken link is missed, and told to the operator once."""
    now = scene.clock()
    with open_store(scene.database) as store:
        broken = [str(one) for one in verify(store)]
        if broken:
            store.tell(f"chain/{broken[0]}"[:200], "system", {"text": f"the log is not as it was written: {broken[0]}"}, now)
    return Report(missed=tuple(Missed(step="verify", what="the log", why=why) for why in broken))


def let_go(scene: Scene) -> int:
    """Let go of raw bytes that were kept long enough; texts and facts stay. Returns how many pages that were."""
    with open_store(scene.database) as store:
        return store.forget_pages(scene.clock())


async def tell_operator(settings: Settings, key: str, title: str, body: str) -> Report:
    """Send a word about the machinery itself over every channel for what is urgent, past the database, which may be what failed."""
    channels = [channel for channel in channels_of(settings.channels) if channel.wants(ACT)]
    missed = []
    for channel in channels:
        try:
            await send(channel.address, title, body, key=key)
        except ChannelError as error:
            missed.append(Missed(step="announce", what=channel.name, why=error.reason))
    return Report(alerts=len(channels) - len(missed), missed=tuple(missed))
