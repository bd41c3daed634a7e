"""What treatment does and tells: for its own pages, for Today, the charts, the reports and the import."""
