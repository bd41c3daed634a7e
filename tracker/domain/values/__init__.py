"""From what was typed to values, and how numbers, days, codes and text are counted."""
