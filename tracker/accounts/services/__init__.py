"""What can be done with an account, and how somebody comes in: sign-ins, second steps, recovery, the owner's log."""
