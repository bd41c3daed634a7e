"""Where an account is reached: its browsers by Web Push, and its e-mail address once that is confirmed."""
