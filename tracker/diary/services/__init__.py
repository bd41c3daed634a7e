"""Reading and writing the diary."""
