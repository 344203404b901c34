"""The folder on disk, and all input and output.

Invariants, each held by a test in tests/workspace/:

- Nothing here imports textual, rich or click; nothing below here touches a file, a clock or a process.
- A spec is either wholly its old bytes or wholly its new ones, whatever is killed, full or refused
  (`storage`); what stands on disk is told by content, never by time stamp.
- Every failure is a `StorageError` whose text is one sentence: what, where, what to do.
- Reading never hangs and never leaves the repository: FIFOs, devices and links to elsewhere are refused.
- Nothing of ours stays in a repository: locks are on the folder itself, typing that was not saved is in
  the user's state folder, temporary files have one recognisable name (`temporary.is_ours`).
- The watcher says what may have changed; the snapshot decides by content what did.
"""
