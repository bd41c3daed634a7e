"""What papers say, and how they become a PDF."""
