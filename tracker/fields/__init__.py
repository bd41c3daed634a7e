"""What is recorded: each field is declared once, with its kind, its limits and what is said of it everywhere."""
