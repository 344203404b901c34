"""Files as a whole from the tree: what is asked, what is told beside the row, where the cursor stands afterwards."""

from __future__ import annotations

from pathlib import Path

import pytest

from specui.tui.dialogs.dialog import AnswerLine
from specui.tui.dialogs.form import Form, ResultLine
from specui.tui.dialogs.form_fields import Checked, Field, Values, choices_of
from specui.tui.widgets.bars import KeyFooter
from tests.tui.seat import TEXT, Seat, seated


def _form(seat: Seat) -> Form:
    form = seat.app.screen
    assert isinstance(form, Form)
    return form


def _key(seat: Seat, label: str) -> str:
    return next(field.key for field in _form(seat).fields if field.label == label)


def _value(seat: Seat, label: str) -> str:
    return _form(seat).values[_key(seat, label)]


def _fault(seat: Seat, label: str) -> str:
    return _form(seat).errors.get(_key(seat, label), "")


def _drawn(seat: Seat) -> str:
    return "\n".join(strip.text for strip in seat.app.screen._compositor.render_strips())


def _result(seat: Seat) -> str:
    return seat.app.screen.query_one(ResultLine).text.removeprefix("File: ")


async def _stand_on(seat: Seat, name: str) -> None:
    seat.bench.tree_view.select(name)
    await seat.press()


async def test_a_new_spec_is_made_where_the_cursor_is_and_stands_open(folder: Path) -> None:
    async with seated(folder) as seat:
        await _stand_on(seat, "tier2/buoy.md")
        await seat.press("a")
        fields = [field.label for field in _form(seat).fields]
        assert all(label in _drawn(seat) for label in fields)
        await seat.type("Night Ferry")
        assert _result(seat) == "tier2/night-ferry.md"
        await seat.press("tab", "tab")
        await seat.type("ad")
        await seat.press("right", "enter")
        text = (folder / "tier2/night-ferry.md").read_text(encoding="utf-8")
        assert "Ada" in text.partition("Owner agent(s):**")[2].partition("\n")[0]
        assert text.startswith("# Production Spec: Night Ferry\n\n**Last updated:** 2026-11-25\n")
        assert "**Spec status:** 🟡 Draft\n" in text
        assert "**Tier:** 2\n" in text  # as the folder is called
        assert "| 2026-11-25 | Test Author | Initial draft |" in text
        assert seat.bench.tree_view.file_name == seat.bench.state.at.file == "tier2/night-ferry.md"
        assert seat.message == "Created night-ferry.md. Press enter to open it. Press u to undo."
        await seat.press("u")
        assert not (folder / "tier2/night-ferry.md").exists()
        await seat.press("U")
        assert seat.bench.tree_view.file_name == "tier2/night-ferry.md"


async def test_the_name_follows_the_folder_and_the_tier_while_one_chooses(folder: Path) -> None:
    for name in ("tier1-pier", "tier3-quay"):
        (folder / f"{name}.md").write_bytes(TEXT.encode())
    async with seated(folder) as seat:
        await _stand_on(seat, "tier1-pier.md")
        await seat.press("a")
        await seat.type("My Name")
        assert _result(seat) == "tier1-my-name.md"
        await seat.press("shift+tab", "right")
        assert _result(seat) == "tier2-my-name.md"
        await seat.press("4")
        assert _result(seat) == "tier4-my-name.md"
        await seat.press("escape")
        assert not [name for name in seat.app.files.workspace.names if "my-name" in name]


async def test_what_is_wrong_is_told_beside_the_row_and_nothing_is_made(folder: Path) -> None:
    async with seated(folder) as seat:
        await _stand_on(seat, "tier1/pier.md")
        await seat.press("a")
        assert _fault(seat, "Name") == ""  # not before something was typed
        await seat.press("enter")
        assert _fault(seat, "Name") == "give it a name"
        for typed, said in (("Pier", "already exists"), ("[x]", "square brackets")):
            await seat.press("ctrl+u")
            await seat.type(typed)
            assert said in _fault(seat, "Name")
            await seat.press("enter")
            assert isinstance(seat.app.screen, Form)
        await seat.press("escape")
        assert sorted(path.name for path in (folder / "tier1").iterdir()) == ["pier.md", "quay.md"]


async def test_another_template_brings_its_own_rows(folder: Path) -> None:
    (folder / "job-template.md").write_text(
        "# Job: `[NAME]`\n\n**Date:** YYYY-MM-DD\n**Size:** Small | Large\n\n## Why\n\n## Steps\n\n1. [step]\n",
        encoding="utf-8",
    )
    async with seated(folder) as seat:
        await _stand_on(seat, "README.md")
        await seat.press("a")
        await seat.type("Night")
        await seat.press("tab")
        while _value(seat, "Template") != "job":
            await seat.press("right")
        assert [field.label for field in _form(seat).fields] == ["Name", "Template", "Size"]
        assert _value(seat, "Name") == "Night"
        await seat.press("tab", "l", "enter")
        made = folder / "night.md"
        assert made.read_text(encoding="utf-8").startswith(
            "# Job: Night\n\n**Date:** 2026-11-25\n**Size:** Large\n"
        )


async def test_renaming_copying_and_the_way_back(folder: Path) -> None:
    async with seated(folder) as seat:
        await _stand_on(seat, "tier1/pier.md")
        await seat.press("r")
        assert _value(seat, "Name") == "pier.md"
        await seat.type("pier-two")  # the name is selected, its ending is not
        assert _result(seat) == "tier1/pier-two.md"
        await seat.press("enter")
        assert seat.bench.tree_view.file_name == seat.bench.state.at.file == "tier1/pier-two.md"
        assert seat.message == "Renamed pier.md to pier-two.md. Press u to undo."
        await seat.press("c", "enter")
        assert (folder / "tier1/pier-two-copy.md").read_bytes() == TEXT.encode()
        assert seat.bench.state.at.file == "tier1/pier-two-copy.md"
        await seat.press("u", "u")
        assert seat.bench.tree_view.file_name == seat.bench.state.at.file == "tier1/pier.md"
        assert sorted(path.name for path in (folder / "tier1").iterdir()) == ["pier.md", "quay.md"]


@pytest.mark.parametrize(
    "typed, said",
    [
        ("quay", "already exists"),
        ("../bay", "inside the open one"),
        ("tier2/buoy", "already exists"),
        ("x.txt", "end in .md"),
        ("", "give it a name"),
    ],
)
async def test_a_name_that_may_not_be_is_told(folder: Path, typed: str, said: str) -> None:
    async with seated(folder) as seat:
        await _stand_on(seat, "tier1/pier.md")
        await seat.press("r", "end", "ctrl+u")
        await seat.type(typed)
        await seat.press("enter")
        assert said in _fault(seat, "Name")
        await seat.press("escape")
        assert (folder / "tier1/pier.md").exists()


async def test_a_path_moves_it_to_another_folder_which_is_made(folder: Path) -> None:
    async with seated(folder) as seat:
        await _stand_on(seat, "tier1/pier.md")
        await seat.press("r", "end", "ctrl+u")
        await seat.type("tier9/far/pier")
        assert _result(seat) == "tier9/far/pier.md"
        await seat.press("enter")
        assert (folder / "tier9/far/pier.md").read_bytes() == TEXT.encode()
        assert seat.bench.tree_view.file_name == seat.bench.state.at.file == "tier9/far/pier.md"
        assert seat.message == "Moved pier.md to tier9/far/pier.md. Press u to undo."
        await seat.press("u")
        assert seat.bench.tree_view.file_name == seat.bench.state.at.file == "tier1/pier.md"
        assert not (folder / "tier9").exists()
        await seat.press("r", "end", "ctrl+u")
        await seat.type("/pier")
        await seat.press("enter")
        assert (folder / "pier.md").exists()


async def test_the_trash_asks_once_and_u_brings_it_back(folder: Path) -> None:
    async with seated(folder) as seat:
        await _stand_on(seat, "tier1/pier.md")
        await seat.press("d", "escape")
        assert (folder / "tier1/pier.md").exists()
        await seat.press("d", "t")
        assert not (folder / "tier1/pier.md").exists()
        assert seat.message == "Moved pier.md to the trash. Press u to undo."
        assert seat.bench.state.at.file == "tier1/quay.md"
        await seat.press("u")
        assert (folder / "tier1/pier.md").read_bytes() == TEXT.encode()
        assert seat.bench.tree_view.file_name == "tier1/pier.md"
        assert seat.message == "Undone: trash tier1/pier.md. Press U to redo."


async def test_where_there_is_no_trash_it_says_so(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("HOME", str(folder / "nobody"))
    async with seated(folder) as seat:
        await _stand_on(seat, "tier1/pier.md")
        await seat.press("d", "t")
        assert "not moved to the trash: you have no home folder" in seat.message
        assert (folder / "tier1/pier.md").exists()


async def test_an_empty_folder_offers_to_begin_one(tmp_path: Path) -> None:
    async with seated(tmp_path, (60, 20)) as seat:
        assert "a new" in "".join(cell.text for cell in seat.bench.query_one(KeyFooter).lines(60)[0])
        await seat.press("r", "c", "d")
        assert len(seat.app.screen_stack) == 1
        await seat.press("a")
        await seat.type("Pier")
        await seat.press("enter")
        assert (tmp_path / "pier.md").exists()
        assert seat.bench.state.at.file == "pier.md"


async def test_by_name_from_the_section_too(folder: Path) -> None:
    async with seated(folder) as seat:
        await seat.open_criteria()
        await seat.press(":")
        await seat.type("rename or move")
        await seat.press("enter")
        assert _value(seat, "Name") == "pier.md"


async def test_what_the_filter_hides_is_shown_when_it_is_made(folder: Path) -> None:
    async with seated(folder) as seat:
        await seat.press("/")
        await seat.type("pier")
        await seat.press("enter", "a")
        await seat.type("Slip")
        await seat.press("enter")
        assert seat.bench.tree_view.file_name == "tier1/slip.md"


async def test_odd_names_and_owners_are_drawn_as_text(folder: Path) -> None:
    (folder / "[b]x[@click=app.quit]\x1b[31m.md").write_bytes(TEXT.replace("Ada", "[/]Eve\x1b[31m").encode())
    async with seated(folder) as seat:
        for key in ("r", "c", "d", "a"):
            seat.bench.tree_view.select("[b]x[@click=app.quit]\x1b[31m.md")
            await seat.press(key)
            assert len(seat.app.screen_stack) > 1
            screen = seat.app.screen
            assert not isinstance(screen, Form) or all("\x1b" not in text for text in screen.values.values())
            await seat.press("escape")
        assert not seat.app._exit


async def test_choices_are_selected_in_a_list_and_dates_of_a_form_take_words(folder: Path) -> None:
    def fields(_values: Values) -> list[Field]:
        return [
            Field("severity", "Severity", "High", "choice", choices_of(["Critical", "High", "Low"])),
            Field("day", "Until", "2026-12-01", "date"),
            Field("who", "Owner", kind="owners", known=("Ada (pier)", "Linus")),
        ]

    returned: list[dict[str, str] | None] = []
    async with seated(folder) as seat:
        form = Form(
            "Defer", fields, lambda values: Checked(" ".join(values.values())), "Save", today="2026-11-25"
        )
        seat.app.push_screen(form, returned.append)
        await seat.pilot.pause()
        await seat.press("down")
        assert form.values["severity"] == "Low"
        assert "Low" in _result(seat)
        await seat.press("left", "left")
        assert form.values["severity"] == "Critical"
        await seat.press("tab")
        await seat.type("fri")  # replaces the date, which is selected
        assert form.values["day"] == "2026-11-27"
        await seat.press("tab")
        await seat.type("li")
        await seat.press("down", "enter")  # completes, and stays
        assert _form(seat) is form
        await seat.press("enter")
        assert returned == [{"severity": "Critical", "day": "2026-11-27", "who": "Linus"}]


async def test_tab_goes_round_the_fields_and_what_is_no_choice_is_an_error(folder: Path) -> None:
    def fields(_values: Values) -> list[Field]:
        return [Field("a", "A", "x"), Field("b", "B", "one", "choice", choices_of(["one", "two"]))]

    async with seated(folder, (60, 14)) as seat:
        form = Form("Two", fields, lambda _: Checked("all"), "Save")
        seat.app.push_screen(form)
        await seat.pilot.pause()
        await seat.type("new")
        assert form.values["a"] == "new"  # what was there is replaced
        await seat.press("shift+tab")
        await seat.type("zzz")
        await seat.press("tab", "enter")
        assert "takes one or two" in form.errors["b"]
        await seat.press("ctrl+u")
        await seat.type("tw")
        await seat.press("enter")
        assert len(seat.app.screen_stack) == 1


async def test_a_click_on_a_field_goes_there_and_on_an_answer_gives_it(folder: Path) -> None:
    async with seated(folder) as seat:
        form = Form("Two", lambda _: [Field("a", "A"), Field("b", "B")], lambda _: Checked("all"), "Save")
        seat.app.push_screen(form)
        await seat.pilot.pause()
        await seat.pilot.click("InlineEditor", offset=(8, 1))
        await seat.type("typed")
        assert form.values == {"a": "", "b": "typed"}
        await seat.pilot.click(AnswerLine, offset=(2, 0))
        await seat.pilot.pause()
        assert len(seat.app.screen_stack) == 1
