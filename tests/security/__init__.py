"""What an attacker tries, through every door of the app."""
