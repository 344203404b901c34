"""The folder on disk, and all input and output.

The layers, from below: `user_folders`, `storage`, `state`, `git`, `files`, the snapshot (`workspace`, `disk_changes`),
`history`, `config` and `check`, `session`, `new_spec`.  No module imports one above it, or itself through others: held
by import-linter and tests/test_structure.py.

Invariants, each ensured by a test in tests/workspace/:

- Nothing here imports textual, rich or click; nothing below here uses a file, a clock or a process.
- A spec is either wholly its old bytes or wholly its new ones, whatever is killed, full or refused (`storage`); files
  are compared by content, never by time stamp.
- Every failure is a `StorageError` whose text is one sentence: what, where, what to do.
- Reading never hangs and never leaves the repository: FIFOs, devices and links to elsewhere are refused.
- specui leaves nothing in a repository: locks are on the folder itself, unsaved typing is in the user's state folder,
  temporary files have one recognisable name (`temporary_files.is_ours`).
- The watcher reports what may have changed; the session compares content.
- Each new text is scanned once and judged once (`test_session_counts`).
"""
