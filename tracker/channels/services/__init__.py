"""Adding and ending the ways an account is reached, and reaching it."""
