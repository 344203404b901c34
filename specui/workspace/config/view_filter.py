"""What the text of a view must be.  Apart from `views`, because reading a configuration asks for it."""


def view_fault(value: object) -> str:
    """Return why a value is no filter that can be kept under a name, as one sentence; "" where it is one."""
    from specui.specs.triage.filters import Filter, FilterFault

    if not isinstance(value, str) or not value.strip():
        return 'a view is a filter as text, such as "kind:gap tier:1"'
    found = Filter.parse(value)
    return str(found) if isinstance(found, FilterFault) else ""
