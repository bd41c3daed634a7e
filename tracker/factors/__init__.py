"""Second factors: codes of an authenticator app, passkeys, and the step between password and sign-in."""
