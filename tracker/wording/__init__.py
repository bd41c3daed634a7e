"""The words people read: each sentence made of facts that were worked out elsewhere."""
