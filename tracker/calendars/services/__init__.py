"""Making, listing and ending feeds, and the events that they hold."""
