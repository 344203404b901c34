#!/usr/bin/env bash
# pathspec 1.1.1: GitIgnoreSpec calls folders ignored that git enters.
#
# With the allow-list
#     specs/**
#     !specs/**/
#     !specs/**/*.md
# git enters specs/ and specs/a/ and lists the Markdown files there; for specs/a, `git check-ignore -v` names line 2,
# which includes the folders again. pathspec agrees with git on every file, but calls both folders ignored. A program
# that walks a tree and skips ignored folders silently loses every file below them.
#
# Seen with git 2.39.5, Python 3.11:
#     git lists:         specs/a/plan.md specs/open.md
#     files ignored:     specs/a/notes.txt
#     folders ignored:   specs/ specs/a/
#
# Fails if pathspec 1.1.1 gives another result.
set -euo pipefail
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
python3 -m venv "$work/venv"
"$work/venv/bin/python" -m pip --quiet --disable-pip-version-check install pathspec==1.1.1 2>/dev/null
mkdir -p "$work/tree/specs/a"
cd "$work/tree"
git init --quiet .
printf '%s\n' 'specs/**' '!specs/**/' '!specs/**/*.md' >.gitignore
touch specs/open.md specs/a/plan.md specs/a/notes.txt

listed=$(git ls-files --others --exclude-standard -- specs | sort | xargs)
echo "git lists:         $listed"
[ "$listed" = "specs/a/plan.md specs/open.md" ]

"$work/venv/bin/python" - <<'PYTHON'
from pathspec import GitIgnoreSpec

with open(".gitignore", encoding="utf-8") as lines:
    spec = GitIgnoreSpec.from_lines(lines.read().splitlines())
files = ["specs/open.md", "specs/a/plan.md", "specs/a/notes.txt"]
folders = ["specs/", "specs/a/"]
print("files ignored:    ", *[name for name in files if spec.match_file(name)])
print("folders ignored:  ", *[name for name in folders if spec.match_file(name)])
assert [name for name in files if spec.match_file(name)] == ["specs/a/notes.txt"]
assert [name for name in folders if spec.match_file(name)] == folders
PYTHON
