"""What can be wrong with a spec: one file a rule.

Invariants of this package, each with a test under ``tests/rules``:

* Pure: what a rule must know of the world comes in as one frozen ``Facts``.
* A rule is one module: its docstring is its manual page, ``RULE`` its name, code
  and severity, ``check`` its finding.  Nothing else is edited to add one.
* Every rule has a fixture that it finds, and is silent on the finished sample.
* A fix that is called safe leaves nothing for its rule to find, and brings no new
  finding of another.
"""
