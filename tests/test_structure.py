"""No module imports itself through others: imports in functions and under TYPE_CHECKING count too.

import-linter (pyproject.toml) holds the direction between packages; this holds that there is a direction at all.
"""

import ast
from collections.abc import Container, Iterator, Mapping
from graphlib import CycleError, TopologicalSorter
from pathlib import Path

import pytest

CHECKOUT = Path(__file__).parents[1]

Graph = Mapping[str, set[str]]


def _imports() -> Graph:
    """Return, for each module of specui, the modules of specui that it names in any import."""
    trees = {
        ".".join(path.relative_to(CHECKOUT).with_suffix("").parts).removesuffix(".__init__"): ast.parse(
            path.read_text(encoding="utf-8")
        )
        for path in (CHECKOUT / "specui").rglob("*.py")
    }
    return {name: set(_targets(tree, trees.keys())) - {name} for name, tree in trees.items()}


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


GRAPH = _imports()
PACKAGES = sorted({_package(module) for module in GRAPH})


def test_a_circle_is_found() -> None:
    assert _circle({"a": {"b"}, "b": {"c"}, "c": {"a"}})
    assert not _circle({"a": {"b", "c"}, "b": {"c"}, "c": set()})
    assert "specui.workspace.session" in GRAPH["specui.workspace.new_spec"]


@pytest.mark.parametrize("package", PACKAGES)
def test_no_import_circle_inside_a_package(package: str) -> None:
    circle = _circle(_within(GRAPH, package))
    assert not circle, " -> ".join(circle)


def test_no_import_circle_across_packages() -> None:
    """Take the packages as they are: what one imports of another, never leads back."""
    between = {package: set[str]() for package in PACKAGES}
    for name, targets in GRAPH.items():
        between[_package(name)] |= {_package(target) for target in targets} - {_package(name)}
    # The one door from the command line to the screen, opened inside a function; and a version, which all may read.
    between["specui.cli"] -= {"specui.tui"}
    for targets in between.values():
        targets -= {"specui"}
    circle = _circle(between)
    assert not circle, " -> ".join(circle)
