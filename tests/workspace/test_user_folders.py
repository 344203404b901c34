"""The folders are the platform's, unless the environment names others."""

from collections.abc import Callable
from pathlib import Path

import platformdirs
import pytest

from specui.workspace.user_folders import cache_folder, config_folder, private_folder, state_folder

FOLDERS = pytest.mark.parametrize(
    "own,platform,name",
    [
        (config_folder, platformdirs.user_config_path, "CONFIG"),
        (state_folder, platformdirs.user_state_path, "STATE"),
        (cache_folder, platformdirs.user_cache_path, "CACHE"),
    ],
    ids=["config", "state", "cache"],
)


@FOLDERS
@pytest.mark.parametrize("home", [None, "", "/somewhere/else"])
def test_a_folder_is_the_platforms(
    own: Callable[[], Path],
    platform: Callable[[str], Path],
    name: str,
    home: str | None,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.delenv(f"SPECUI_{name}_DIR", raising=False)
    monkeypatch.delenv(f"XDG_{name}_HOME", raising=False)
    if home is not None:
        monkeypatch.setenv(f"XDG_{name}_HOME", home)
    assert own() == platform("specui")


@FOLDERS
def test_a_relative_xdg_folder_is_ignored_as_the_standard_says(
    own: Callable[[], Path], platform: object, name: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delenv(f"SPECUI_{name}_DIR", raising=False)
    monkeypatch.setenv(f"XDG_{name}_HOME", "relative")
    assert own().is_absolute()


@FOLDERS
def test_the_environment_names_another(
    own: Callable[[], Path], platform: object, name: str, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setenv(f"SPECUI_{name}_DIR", str(tmp_path / "own"))
    assert own() == tmp_path / "own"


def test_a_private_folder_is_restricted(tmp_path: Path) -> None:
    wide = tmp_path / "above" / "wide"
    wide.mkdir(parents=True, mode=0o755)
    assert private_folder(wide).stat().st_mode & 0o777 == 0o700
    assert private_folder(tmp_path / "new" / "folder").stat().st_mode & 0o777 == 0o700
