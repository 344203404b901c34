"""The installed package: built from the sdist, installed into a new venv from the locked files, and run there."""

from __future__ import annotations

import json
import subprocess
import sys
import tarfile
import venv
import zipfile
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

import pytest

import specui
from tests.support.corpus import CHECKOUT
from tests.support.pty_app import PtyApp

# One worker builds and installs once for all of these (pytest -n 2 --dist loadgroup).
pytestmark = pytest.mark.xdist_group("wheel")

SHIPPED = {"sample_specs": "specui/_data/sample_specs", "themes": "specui/_data/themes"}


@pytest.fixture(autouse=True, scope="module")
def _own_bytecode() -> Iterator[None]:
    """Let a venv that goes with the run keep its compiled files, where the run keeps them elsewhere."""
    with pytest.MonkeyPatch.context() as patch:
        patch.delenv("PYTHONPYCACHEPREFIX", raising=False)
        yield


@dataclass(frozen=True, slots=True)
class Built:
    sdist: Path
    wheel: Path


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory, user_environ: Mapping[str, str]) -> Built:
    out = tmp_path_factory.mktemp("dist")
    # Without --wheel the wheel is built from the sdist: what is missing there is missing here.
    _run(
        [sys.executable, "-m", "build", "--no-isolation", "--outdir", out, CHECKOUT],
        cwd=out,
        env=user_environ,
    )
    (sdist,), (wheel,) = out.glob("*.tar.gz"), out.glob("*.whl")
    return Built(sdist, wheel)


@pytest.fixture(scope="module")
def installed(
    built: Built, tmp_path_factory: pytest.TempPathFactory, user_environ: Mapping[str, str]
) -> Path:
    """Return the `bin` folder of a venv that holds the wheel and the locked dependencies, nothing else."""
    place = tmp_path_factory.mktemp("fresh") / "venv"
    venv.create(place, with_pip=False, symlinks=True)
    python = place / "bin" / "python"
    pip: list[str | Path] = [
        sys.executable,
        "-m",
        "pip",
        "--python",
        python,
        "install",
        "--quiet",
        "--no-compile",
    ]
    locked = CHECKOUT / "requirements" / "run.txt"
    _run([*pip, "--require-hashes", "-r", locked], cwd=place, env=user_environ)
    _run([*pip, "--no-deps", "--no-index", built.wheel], cwd=place, env=user_environ)
    return python.parent


def test_wheel_holds_the_shipped_files_byte_for_byte(built: Built) -> None:
    with zipfile.ZipFile(built.wheel) as archive:
        packed = {name: archive.read(name) for name in archive.namelist()}
    for folder, target in SHIPPED.items():
        expected = {
            f"{target}/{path.relative_to(CHECKOUT / folder).as_posix()}": path.read_bytes()
            for path in _tracked(folder)
        }
        assert expected
        assert {name: packed[name] for name in packed if name.startswith(target)} == expected
    assert "specui/_data/sample_specs/waterbus/.specify/memory/constitution.md" in packed
    assert "specui/specs/families/production-spec/spec.md" in packed
    assert "specui/py.typed" in packed
    assert not [name for name in packed if name.startswith(("tests/", "specui/_data/tests"))]


def test_wheel_holds_all_of_the_package(built: Built) -> None:
    with zipfile.ZipFile(built.wheel) as archive:
        packed = set(archive.namelist())
    source = {path.relative_to(CHECKOUT).as_posix() for path in _tracked("specui")}
    assert source - packed == set()


def test_sdist_holds_sources_tests_and_locked_files(built: Built) -> None:
    with tarfile.open(built.sdist) as archive:
        names = {name.partition("/")[2] for name in archive.getnames()}
    assert {"LICENSE", "README.md", "Makefile", "requirements/dev.txt", "tests/conftest.py"} <= names
    for folder in SHIPPED:
        assert {path.relative_to(CHECKOUT).as_posix() for path in _tracked(folder)} <= names


def test_version_and_resources_of_the_installed_copy(installed: Path, tmp_path: Path) -> None:
    code = (
        "import importlib.metadata, json, specui.resources as r\n"
        "print(json.dumps([importlib.metadata.version('specui'), str(r.themes_dir()), str(r.samples_dir())]))"
    )
    version, themes, samples = json.loads(_run([installed / "python", "-c", code], cwd=tmp_path))
    assert version == specui.__version__
    for folder in (themes, samples):
        assert Path(folder).is_relative_to(installed.parent)
        assert any(Path(folder).iterdir())


def test_check_runs_on_the_shipped_samples(installed: Path, samples: Path) -> None:
    argv: list[str | Path] = [
        installed / "specui",
        "check",
        "--no-cache",
        "--exit-zero",
        "--format",
        "json",
        samples,
    ]
    report = json.loads(_run(argv, cwd=samples))
    assert report["schema_version"] == 1
    assert report["summary"]["files"] >= 3
    assert report["summary"]["errors"] == sum(d["severity"] == "error" for d in report["diagnostics"])


def test_demo_opens_shows_the_samples_and_leaves_nothing(installed: Path, tmp_path: Path) -> None:
    scratch = tmp_path / "scratch"
    scratch.mkdir()
    names = {path.stem for path in (CHECKOUT / "sample_specs").rglob("*.md")}
    with PtyApp([installed / "specui", "--demo"], cwd=tmp_path, env={"TMPDIR": str(scratch)}) as app:
        # Without .pyc files, so this waits for the compiler too.
        app.wait_for(
            lambda app: "Problems" in app.text and any(name in app.text for name in names), timeout=60
        )
        app.press("q")
        assert app.wait_exit(timeout=60) == 0  # the first frame is there before the compiler is done
    assert list(scratch.iterdir()) == []


def _tracked(folder: str) -> list[Path]:
    """Return the files of `folder` that belong to the project: no caches, nothing ignored."""
    listed = _run(
        ["git", "ls-files", "-z", "--cached", "--others", "--exclude-standard", folder], cwd=CHECKOUT
    )
    return [path for name in listed.split("\0") if name and (path := CHECKOUT / name).is_file()]


def _run(argv: Sequence[str | Path], cwd: Path, env: Mapping[str, str] | None = None) -> str:
    """Return standard output; fails with everything that was printed."""
    done = subprocess.run(argv, cwd=cwd, env=env, capture_output=True, text=True, check=False)
    assert done.returncode == 0, f"{argv} ended with {done.returncode}:\n{done.stdout}\n{done.stderr}"
    return done.stdout
