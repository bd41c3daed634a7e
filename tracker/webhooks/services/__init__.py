"""Making and ending webhooks, noticing what they tell of, and sending it."""
