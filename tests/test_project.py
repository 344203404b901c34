"""What holds for the repository as a whole: one version, locked files that fit, no trace of a machine."""

from __future__ import annotations

import os
import re
import subprocess
import sys
import tomllib
from pathlib import Path

import pytest
from packaging.requirements import Requirement
from packaging.version import Version

import specui
from tests.support.corpus import CHECKOUT

PYPROJECT = (CHECKOUT / "pyproject.toml").read_text(encoding="utf-8")
CONFIG = tomllib.loads(PYPROJECT)

TOP_LEVEL = (
    ".ci/run .editorconfig .gitattributes .github/workflows/ci.yml .gitignore .pre-commit-config.yaml "
    ".pre-commit-hooks.yaml ARCHITECTURE.md CHANGELOG.md CONTRIBUTING.md LICENSE Makefile README.md SECURITY.md docs pyproject.toml requirements/dev.txt "
    "requirements/run.txt sample_specs specui specui/py.typed specui/specs/families/production-spec/spec.md tests themes"
).split()

# Put together here so that this file does not hold what it looks for.
REGISTRIES = ("pypi" + ".org", "pythonhosted" + ".org", "registry.npm" + "js.org", "deb." + "debian.org")
MACHINE_PATHS = ("/work" + "/", "/farm" + "/", "/root" + "/", "/home" + "/", "/Users" + "/", "/tmp/dev" + "/")
TRACES = re.compile(
    "|".join(
        [re.escape(host) for host in REGISTRIES]
        + [rf"(?<![\w.}}]){re.escape(path)}" for path in MACHINE_PATHS]
    )
)


@pytest.mark.parametrize("name", TOP_LEVEL)
def test_top_level(name: str) -> None:
    assert (CHECKOUT / name).exists()


def test_version_stands_in_one_place() -> None:
    assert str(Version(specui.__version__)) == specui.__version__
    assert "version" not in CONFIG["project"]
    assert CONFIG["tool"]["hatch"]["version"]["path"] == "specui/__init__.py"


def test_no_trace_of_a_machine_or_a_registry() -> None:
    found = [
        f"{path.relative_to(CHECKOUT)}:{number}: {match[0]}"
        for path in _project_files()
        for number, line in enumerate(_text(path).splitlines(), 1)
        if (match := TRACES.search(line))
    ]
    assert found == []


@pytest.mark.parametrize(
    "trace", ["see /work" + "/main", "https://pypi" + ".org/simple", "'/home" + "/ada/x'"]
)
def test_a_trace_would_be_found(trace: str) -> None:
    assert TRACES.search(trace)


@pytest.mark.parametrize(
    "harmless", ["src/work/queue.ts", "/workspace", "~/home", "https://example.com/home"]
)
def test_other_paths_are_no_trace(harmless: str) -> None:
    assert not TRACES.search(harmless)


def test_every_ignored_rule_says_why() -> None:
    section = re.search(
        r"^\[tool\.ruff\.lint\]$.*?(?=^\[tool\.ruff\.lint\.flake8)", PYPROJECT, re.MULTILINE | re.DOTALL
    )
    assert section
    lint = CONFIG["tool"]["ruff"]["lint"]
    ignored = [*lint["ignore"], *(code for codes in lint["per-file-ignores"].values() for code in codes)]
    explained = [code for code, reason in _reasons(section[0]) if len(reason.split()) >= 2]
    assert sorted(explained) == sorted(ignored)


@pytest.mark.parametrize("name", ["run", "dev"])
def test_locked_file(name: str) -> None:
    text = (CHECKOUT / "requirements" / f"{name}.txt").read_text(encoding="utf-8")
    assert "://" not in text
    assert not re.search(r"^\s*-(?!-hash=sha256:[0-9a-f]{64})", text, re.MULTILINE)
    entries = re.findall(r"^[a-z0-9].*(?:\n    --hash.*)*", text, re.MULTILINE)
    assert entries
    assert [entry for entry in entries if "==" not in entry or "--hash=sha256:" not in entry] == []


def test_run_file_holds_what_the_project_asks_for() -> None:
    locked = _locked("run")
    for line in [*CONFIG["project"]["dependencies"], *CONFIG["build-system"]["requires"]]:
        wanted = Requirement(line)
        assert wanted.specifier.contains(locked[wanted.name]), line


def test_dev_file_extends_the_run_file() -> None:
    run, dev = _locked("run"), _locked("dev")
    assert run.items() <= dev.items()
    groups = CONFIG["dependency-groups"]
    for line in (line for group in ("test", "lint", "bench") for line in groups[group]):
        wanted = Requirement(line)
        assert wanted.specifier.contains(dev[wanted.name]), line


@pytest.mark.parametrize("path", ["sample_specs/x.md", "tests/fixtures/a/b.md"])
def test_git_keeps_samples_and_fixtures_byte_for_byte(path: str) -> None:
    told = subprocess.run(
        ["git", "check-attr", "text", "--", path], cwd=CHECKOUT, capture_output=True, text=True, check=True
    )
    assert told.stdout == f"{path}: text: unset\n"


def test_ci_script_can_be_executed() -> None:
    assert os.access(CHECKOUT / ".ci" / "run", os.X_OK)


def test_tests_are_no_package() -> None:
    assert list((CHECKOUT / "tests").rglob("__init__.py")) == []


def test_check_imports_no_screen(samples: Path) -> None:
    # What the interpreter itself reports, so however the command ends it is seen.
    command = "-X importtime -m specui check --no-cache --exit-zero".split()
    done = subprocess.run(
        [sys.executable, *command, samples], cwd=CHECKOUT, capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stderr[-2000:]
    loaded = {
        line.rpartition("|")[2].strip()
        for line in done.stderr.splitlines()
        if line.startswith("import time:")
    }
    assert "specui.cli" in loaded
    assert {name for name in loaded if re.match(r"(textual|rich|specui\.tui)\b", name)} == set()


def test_no_file_outgrows_a_reader() -> None:
    long = {
        path.relative_to(CHECKOUT).as_posix(): count
        for path in _project_files()
        if path.suffix in {".py", ".tcss"} and (count := len(_text(path).splitlines())) > 500
    }
    assert long == {}


def _reasons(section: str) -> list[tuple[str, str]]:
    return re.findall(r'"([A-Z]+[0-9]*)"[^#\n]*(?:#[ ]*([^\n]*))?$', section, re.MULTILINE)


def _locked(name: str) -> dict[str, str]:
    text = (CHECKOUT / "requirements" / f"{name}.txt").read_text(encoding="utf-8")
    return dict(re.findall(r"^([a-z0-9-]+)==(\S+)", text, re.MULTILINE))


def _project_files() -> list[Path]:
    told = subprocess.run(["git", "ls-files", "-z"], cwd=CHECKOUT, capture_output=True, text=True, check=True)
    paths = [CHECKOUT / name for name in told.stdout.split("\0") if name]
    assert paths
    return [path for path in paths if path.is_file()]


def _text(path: Path) -> str:
    return path.read_bytes().decode("utf-8", "replace")
