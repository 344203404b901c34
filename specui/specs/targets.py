"""What a cursor can stand on in a spec: typed items where there are some, else blocks; and what is missing."""

from __future__ import annotations

from typing import TypeAlias

from specui.markdown.blocks import Block, FieldLine, TableRow
from specui.specs.items.gaps import Gap
from specui.specs.items.questions import Question
from specui.specs.schema import FieldSchema, GroupSchema, SectionSchema
from specui.specs.spec import FieldValue, Group, Section
from specui.specs.tasks import Task

Target: TypeAlias = (
    Task
    | Gap
    | Question
    | FieldValue
    | FieldLine
    | TableRow
    | Block
    | Group
    | Section
    | FieldSchema
    | SectionSchema
    | GroupSchema
)
"""What stands at a place; a schema stands for what the template has and the file lacks."""
