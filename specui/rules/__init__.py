"""The rules that find what is wrong with a spec, one module per rule.

Invariants of this package, and what holds each:

* Pure: no files, clock or environment. A rule learns about the world from one frozen ``Facts``. Ensured by
  import-linter (``make lint``).
* To add a rule, add one module: its name is the rule's, its docstring the manual page, ``RULE`` its code and severity,
  ``check`` yields its findings. Ensured by ``test_registry.py``.
* Every rule finds its bad fixtures and reports nothing in its near misses. Ensured by ``test_fixtures.py``.
* A safe fix leaves its rule nothing to find and causes no new finding. Ensured by ``test_fixtures.py``.
* A safe fix changes no count except those that its title names. Ensured by ``test_fixes_keep_counts.py``.
* Rules never raise, whatever the file holds, and take linear time. Ensured by ``test_hostile.py``.
"""
