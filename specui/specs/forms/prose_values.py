"""Running text and titles as values to type, written or still missing."""

from __future__ import annotations

from specui.markdown.blocks import Heading, Paragraph, ThematicBreak
from specui.markdown.edits import Transaction
from specui.specs.contents import Contents
from specui.specs.edits.prose import add_paragraph, paragraph_text, set_heading, set_paragraph
from specui.specs.forms import value_checks as checks
from specui.specs.forms.item_values import is_placeholder
from specui.specs.forms.model import Editable
from specui.specs.schema import SLOT
from specui.specs.spec import Group, Section, Spec, is_guidance
from specui.specs.tasks import group_of


def paragraph_editable(contents: Contents, paragraph: Paragraph) -> Editable | None:
    """Return a paragraph up to its first field; guidance of the template is what it replaces.

    None for a bold label alone, which opens a group.
    """
    spec = contents.spec
    document = spec.document
    end = paragraph.fields[0].start if paragraph.fields else paragraph.end
    text = paragraph_text(document, paragraph, end)
    if not text or paragraph.lone_label is not None:
        return None
    group = group_of(spec, paragraph.start)
    if group is not None and group.label is not None and group.label.line == paragraph.line:
        return None
    placeholder = (
        text if is_guidance(document, paragraph, spec.template) or is_placeholder(spec, text) else ""
    )

    def commit(new: str) -> Transaction:
        return set_paragraph(document, paragraph, new, end)

    name = _name(group)
    check = checks.needed(name, "a text; delete it if there is nothing to say")
    return Editable("text", name, "" if placeholder else text, True, (), check, commit, placeholder)


def empty_editable(contents: Contents, target: Section | Group) -> Editable | None:
    """Return the text that a section or group is still to have, where the template wants running text there.

    A section that is not the template's and holds something gives its title.
    """
    if isinstance(target, Group):
        group = target
        if group.heading is not None and not _is_empty(contents, group) and group.schema is None:
            return _title(contents, group.heading)
    else:
        group = target.groups[0]
        if not all(_is_empty(contents, one) for one in target.groups):
            return _title(contents, target.heading) if target.schema is None else None
    wanted = [group.schema] if isinstance(target, Group) else target.schema.groups if target.schema else []
    if not _is_empty(contents, group) or any(schema and schema.kind != "prose" for schema in wanted):
        return None
    guidance = group.schema.guidance if group.schema else ()

    def commit(new: str) -> Transaction:
        guided = next(
            (p for p in group.prose if is_guidance(contents.spec.document, p, contents.spec.template)), None
        )
        if guided is not None:
            return set_paragraph(contents.spec.document, guided, new)
        return add_paragraph(group, new)

    name = _name(group) if group.title else target.name or "Text"
    placeholder = guidance[0] if guidance else ""
    return Editable("text", name, "", True, (), checks.needed(name, "a text"), commit, placeholder)


def heading_editable(contents: Contents, heading: Heading) -> Editable | None:
    """Return the words of the file's title without the template's prefix, or of a heading that opens no group."""
    spec = contents.spec
    if heading != spec.outline.title and spec.section_at(heading.start) is None:
        return None
    return _title(contents, heading)


def _title(contents: Contents, heading: Heading) -> Editable:
    spec = contents.spec
    document = spec.document
    flat = document.flat(heading.text_start, heading.text_end)
    is_title = heading == spec.outline.title
    old = _title_words(spec, flat) if is_title else flat
    bare = "" if SLOT.fullmatch(old.strip("`")) and is_placeholder(spec, old) else old

    def commit(text: str) -> Transaction:
        return set_heading(document, heading, old, text, name="title" if is_title else "heading")

    name = "Title" if is_title else "Heading"
    placeholder = old if not bare else ""
    return Editable("text", name, bare, False, (), checks.needed(name, "a text"), commit, placeholder)


def _title_words(spec: Spec, flat: str) -> str:
    """Return a title as it is typed: without the template's prefix, and without marks around both."""
    lead = len(flat) - len(flat.lstrip("`*_ "))
    for prefix in spec.prefixes:
        if prefix and flat[lead:].casefold().startswith(prefix.casefold()):
            words = flat[lead + len(prefix) :].strip()
            marks = flat[:lead].strip()
            return words.removesuffix(marks) if marks else words
    return flat


def _is_empty(contents: Contents, group: Group) -> bool:
    document, template = contents.spec.document, contents.spec.template
    return all(
        type(block) is ThematicBreak or (type(block) is Paragraph and is_guidance(document, block, template))
        for block in group.blocks
    )


def _name(group: Group | None) -> str:
    return group.name or "Text" if group is not None else "Text"
