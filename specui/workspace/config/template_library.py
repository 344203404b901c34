"""Which templates apply to a folder: those of the configuration, those beside the specs, the built-in one."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from functools import cache
from pathlib import Path

import specui.specs
from specui.markdown.scanner import scan
from specui.rules.rule import Settings
from specui.specs.template import Template, read_template, template_name
from specui.workspace.config.repository_config import Config
from specui.workspace.files.discovery import find_templates, repository_root
from specui.workspace.files.spec_file import Context, load_template

BUILT_IN = "production-spec"
_TEMPLATES = Path(specui.specs.__file__).parent / "templates"


class TemplateLibrary:
    """Templates and contexts by folder, each read once.

    Of templates with the same name, the nearest to the spec applies; the built-in one comes last.
    """

    def __init__(self, config: Config, today: date) -> None:
        self.config = config
        self.today = today
        self.boundary = repository_root(config.root) or config.root
        self._by_folder: dict[Path, tuple[Template, ...]] = {}
        self._schemas: dict[Path, Template | None] = {}

    def templates(self, folder: Path) -> tuple[Template, ...]:
        """Return the templates that apply to specs in a folder, the nearest first."""
        if folder not in self._by_folder:
            paths = [*self.config.templates, *find_templates(folder)]
            found = [template for path in paths if (template := self.schema(path))]
            unique: dict[str, Template] = {}
            for template in (*found, _built_in()):
                unique.setdefault(template.name, self._with_parts(template))
            self._by_folder[folder] = tuple(unique.values())
        return self._by_folder[folder]

    def _with_parts(self, template: Template) -> Template:
        parts = self.config.parts.get(template.name)
        return replace(template, parts=parts) if parts else template

    def schema(self, path: Path) -> Template | None:
        """Return the template in a file; None where it is no template, or a damaged one."""
        if path not in self._schemas:
            self._schemas[path] = load_template(path, template_name(path.name))
        return self._schemas[path]

    def context(self, path: Path, name: str, *, named: bool = False) -> Context:
        """Return the context of a file; ``name`` is relative to the configuration's folder."""
        config = self.config
        return Context(
            today=self.today,
            templates=self.templates(path.parent),
            settings=Settings(config.severities_for(name), config.stale_days),
            named=named,
            is_template=self.is_template(path),
            within=None if named else self.boundary,
        )

    def is_template(self, path: Path) -> bool:
        """Return whether a file is a template: by its name and a slot in its title, or by the configuration."""
        if path in self.config.templates:
            return True
        return "template" in path.name.casefold() and _has_slot(path)


def built_in_text() -> str:
    """Return the Markdown of the built-in template."""
    # importlib.resources would work in a zip archive too, but importing it takes a tenth of a start.
    return (_TEMPLATES / f"{BUILT_IN}.md").read_text(encoding="utf-8")


@cache
def _built_in() -> Template:
    template = read_template(scan(built_in_text()), BUILT_IN, "built in")
    assert template is not None, "the built-in template is malformed"
    return template


def _has_slot(path: Path) -> bool:
    from specui.markdown.source import decode
    from specui.workspace.files.spec_file import is_template_text
    from specui.workspace.storage import file_store as storage
    from specui.workspace.storage.errors import StorageError

    try:
        return is_template_text(decode(storage.load(path).data).text)
    except StorageError:
        return False
