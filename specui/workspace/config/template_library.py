"""Which templates apply to a folder: those of the configuration, those beside the specs, the built-in one."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from functools import cache
from pathlib import Path

from specui.markdown.scanner import scan
from specui.rules.rule import Settings
from specui.specs.families.family import Binding, DocumentType, Family
from specui.specs.spec import Bound
from specui.specs.template import Template, read_template, template_name
from specui.workspace.config.repository_config import Config
from specui.workspace.files.discovery import TemplateFinder, find_templates, highest_folder, repository_root
from specui.workspace.files.families import (
    FamilyFinder,
    Project,
    shipped_families,
    shipped_template,
    shipped_text,
)
from specui.workspace.files.spec_file import Context, load_template

BUILT_IN = "production-spec"
_FOLDERS = frozenset({"templates", "_templates"})
"""The names of folders that teams keep their templates in."""


_OWN_HEADINGS = Template("", "", 1, (), (), frozenset(), frozenset(), (), "")
"""What files are read by of which a family says where items are, but has no template."""


class TemplateLibrary:
    """Templates and contexts by folder, each read once.

    Of templates with the same name, the nearest to the spec applies; the built-in one comes last.
    """

    def __init__(self, config: Config, today: date) -> None:
        self.config = config
        self.today = today
        self.boundary = repository_root(config.root) or config.root
        self.finder = FamilyFinder((*config.families, *shipped_families()), highest_folder(config.root))
        self._of_families = {
            Path(family.root, name)
            for family in config.families
            for document in family.documents
            for name in document.templates
        }
        self._finder = TemplateFinder()
        self._by_folder: dict[Path, tuple[Template, ...]] = {}
        self._schemas: dict[Path, Template | None] = {}
        self._bound: dict[tuple[str, str, str, bool], Template | None] = {}

    def templates(self, folder: Path) -> tuple[Template, ...]:
        """Return the templates that apply to specs in a folder, the nearest first."""
        if folder not in self._by_folder:
            paths = [*self.config.templates, *self._finder.find(folder)]
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
        binding = self.finder.binding(path)
        return Context(
            today=self.today,
            templates=self.templates(path.parent),
            settings=Settings(config.severities_for(name), config.stale_days),
            named=named,
            is_template=self.is_template(path),
            within=None if named else self.boundary,
            binding=binding,
            bound=self._bound_by(binding, path) if binding is not None else None,
        )

    def has_families(self, folder: str) -> bool:
        """Return whether a family says what the files of a folder are, so that each has a context of its own."""
        return bool(self.finder.projects(folder))

    def _bound_by(self, binding: Binding, path: Path) -> Bound:
        """Return how a family's file is read."""
        source, title, title_field = binding.document.title, "", ""
        end = binding.document.name if binding.unit and not binding.document.new else ""
        if source == "folder":
            title = f"{binding.unit.rsplit('/', 1)[-1] or path.parent.name} {end}".rstrip()
        elif source != "heading":
            title_field = source
        return Bound(
            self._template_of(binding), title, title_field, binding.family.name, binding.document.name, end
        )

    def _template_of(self, binding: Binding) -> Template | None:
        archived = binding.family.is_archived(binding.path)
        return self._document_template(binding.family, binding.document, binding.root, archived=archived)

    def template_of(self, project: Project, document: DocumentType) -> Template | None:
        """Return the template of a family's document: the first in the project that exists, else the shipped one."""
        return self._document_template(project.family, document, project.root, archived=False)

    def _document_template(
        self, family: Family, document: DocumentType, root: str, *, archived: bool
    ) -> Template | None:
        if document.kind == "document":
            return None
        key = (family.name, document.name, root, archived)
        if key not in self._bound:
            own = (load_template(Path(root, name), document.name, named=True) for name in document.templates)
            found = next((template for template in own if template is not None), None)
            if found is None and family.is_shipped:
                found = shipped_template(family.name, document.name, document.shipped)
            if found is None and (document.parts or document.marks or document.ids or document.log):
                found = _OWN_HEADINGS  # what the family says of its files holds without a template too
            if found is not None:
                found = replace(
                    found,
                    name=f"{family.name} {document.name}",
                    parts=document.parts,
                    is_strict=document.structure and not archived and found is not _OWN_HEADINGS,
                    info=document.info,
                    allows_more=family.is_shipped or found is _OWN_HEADINGS,
                    is_drafted=document.structure or bool(document.new),
                    marks=document.marks,
                    ids=document.ids,
                    log=document.log,
                )
            self._bound[key] = found
        return self._bound[key]

    def is_template(self, path: Path) -> bool:
        """Return whether a file is a template: by its name and a slot in its title, or by the configuration.

        Where a folder called templates holds one, its other files are templates too, in a form of their tool.
        """
        if path in self.config.templates or path in self._of_families:
            return True
        if path.parent.name.casefold() in _FOLDERS and self._has_templates(path.parent):
            return True
        return "template" in path.name.casefold() and _has_slot(path)

    def _has_templates(self, folder: Path) -> bool:
        return any(self.schema(path) is not None for path in find_templates(folder, top=folder))


def built_in_text() -> str:
    """Return the Markdown of the built-in template."""
    return shipped_text(BUILT_IN, "spec.md")


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
