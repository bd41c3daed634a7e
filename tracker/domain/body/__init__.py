"""Where pain was felt, how far from the back, and the bout it belongs to."""
