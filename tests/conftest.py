"""Shared by all tests: hypothesis profiles, a home folder of the run's own, compiled files, and default signals for child processes."""

from __future__ import annotations

import gc
import os
import shutil
from collections.abc import Iterator, Mapping
from pathlib import Path

import pytest
from hypothesis import HealthCheck, settings

from specui.resources import samples_dir
from tests.support.bytecode import keep_bytecode
from tests.support.child_signals import stop_inheriting_ignored

keep_bytecode()
stop_inheriting_ignored()

# Deterministic by default: a red run here is red on every machine. HYPOTHESIS_PROFILE=explore digs.
settings.register_profile(
    "ci", derandomize=True, max_examples=60, deadline=None, suppress_health_check=[HealthCheck.too_slow]
)
settings.register_profile("explore", max_examples=3000, deadline=None)
settings.load_profile(os.environ.get("HYPOTHESIS_PROFILE", "ci"))

_USER_ENVIRON = dict(os.environ)

GIT_CONFIG = """\
[user]
\tname = Test Author
\temail = author@example.invalid
[init]
\tdefaultBranch = main
[commit]
\tgpgsign = false
"""


def pytest_collection_finish() -> None:
    """Look for garbage rarely, and not among some hundred thousand objects that stay until the end."""
    gc.collect()
    gc.freeze()
    gc.set_threshold(10_000, 10, 30)


@pytest.fixture(scope="session", autouse=True)
def _own_home(tmp_path_factory: pytest.TempPathFactory) -> Iterator[None]:
    """Journals, caches, configuration and git identity of this run only."""
    home = tmp_path_factory.mktemp("home")
    (home / ".gitconfig").write_text(GIT_CONFIG, encoding="utf-8")
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("HOME", str(home))
        patch.setenv("GIT_CONFIG_GLOBAL", str(home / ".gitconfig"))
        patch.setenv("GIT_CONFIG_NOSYSTEM", "1")
        for kind in ("CONFIG", "CACHE", "STATE", "DATA"):
            patch.setenv(f"XDG_{kind}_HOME", str(home / kind.lower()))
        inherited = [name for name in os.environ if name.startswith("SPECUI_")]
        for name in (*inherited, "GIT_DIR", "GIT_WORK_TREE", "GIT_INDEX_FILE", "NO_COLOR", "FORCE_COLOR"):
            patch.delenv(name, raising=False)
        patch.setenv("SPECUI_GREETING", "off")  # who runs tests is not new here
        yield


@pytest.fixture
def samples(tmp_path: Path) -> Path:
    """Return a copy of the shipped sample specs that the test may change."""
    return Path(shutil.copytree(samples_dir(), tmp_path / "sample_specs"))


@pytest.fixture(scope="session")
def user_environ() -> Mapping[str, str]:
    """Return the environment as it was before the tests' own home: for pip, which is configured there."""
    return _USER_ENVIRON
