"""Reports of findings: one module per format, each with a class that implements `model.Report`."""

from __future__ import annotations

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
    if name == "json":
        from specui.cli.reports.json import JsonReport

        return JsonReport()
    if name == "sarif":
        from specui.cli.reports.sarif import SarifReport

        return SarifReport(root)
    if name == "junit":
        from specui.cli.reports.junit import JunitReport

        return JunitReport(root)
    if name == "github":
        from specui.cli.reports.github import GithubReport

        return GithubReport(root)
    from specui.cli.reports.gitlab import GitlabReport

    return GitlabReport(root)
