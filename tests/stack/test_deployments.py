"""prefect.yaml as it is written: every deployment names a flow there is, with parameters it has; the server's word is in test_processes."""

import inspect
from importlib import import_module
from pathlib import Path

import pytest
import yaml
from prefect import Flow

ROOT = Path(__file__).resolve().parents[2]
WRITTEN = yaml.safe_load((ROOT / "prefect.yaml").read_text())
DEPLOYMENTS = {one["name"]: one for one in WRITTEN["deployments"]}
PASSES = sorted(name for name in DEPLOYMENTS if name.startswith("part-"))


def flow_of(deployment):
    path, _, name = deployment["entrypoint"].partition(":")
    return getattr(import_module(path.removesuffix(".py").replace("/", ".")), name)


@pytest.mark.parametrize("name", sorted(DEPLOYMENTS))
def test_a_deployment_names_a_flow_and_parameters_that_can_be_typed_in(name):
    deployment = DEPLOYMENTS[name]
    flow = flow_of(deployment)
    given = deployment.get("parameters", {})

    assert isinstance(flow, Flow)
    assert set(given) <= set(inspect.signature(flow.fn).parameters)
    flow.validate_parameters(given)
    yaml.safe_dump(given)
    assert {"int", "bool", "list", "str", "Literal"} >= plain_types(flow)
    assert deployment["description"].rstrip().endswith((".", "schedule."))


def plain_types(flow):
    """What kinds of values the flow's parameters are, as far as a page must offer a field for them."""
    kinds = set()
    for parameter in inspect.signature(flow.fn).parameters.values():
        for kind in str(parameter.annotation).replace("<class '", "").replace("'>", "").split(" | "):
            kinds.add(kind.removeprefix("typing.").partition("[")[0])
    return kinds - {"None"}


def test_the_parts_together_are_all_sources():
    shards = {DEPLOYMENTS[name]["parameters"]["shards"] for name in PASSES}

    assert shards == {len(PASSES)}
    assert sorted(DEPLOYMENTS[name]["parameters"]["shard"] for name in PASSES) == list(range(len(PASSES)))


@pytest.mark.parametrize("name", [*PASSES, "announce", "digest", "verify", "backfill"])
def test_s8_what_is_scheduled_is_never_made_twice_at_a_time(name):
    limit = DEPLOYMENTS[name]["concurrency_limit"]

    assert (limit["limit"], limit["collision_strategy"]) == (1, "CANCEL_NEW")


def test_only_what_is_asked_for_by_hand_or_told_of_has_no_schedule():
    assert {name for name, one in DEPLOYMENTS.items() if "schedules" not in one} == {"by-hand", "backfill", "tell"}
    assert all(schedule["slug"] for one in DEPLOYMENTS.values() for schedule in one.get("schedules", []))


def test_everything_runs_in_the_pool_that_the_workers_of_the_stack_serve():
    compose = yaml.safe_load((ROOT / "docker-compose.yml").read_text())
    worker = compose["services"]["worker"]["command"]

    assert {one["work_pool"]["name"] for one in DEPLOYMENTS.values()} == {worker[worker.index("--pool") + 1]}
    assert worker[worker.index("--type") + 1] == "process"


def test_a_failed_pass_is_told_with_its_name_and_state():
    failed, silent = DEPLOYMENTS["tell"]["triggers"]

    assert set(failed["expect"]) == {"prefect.flow-run.Failed", "prefect.flow-run.Crashed"}
    assert set(failed["parameters"]) == {"run", "state"} == set(inspect.signature(flow_of(DEPLOYMENTS["tell"]).fn).parameters)
    assert silent["posture"] == "Proactive"
    tags = {tag for name in PASSES for tag in DEPLOYMENTS[name]["tags"]}
    assert {trigger["match_related"]["prefect.resource.id"] for trigger in (failed, silent)} == {f"prefect.tag.{tag}" for tag in tags}
