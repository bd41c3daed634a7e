"""What sharing does: grants, invitations, share links and the access log."""
