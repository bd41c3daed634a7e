"""The forms of treatment. They parse; choices and what stood last time are handed in."""
