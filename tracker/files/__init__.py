"""Files made of rows that were read elsewhere: pure functions on the standard library and the domain alone."""
