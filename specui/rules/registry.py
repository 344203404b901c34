"""Where the rules are: every module of the packages beside this one is one rule.

Nothing lists them.  A module counts as a rule when it has ``RULE`` and ``check``;
one with a leading underscore is a helper of its package.
"""

from __future__ import annotations

from functools import cache
from importlib import import_module

import specui.rules
from specui.rules.rule import LoadedRule, Rule


@cache
def all_rules() -> tuple[LoadedRule, ...]:
    """Return every rule, sorted by code.  Raises ValueError where two share a code or a name."""
    found = sorted((_load(name) for name in _module_names()), key=lambda loaded: loaded.rule.code)
    for kind in ("code", "name"):
        seen: set[str] = set()
        for loaded in found:
            value: str = getattr(loaded.rule, kind)
            if value in seen:
                raise ValueError(f"two rules have the {kind} {value}")
            seen.add(value)
    return tuple(found)


def find_rule(code_or_name: str) -> LoadedRule | None:
    """Return the rule of that code (``SP101``) or name (``missing-section``), in any case; None where there is none."""
    wanted = code_or_name.strip().casefold()
    return next((r for r in all_rules() if wanted in {r.rule.code.casefold(), r.rule.name}), None)


def _module_names() -> list[str]:
    root = specui.rules.__name__
    from pkgutil import iter_modules  # not before rules are run: the first screen is drawn without

    packages = [m.name for m in iter_modules(specui.rules.__path__) if m.ispkg]
    return [
        f"{root}.{package}.{module.name}"
        for package in packages
        for module in iter_modules(import_module(f"{root}.{package}").__path__)
        if not module.name.startswith("_")
    ]


def _load(name: str) -> LoadedRule:
    module = import_module(name)
    rule: Rule = module.RULE
    return LoadedRule(rule, module.check, (module.__doc__ or rule.summary).strip())
