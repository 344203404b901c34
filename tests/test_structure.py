"""The structure of the code: no import circles, short chains of classes, and widgets that do not know their screen.

Imports in functions and under TYPE_CHECKING count too. import-linter (pyproject.toml) holds the direction between
packages; this holds that there is a direction at all.
"""

import ast
from collections.abc import Container, Iterator, Mapping
from functools import cache
from graphlib import CycleError, TopologicalSorter
from pathlib import Path
from typing import NamedTuple

import pytest

CHECKOUT = Path(__file__).parents[1]

Graph = Mapping[str, set[str]]


# Each worker collects these tests, so what is read takes no part in that; and one worker runs them all, so it reads once.
pytestmark = pytest.mark.xdist_group("structure")

FILES = {
    ".".join(path.relative_to(CHECKOUT).with_suffix("").parts).removesuffix(".__init__"): path
    for path in (CHECKOUT / "specui").rglob("*.py")
}


@cache
def _trees() -> Mapping[str, ast.Module]:
    return {name: ast.parse(path.read_text(encoding="utf-8")) for name, path in FILES.items()}


@cache
def _imports() -> Graph:
    """Return, for each module of specui, the modules of specui that it names in any import."""
    return {name: set(_targets(tree, FILES.keys())) - {name} for name, tree in _trees().items()}


def _targets(tree: ast.Module, modules: Container[str]) -> Iterator[str]:
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names if alias.name in modules)
        elif isinstance(node, ast.ImportFrom) and node.module is not None:
            for alias in node.names:
                inner = f"{node.module}.{alias.name}"
                target = inner if inner in modules else node.module
                if target in modules:
                    yield target


def _package(module: str) -> str:
    return ".".join(module.split(".")[:2])


def _circle(graph: Graph) -> list[str]:
    """Return the modules of one circle, or an empty list."""
    try:
        TopologicalSorter(graph).prepare()
    except CycleError as error:
        found: list[str] = error.args[1]
        return found
    return []


def _within(graph: Graph, package: str) -> Graph:
    return {
        name: {target for target in targets if _package(target) == package}
        for name, targets in graph.items()
        if _package(name) == package
    }


PACKAGES = sorted({_package(module) for module in FILES})


def test_a_circle_is_found() -> None:
    assert _circle({"a": {"b"}, "b": {"c"}, "c": {"a"}})
    assert not _circle({"a": {"b", "c"}, "b": {"c"}, "c": set()})
    assert "specui.workspace.session" in _imports()["specui.workspace.new_spec"]


@pytest.mark.parametrize("package", PACKAGES)
def test_no_import_circle_inside_a_package(package: str) -> None:
    circle = _circle(_within(_imports(), package))
    assert not circle, " -> ".join(circle)


def test_no_import_circle_across_packages() -> None:
    """Take the packages as they are: what one imports of another, never leads back."""
    between = {package: set[str]() for package in PACKAGES}
    for name, targets in _imports().items():
        between[_package(name)] |= {_package(target) for target in targets} - {_package(name)}
    # The one door from the command line to the screen, opened inside a function; and a version, which all may read.
    between["specui.cli"] -= {"specui.tui"}
    for targets in between.values():
        targets -= {"specui"}
    circle = _circle(between)
    assert not circle, " -> ".join(circle)


# -- classes

MOST_CLASSES = 4
"""A class and its bases, counting classes of specui only."""
MOST_METHODS = 70
"""Different methods of a class and its bases."""


class Class(NamedTuple):
    """A class: where it is defined, and its name."""

    module: str
    name: str


class Code(NamedTuple):
    """All classes, and what each module imports: by the name in the module, the name where it comes from."""

    classes: Mapping[Class, ast.ClassDef]
    imported: Mapping[Class, Class]


def _code(trees: Mapping[str, ast.Module]) -> Code:
    classes: dict[Class, ast.ClassDef] = {}
    imported: dict[Class, Class] = {}
    for module, tree in trees.items():
        for node in ast.walk(tree):
            if isinstance(node, ast.ClassDef):
                classes[Class(module, node.name)] = node
            elif isinstance(node, ast.ImportFrom):
                for alias in node.names:
                    imported[Class(module, alias.asname or alias.name)] = Class(node.module or "", alias.name)
    return Code(classes, imported)


def _base_names(node: ast.ClassDef) -> Iterator[str]:
    for base in node.bases:
        expression = base.value if isinstance(base, ast.Subscript) else base
        if isinstance(expression, ast.Name):
            yield expression.id


def _chain(owner: Class, code: Code) -> list[Class]:
    """Return a class and all its bases in this code, each once; a base may come through several modules."""
    found = [owner]
    for name in _base_names(code.classes[owner]):
        base: Class | None = Class(owner.module, name)
        while base is not None and base not in code.classes:
            base = code.imported.get(base)
        if base is not None:
            found += [one for one in _chain(base, code) if one not in found]
    return found


def _methods(chain: list[Class], code: Code) -> set[str]:
    return {
        node.name
        for owner in chain
        for node in code.classes[owner].body
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef)
    }


@cache
def _own_code() -> Code:
    return _code(_trees())


def test_bases_and_methods_are_counted() -> None:
    trees = {
        "a": ast.parse("class A:\n    def one(self): ...\n    def two(self): ...\n"),
        "b": ast.parse(
            "from a import A as Old\nclass B(Old[int]):\n    def two(self): ...\n    async def three(self): ...\n"
        ),
    }
    code = _code(trees)
    chain = _chain(Class("b", "B"), code)
    assert chain == [Class("b", "B"), Class("a", "A")]
    assert _methods(chain, code) == {"one", "two", "three"}


def test_no_class_has_many_bases_or_methods() -> None:
    code = _own_code()
    for owner in code.classes:
        chain = _chain(owner, code)
        assert len(chain) <= MOST_CLASSES, [one.name for one in chain]
        methods = len(_methods(chain, code))
        assert methods <= MOST_METHODS, f"{owner.module}.{owner.name} has {methods} methods"


# -- parts of a screen know no screen

PARTS = ("specui.tui.controllers.", "specui.tui.dialogs.", "specui.tui.editors.", "specui.tui.widgets.")
OWN_PARTS = ("specui.tui.triage.controllers.", "specui.tui.workbench.controllers.")


@cache
def _screen_classes() -> set[str]:
    """Return the names of the app and of all screens of specui: what has a screen or an app of Textual as a base."""
    textual = {"App", "ModalScreen", "Screen"}
    found = set(textual)
    while True:
        more = {
            owner.name
            for owner, node in _own_code().classes.items()
            if owner.name not in found and not found.isdisjoint(_base_names(node))
        }
        if not more:
            return found - textual
        found |= more


def _narrowed(tree: ast.AST, wanted: Container[str]) -> Iterator[str]:
    """Yield each place where a screen or an app is taken for one of the wanted classes, by cast, isinstance or assignment."""
    for node in ast.walk(tree):
        types: list[ast.AST] = []
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Name):
            if node.func.id == "cast" and len(node.args) == 2 and _is_screen(node.args[1]):
                types = [node.args[0]]
            elif node.func.id == "isinstance" and len(node.args) == 2 and _is_screen(node.args[0]):
                types = [node.args[1]]
        elif isinstance(node, ast.AnnAssign) and node.value is not None and _is_screen(node.value):
            types = [node.annotation]
        named = {word for kind in types for word in _words(kind)}
        yield from (f"line {node.lineno}: {name}" for name in named if name in wanted)  # type: ignore[attr-defined]


def _is_screen(node: ast.AST) -> bool:
    return isinstance(node, ast.Attribute) and node.attr in {"app", "screen"}


def _words(kind: ast.AST) -> Iterator[str]:
    """Yield the names in a type, also in one that is written as a string."""
    for node in ast.walk(kind):
        if isinstance(node, ast.Name):
            yield node.id
        elif isinstance(node, ast.Constant) and isinstance(node.value, str):
            yield from _words(ast.parse(node.value, mode="eval"))


def test_a_narrowed_screen_is_found() -> None:
    wanted = {"Bench"}
    assert [*_narrowed(ast.parse("cast('Bench[int]', self.screen).go()"), wanted)] == ["line 1: Bench"]
    assert [*_narrowed(ast.parse("isinstance(self.app.screen, Other | Bench)"), wanted)] == ["line 1: Bench"]
    assert [*_narrowed(ast.parse("app: Bench = self.app"), wanted)] == ["line 1: Bench"]
    assert not [*_narrowed(ast.parse("cast(Other, self.screen); isinstance(self.focused, Bench)"), wanted)]


def test_the_screens_and_the_app_are_known() -> None:
    assert {"SpecuiApp", "WorkbenchScreen", "TriageScreen", "OverviewScreen", "Palette"} <= _screen_classes()


@pytest.mark.parametrize("module", [m for m in FILES if m.startswith((*PARTS, *OWN_PARTS))])
def test_no_part_of_a_screen_looks_at_its_screen_or_the_app(module: str) -> None:
    own = {owner.name for owner in _own_code().classes if owner.module == module}
    assert not [*_narrowed(_trees()[module], _screen_classes() - own)]
