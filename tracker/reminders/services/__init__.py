"""What is done with reminders, without a web request."""
