"""Every command copes with any file: it exits with a valid status and prints text only."""

from __future__ import annotations

import json
from pathlib import Path
from tempfile import TemporaryDirectory

from click.testing import CliRunner, Result
from hypothesis import given, strategies as st

from specui.cli.program import program
from specui.resources import samples_dir

SAMPLE = (samples_dir() / "tier3-supporting" / "crew-rostering.md").read_bytes()
PIECES = [
    b"\xff",
    b"\xef\xbb\xbf",
    b"\r",
    b"\r\n",
    b"\x00",
    b"\x1b[2J",
    "\u202e⚠️\u200d漢\t".encode(),
    b"`" * 40,
    b"| " * 9,
    b"- [] x\n",
]


@st.composite
def contents(draw: st.DrawFn) -> bytes:
    data = draw(st.sampled_from([SAMPLE, SAMPLE[:900], b""]))
    for piece in draw(st.lists(st.sampled_from(PIECES) | st.binary(max_size=12), max_size=8)):
        at = draw(st.integers(0, len(data)))
        data = data[:at] + piece + data[at:]
    return data


def run(data: bytes, *args: str) -> Result:
    result = CliRunner().invoke(program, [*args], input=data, prog_name="specui")
    assert result.exception is None or isinstance(result.exception, SystemExit), args
    return result


@given(contents())
def test_standard_input(data: bytes) -> None:
    for how in ("text", "full", "github"):
        assert run(data, "check", "-", "--format", how).exit_code in {0, 1}
    found = json.loads(run(data, "check", "-", "--format", "json").stdout)
    for diagnostic in found["diagnostics"]:
        place, end = ((diagnostic[f"{w}line"], diagnostic[f"{w}column"]) for w in ("", "end_"))
        assert (1, 1) <= place <= end
    assert run(data, "show", "-", "--format", "text").exit_code == 0
    shown = json.loads(run(data, "show", "-").stdout)
    assert [task["ref"].partition("~")[0] for task in shown["tasks"]] == [
        task["id"] for task in shown["tasks"]
    ]
    fixed = run(data, "check", "-", "--fix").stdout_bytes
    assert run(fixed, "check", "-", "--fix").stdout_bytes == fixed


@given(contents())
def test_repair_of_any_file(data: bytes) -> None:
    with TemporaryDirectory() as folder:
        path = Path(folder) / "a.md"
        path.write_bytes(data)
        assert run(b"", "repair", str(path), "--yes").exit_code in {0, 1}
        path.read_text(encoding="utf-8")
        assert run(b"", "repair", str(path)).exit_code in {0, 1}
