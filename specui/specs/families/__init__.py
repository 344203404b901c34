"""Families of specs: which files of a project are which documents, and by what template each is read.

A family is data, a `family.toml` beside its templates; a team's own has the same keys in `specui.toml`. No family's
name or vocabulary is in the code. Pure: reads no file itself.
"""
