"""The items of a spec's parts, in whatever shape they stand: boxes, bullets, numbers, rows, headings, paragraphs.

``reader.py`` finds them, ``unread.py`` the lines that look like items and are none for Markdown; together they
account for every line of a part: an item, part of one, a note, or a line that could not be read.
"""
