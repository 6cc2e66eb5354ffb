"""The four steps of a pass: plain async functions over a desk, each taking its own work from the store."""

from flows.steps.announce import announce, digest_if_due
from flows.steps.judge import judge
from flows.steps.poll import poll
from flows.steps.read import read

__all__ = ["announce", "digest_if_due", "judge", "poll", "read"]
