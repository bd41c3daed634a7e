"""Who somebody is: accounts, sign-in, sessions, recovery codes, throttles and the account's own settings."""
