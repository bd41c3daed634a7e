"""The record itself: what it says, how its rows are written, undone and told, and what others see of it."""
