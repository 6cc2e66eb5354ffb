"""What prefect.yaml promises of a server that runs by itself: passes that never overlap, and a failure that reaches the operator."""

from contextlib import contextmanager

import pytest

from tests.receivers import receivers
from tests.stack.conftest import stack_in, until


@pytest.fixture(scope="module")
def deployed(tmp_path_factory):
    """A server with all deployments, none of which starts by the clock; gives the stack and the API."""
    with stack_in(tmp_path_factory.mktemp("deployed")) as stack:
        stack.env["BELTWATCH_DATABASE_URL"] = f"sqlite:///{stack.folder / 'beltwatch.db'}"
        stack.env["PREFECT_SERVER_ALLOW_EPHEMERAL_MODE"] = "false"
        api = stack.prefect(automatic=True)
        stack.do("prefect", "work-pool", "create", "beltwatch", "--type", "process")
        stack.do("prefect", "--no-prompt", "deploy", "--all")
        for deployment in api.deployments().values():
            api.post(f"/deployments/{deployment['id']}/pause_deployment")
        yield stack, api


@contextmanager
def told_over(stack):
    """A webhook as the operator's channel."""
    with receivers() as (hook, _):
        stack.env["BELTWATCH_CHANNELS"] = hook.channel("/operator")
        yield hook


@pytest.mark.timeout(900)
@pytest.mark.usefixtures("alone")
def test_s8_a_pass_that_is_due_while_the_last_one_runs_is_called_off(deployed):
    _, api = deployed
    first, second, other = api.run("part-1-of-2"), api.run("part-1-of-2"), api.run("part-2-of-2")

    assert [api.move(first, "PENDING"), api.move(first, "RUNNING")] == ["PENDING", "RUNNING"]
    assert (api.move(second, "PENDING"), api.move(other, "PENDING")) == ("CANCELLED", "PENDING")

    assert api.move(first, "COMPLETED") == "COMPLETED"
    assert api.move(api.run("part-1-of-2"), "PENDING") == "PENDING"


@pytest.mark.timeout(900)
@pytest.mark.usefixtures("alone")
def test_a_pass_that_failed_is_told_to_the_operator_with_its_name(deployed):
    stack, api = deployed
    run = api.run("by-hand")
    name = api.get(f"/flow_runs/{run}")["name"]

    with told_over(stack) as hook:
        for state in ("PENDING", "RUNNING", "FAILED"):
            api.move(run, state)
        stack.worker("teller")
        arrivals = until(lambda: hook.at("/operator"), "the operator is told")

    assert [one.title for one in arrivals] == [f"✖ Prefect: the run {name} ended as Failed"]
