"""What the text of a view must be.  Apart from `views`, because reading a configuration needs it."""


def view_fault(value: object) -> str:
    """Return why a value cannot be the filter of a view, as one sentence, or ""."""
    from specui.specs.triage.filters import Filter, FilterFault

    if not isinstance(value, str) or not value.strip():
        return 'a view must be a filter as text, such as "kind:gap tier:1"'
    found = Filter.parse(value)
    return str(found) if isinstance(found, FilterFault) else ""
