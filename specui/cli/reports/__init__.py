"""Reports of findings: one module per format, each with its kind of `model.Report`."""

from __future__ import annotations

from importlib import import_module

from specui.cli.output import Painter
from specui.cli.reports.model import Report

FORMATS = ("text", "full", "json", "sarif", "junit", "github", "gitlab")


def make_report(name: str, paint: Painter, width: int, root: str = "") -> Report:
    """Return the report of a format; only its module is imported.

    `width` is in cells and applies to formats for people. Code hosts need paths relative to `root`, the repository's;
    it is "" outside of a repository.
    """
    if name in {"text", "full"}:
        from specui.cli.reports.text import TextReport

        return TextReport(paint, width, full=name == "full")
    module = import_module(f"specui.cli.reports.{name}")
    report: Report = getattr(module, f"{name.capitalize()}Report")(root)
    return report
