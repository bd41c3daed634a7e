"""The forms of grants, invitations and share links. They only parse."""
