"""A person's record: episode, cautions, function, the history of every change, and undo."""
