"""What the main jobs cost a hand: taps, screens and seconds, counted in a real browser on two builds."""
