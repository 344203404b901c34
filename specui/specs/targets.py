"""What the cursor can be on in a spec: typed items, other blocks, and what is missing."""

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
"""What is at a place; a schema means that the template has it and the file lacks it."""
