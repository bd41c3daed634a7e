"""The app in a pocket: installed on a phone, opened without network, and what was noted there meanwhile."""
