"""`specui repair` and `check --fix`: damage is repaired, nothing else changes."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.cli.conftest import Run
from tests.support.corpus import CHECKOUT

DAMAGED = "tier3-supporting/weather-holds.md"
SEED = CHECKOUT.parent / "shared" / "seed"


def test_both_ways_mend_the_sample_to_the_same_bytes(run: Run, samples: Path) -> None:
    before = (samples / DAMAGED).read_text(encoding="utf-8")
    result = run("repair", samples / DAMAGED, "--yes")
    assert result.exit_code == 0
    assert "+**Spec status:** 🔴 Gaps Identified" in result.stdout
    by_repair = (samples / DAMAGED).read_bytes()
    (samples / DAMAGED).write_text(before, encoding="utf-8")
    run("check", samples / DAMAGED, "--fix")
    assert (samples / DAMAGED).read_bytes() == by_repair
    text = by_repair.decode()
    assert "### Shipped ✅" in text
    assert "### Partially Working ⚠️" in text
    assert "### Not Implemented ❌" in text
    assert "ğŸ" not in text
    assert "â" not in text
    assert run("repair", samples / DAMAGED).stderr == f"{samples.name}/{DAMAGED}: no encoding damage.\n"


@pytest.mark.parametrize("how", [("repair", "--yes"), ("check", "--fix", "--exit-zero")])
def test_the_seed_is_mended_byte_for_byte(run: Run, tmp_path: Path, how: tuple[str, ...]) -> None:
    if not SEED.is_dir():
        pytest.skip("the seed lies beside the checkout only where specui is developed")
    (tmp_path / "template.md").write_bytes((SEED / "template-as-received.md").read_bytes())
    assert run(*how, "template.md").exit_code == 0
    assert (tmp_path / "template.md").read_bytes() == (SEED / "template-repaired.md").read_bytes()


def test_without_a_terminal_it_shows_and_says_how(run: Run, samples: Path) -> None:
    before = (samples / DAMAGED).read_bytes()
    result = run("repair", samples / DAMAGED)
    assert result.exit_code == 1
    assert "+### Shipped ✅" in result.stdout
    assert "specui repair --yes" in result.stderr
    assert (samples / DAMAGED).read_bytes() == before


def test_dry_run_only_shows(run: Run, samples: Path) -> None:
    before = (samples / DAMAGED).read_bytes()
    result = run("repair", samples / DAMAGED, "--dry-run", "--yes")
    assert result.exit_code == 0
    assert "+### Shipped ✅" in result.stdout
    assert (samples / DAMAGED).read_bytes() == before


@pytest.mark.parametrize(
    "text, encoding",
    [
        ("# Prüfung: “Straße” – 5 €\n", "cp1252"),
        ("# Şartname: ışık ve ağ\n", "cp1254"),
        ("# Ünlü çiçek\r\n\x81\n", "latin-1"),
        ("# Prüfung ✅\n", "utf-16"),
        ("# Ž ð\n", "cp1252"),
    ],
)
def test_a_file_that_is_not_utf_8_is_saved_as_it(run: Run, tmp_path: Path, text: str, encoding: str) -> None:
    (tmp_path / "a.md").write_bytes(text.encode(encoding))
    result = run("repair", "a.md", "--yes")
    assert result.exit_code == 0
    assert f"read as {encoding}".lower() in result.stderr.lower()
    assert (tmp_path / "a.md").read_bytes() == text.encode()


def test_only_stray_bytes_are_read_by_the_old_encoding(run: Run, tmp_path: Path) -> None:
    (tmp_path / "a.md").write_bytes("# Größe ✅ ".encode() + "Fähre".encode("cp1252"))
    run("repair", "a.md", "--yes")
    assert (tmp_path / "a.md").read_text(encoding="utf-8") == "# Größe ✅ Fähre"


@pytest.mark.parametrize("encoding", ["klingon", "ascii", "utf-16"])
def test_an_encoding_that_does_not_fit_is_refused(run: Run, tmp_path: Path, encoding: str) -> None:
    (tmp_path / "a.md").write_bytes(b"# F\xe4hre")
    result = run("repair", "a.md", "--yes", "--encoding", encoding)
    assert result.exit_code == 2
    assert len(result.stderr.splitlines()) == 1
    assert (tmp_path / "a.md").read_bytes() == b"# F\xe4hre"
