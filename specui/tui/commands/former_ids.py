"""Former ids of commands, which a user's configuration may still have."""

from __future__ import annotations

from collections.abc import Mapping

FORMER_IDS: Mapping[str, str] = {
    "answer-keep": "answer-save",
    "answer-leave": "answer-cancel",
    "answer-throw": "answer-discard",
    "boxes-all": "changes-toggle-all",
    "boxes-apply": "changes-apply",
    "boxes-down": "changes-down",
    "boxes-leave": "changes-cancel",
    "boxes-range": "changes-range",
    "boxes-tick": "changes-toggle",
    "boxes-up": "changes-up",
    "filter-keep": "triage-filter-apply",
    "filter-undo": "triage-filter-cancel",
    "form-keep": "form-accept",
    "form-leave": "form-cancel",
    "hit-after": "next-match",
    "hit-before": "previous-match",
    "inline-keep": "inline-accept",
    "inline-leave": "inline-cancel",
    "keep": "save-section",
    "leave-editor": "cancel-section",
    "list-leave": "list-cancel",
    "manual": "explain-rule",
    "overview-leave": "overview-back",
    "overview-past": "overview-history",
    "preview-leave": "preview-close",
    "regroup": "move-to-group",
    "search-after": "search-next",
    "search-before": "search-previous",
    "search-keep": "search-accept",
    "search-leave": "search-cancel",
    "trash-spec": "move-to-trash",
    "write": "edit-section",
    **{f"take-{n}": f"answer-{n}" for n in range(1, 10)},
}
"""The former id of a command -> its id."""
