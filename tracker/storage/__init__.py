"""Tables, column types and connections, for both engines."""
