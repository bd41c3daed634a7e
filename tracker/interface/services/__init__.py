"""What the interface shows and takes: fields as JSON, bodies, lists by cursor, and each resource."""
