"""The items of a spec's parts, in any shape: boxes, bullets, numbers, rows, headings, paragraphs.

``kinds.py`` is the table of their kinds. ``reader.py`` finds them, ``unread.py`` the lines that look like items but are
none in Markdown; together they account for every line of a part: an item, part of one, a note, or an unread line.
"""
