"""The server that answers the web: waitress, with deadlines for slow connections and threads kept apart by lanes."""
