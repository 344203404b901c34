"""What can be typed, added, moved or decided at a place of a spec: between the cursor and an edit.

Pure, as all of ``specs``.  Two rules:

- Nothing is written here: each function returns what can be done, as callables that make one
  Transaction against ``contents.spec.document.text`` when they are called.
- What a place is comes from the spec and its template; a target only says where it is.
"""

from specui.specs.forms.additions import addition, title_of_addition
from specui.specs.forms.item_verbs import groups_to, regroups, verbs
from specui.specs.forms.model import Change, Editable, Form, Kind, Verb
from specui.specs.forms.sign_off import sign_off_form
from specui.specs.forms.values import editable_at, editables
from specui.specs.targets import Target

__all__ = [
    "Change",
    "Editable",
    "Form",
    "Kind",
    "Target",
    "Verb",
    "addition",
    "editable_at",
    "editables",
    "groups_to",
    "regroups",
    "sign_off_form",
    "title_of_addition",
    "verbs",
]
