"""What becomes of a file that was brought: kept, read, shown, stored, taken back."""
