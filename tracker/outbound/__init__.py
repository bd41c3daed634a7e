"""What this server sends to others: the carrier that calls none but public numbers, Web Push, and mail."""
