"""Pages for everyone, signed in or not: welcome, get help now, and the component gallery."""
