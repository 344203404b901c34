#!/usr/bin/env bash
# mypy 2.4.1 accepts f-strings that the Python version it checks for cannot parse.
#
# Since Python 3.12, an f-string can use its own quotes within its braces: f"{found["name"]}". On 3.11 that is a
# SyntaxError at import. mypy has its own parser, so it reports nothing, neither with `--python-version 3.11` nor under
# Python 3.11. A project whose tests do not import the module ships the error. ruff with target-version py311 reports
# it.
#
# Seen:
#     mypy 2.4.1, --python-version 3.11: Success: no issues found in 1 source file
#     ruff 0.17.6, --target-version py311: invalid-syntax: Cannot reuse outer quote character in f-strings on Python 3.11
#
# Fails if mypy 2.4.1 reports the error, or ruff 0.17.6 does not.
set -euo pipefail
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
python3 -m venv "$work/venv"
"$work/venv/bin/python" -m pip --quiet --disable-pip-version-check install mypy==2.4.1 ruff==0.17.6 2>/dev/null
cd "$work"
printf '%s\n' 'found = {"name": "quay"}' 'print(f"{found["name"]}")' >harbour.py

"$work/venv/bin/mypy" --cache-dir "$work/cache" --python-version 3.11 --strict harbour.py | tee mypy.txt
grep -q "no issues found" mypy.txt
if "$work/venv/bin/ruff" check --no-cache --isolated --target-version py311 --output-format concise harbour.py >ruff.txt; then
  echo "ruff found nothing" && exit 1
fi
cat ruff.txt
grep -q "reuse outer quote character" ruff.txt
