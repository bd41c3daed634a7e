"""What the pages that join the features show, read in a fixed number of queries."""
