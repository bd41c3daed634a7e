"""The forms of accounts, of second factors and of passkeys. They only parse."""
