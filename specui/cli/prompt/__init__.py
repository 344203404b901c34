"""Triage line by line, for screen readers and slow links: no colours, no cursor movement, one item at a time.

| module | owns |
|---|---|
| `parser.py` | what a typed line means; pure |
| `phrases.py` | the words for an item, its related items and the changes of a resolution; pure |
| `decide.py` | the change that a decision makes; pure |
| `specs.py` | the specs of one run: reading, refreshing, ages |
| `console.py` | reading lines, printing lines and prompts |
| `conversation.py` | the loop: the queue, the session, questions and replies |
"""
