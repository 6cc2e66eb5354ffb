"""The stack as it is written down: what the files refer to is there, and nothing is open that should be shut."""

import re
import shlex
import subprocess
import sys
from pathlib import Path

import pytest
import typer.main
import yaml

from cli.program import program
from connectors.settings import Settings

ROOT = Path(__file__).resolve().parents[2]
COMPOSE = yaml.safe_load((ROOT / "docker-compose.yml").read_text())
DOCKERFILE = (ROOT / "Dockerfile").read_text()
SERVICES = COMPOSE["services"]
OURS = sorted(name for name, service in SERVICES.items() if service["image"].startswith("beltwatch"))


def names(listed):
    """The names in a list of short or long references."""
    return {one if isinstance(one, str) else one["source"] for one in listed}


def commands(service):
    """Every command line a service runs, as words; a shell's are taken apart."""
    words = [str(word) for word in service["command"]]
    words = words[1:] if words[0] == "with-secrets" else words
    if words[:2] == ["sh", "-c"]:
        return [shlex.split(part) for part in words[2].split("&&")]
    return [words]


def test_the_file_is_what_compose_reads():
    done = subprocess.run(
        [
            str(Path(sys.executable).with_name("check-jsonschema")),
            "--builtin-schema",
            "vendor.compose-spec",
            str(ROOT / "docker-compose.yml"),
        ],
        capture_output=True,
        text=True,
        check=False,
    )

    assert done.returncode == 0, done.stdout


@pytest.mark.parametrize("kind", ["secrets", "networks", "configs"])
def test_what_services_refer_to_is_declared_and_nothing_is_declared_for_nobody(kind):
    used = set().union(*(names(service.get(kind, [])) for service in SERVICES.values()))

    assert used == set(COMPOSE[kind])


def test_named_volumes_are_declared_and_folders_of_the_host_are_read_only():
    mounts = [mount.split(":") for service in SERVICES.values() for mount in service.get("volumes", [])]

    assert {mount[0] for mount in mounts if not mount[0].startswith(".")} == set(COMPOSE["volumes"])
    assert all(mount[2:] == ["ro"] for mount in mounts if mount[0].startswith("."))


def test_services_wait_for_services_that_are_there_and_healthy_or_done():
    for service in SERVICES.values():
        for other, how in service.get("depends_on", {}).items():
            expected = "service_completed_successfully" if SERVICES[other].get("restart") == "no" else "service_healthy"
            assert how == {"condition": expected}, other
            assert "healthcheck" in SERVICES[other] or expected.startswith("service_completed")


def test_everything_that_stays_up_is_asked_whether_it_is_well():
    assert [name for name, service in SERVICES.items() if service["restart"] != "no" and "healthcheck" not in service] == []


def test_w10_ports_are_open_on_this_machine_only_and_the_database_on_none():
    ports = {name: service["ports"] for name, service in SERVICES.items() if "ports" in service}

    assert sorted(ports) == ["prefect", "web"]
    assert all(port.startswith("127.0.0.1:") for listed in ports.values() for port in listed)
    assert SERVICES["postgres"]["networks"] == ["inside"]
    assert COMPOSE["networks"]["inside"] == {"internal": True}


@pytest.mark.parametrize("name", sorted(SERVICES))
def test_l4_nobody_is_root_and_nobody_may_become_it_or_write_outside_its_place(name):
    service = SERVICES[name]

    assert re.fullmatch(r"[1-9]\d*:[1-9]\d*", service["user"])
    assert service["read_only"] is True
    assert service["cap_drop"] == ["ALL"]
    assert service["security_opt"] == ["no-new-privileges:true"]
    assert "privileged" not in service
    assert not any("docker.sock" in str(mount) for mount in service.get("volumes", []))
    assert service["mem_limit"]
    assert service["tmpfs"]


def test_l4_images_are_pinned_to_an_exact_release():
    images = {service["image"] for service in SERVICES.values()} | set(re.findall(r"^FROM (\S+)", DOCKERFILE, re.MULTILINE))

    assert all(re.search(r":\d+\.\d+(\.\d+)?(-[a-z-]+)?$", image) for image in images), images
    assert re.search(r"uv==\d+\.\d+\.\d+", DOCKERFILE)
    assert "--locked" in DOCKERFILE


def test_i13_secrets_are_files_and_no_secret_stands_in_the_environment():
    assert all(list(secret) == ["file"] for secret in COMPOSE["secrets"].values())
    for service in SERVICES.values():
        for name, value in service.get("environment", {}).items():
            assert not re.search("password|auth|token|database_url|connection_url", name.lower()) or str(value).startswith("/run/secrets/")


def test_w10_prefects_server_asks_for_its_password_and_its_clients_have_it():
    assert "prefect_server_api_auth_string" in SERVICES["prefect"]["secrets"]
    assert all("prefect_api_auth_string" in SERVICES[name]["secrets"] for name in ("worker", "deploy"))


@pytest.mark.parametrize("name", OURS)
def test_every_command_is_one_there_is(name):
    ours = typer.main.get_command(program())
    for words in commands(SERVICES[name]):
        assert words[0] in ("beltwatch", "prefect")
        if words[0] == "beltwatch":
            command, rest = ours, words[1:]
            while rest and hasattr(command, "commands") and rest[0] in command.commands:
                command, rest = command.commands[rest[0]], rest[1:]
            assert command is not ours, words


@pytest.mark.parametrize("name", OURS)
def test_every_variable_and_secret_of_ours_is_a_setting(name):
    service = SERVICES[name]
    targets = {one if isinstance(one, str) else one["target"] for one in service.get("secrets", [])}
    given = [one.lower() for one in (*service.get("environment", {}), *targets) if one.lower().startswith("beltwatch_")]

    assert {one.removeprefix("beltwatch_") for one in given} <= set(Settings.model_fields)


def test_the_page_in_its_container_answers_to_the_name_it_is_published_by():
    environment = SERVICES["web"]["environment"]

    assert f"127.0.0.1:{environment['BELTWATCH_WEB_PORT']}" in environment["BELTWATCH_WEB_NAMES"].split()
    assert "beltwatch_web_token" in SERVICES["web"]["secrets"]


def test_workers_can_be_multiplied():
    worker = SERVICES["worker"]

    assert "container_name" not in worker
    assert "ports" not in worker
    assert worker["deploy"]["replicas"] >= 2


def test_what_the_image_is_made_of_is_there_and_reaches_the_builder():
    stages = set(re.findall(r"^FROM \S+ AS (\w+)", DOCKERFILE, re.MULTILINE))
    copied = [line.split()[1:-1] for line in re.findall(r"^COPY (?!--)(?:.+)$", DOCKERFILE, re.MULTILINE)]
    paths = {path for group in copied for path in group}
    sent = {line[1:] for line in (ROOT / ".dockerignore").read_text().splitlines() if line.startswith("!")}

    assert all((ROOT / path).exists() for path in paths | sent)
    assert paths <= sent
    assert set(re.findall(r"--from=(\w+)", DOCKERFILE)) <= stages
    assert {service["build"]["target"] for service in SERVICES.values() if "build" in service} <= stages
    packages = set(re.findall(r'"(\w+)"', re.search(r"^packages = \[(.*)\]", (ROOT / "pyproject.toml").read_text(), re.MULTILINE)[1]))
    assert {"cli", "flows", "watchlist"} <= packages & paths


def test_l4_the_image_is_run_by_nobody_special():
    assert DOCKERFILE.rstrip().splitlines()[-3:] == ["USER 10001:10001", "EXPOSE 8765", 'CMD ["beltwatch", "serve"]']


def test_a_command_is_given_what_lies_in_the_secrets_folder(tmp_path):
    script = tmp_path / "with-secrets"
    script.write_text(re.search(r"<<'SCRIPT' \S+\n(.*?)^SCRIPT$", DOCKERFILE, re.DOTALL | re.MULTILINE)[1])
    (tmp_path / "prefect_api_auth_string").write_text("analyst:a long word\n")
    (tmp_path / "beltwatch_web_token").write_text("not for this one")

    done = subprocess.run(
        ["sh", str(script), "sh", "-c", 'echo "$PREFECT_API_AUTH_STRING|${BELTWATCH_WEB_TOKEN:-none}"'],
        env={"PATH": "/usr/bin:/bin", "SECRETS": str(tmp_path)},
        capture_output=True,
        text=True,
        check=True,
    )

    assert done.stdout.strip() == "analyst:a long word|none"
