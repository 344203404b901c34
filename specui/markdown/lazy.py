"""Properties and patterns that are computed once, on first use.

In Python 3.11, ``functools.cached_property`` takes a lock on every first access, which costs more than most of our
properties.  Our values are immutable, so it does no harm if two threads compute the same one.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Any, AnyStr, Generic, TypeVar, cast, overload

T = TypeVar("T")


class lazy(Generic[T]):  # noqa: N801 - decorators have lower-case names
    """Decorator that replaces the property by the method's result in the instance."""

    def __init__(self, compute: Callable[[Any], T]) -> None:
        self.compute = compute
        self.name = compute.__name__
        self.__doc__ = compute.__doc__

    @overload
    def __get__(self, instance: None, owner: type) -> lazy[T]: ...
    @overload
    def __get__(self, instance: object, owner: type) -> T: ...
    def __get__(self, instance: object | None, owner: type) -> lazy[T] | T:
        if instance is None:
            return self
        value = instance.__dict__[self.name] = self.compute(instance)
        return value


class _LazyPattern:
    """Stands in for a pattern, and takes over its methods on the first use."""

    def __init__(self, source: AnyStr, flags: int) -> None:
        self._source: str | bytes = source
        self._flags = flags

    def __getattr__(self, name: str) -> Any:
        if name.startswith("__"):
            raise AttributeError(name)
        compiled = re.compile(self._source, self._flags)
        self.__dict__ |= {known: getattr(compiled, known) for known in _MEMBERS}
        return getattr(compiled, name)


_MEMBERS = [name for name in dir(re.Pattern) if not name.startswith("_")]


def lazy_pattern(source: AnyStr, flags: int = 0) -> re.Pattern[AnyStr]:
    """Return a pattern that is compiled on first use; an error in it shows only then.

    A program that starts compiles only what it needs: of the 200 patterns of the modules that the first screen
    imports, it uses 60.
    """
    return cast("re.Pattern[AnyStr]", _LazyPattern(source, flags))
