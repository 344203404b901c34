"""Controllers that several screens share: history, clipboard, dialogs. Plain objects over ports."""
