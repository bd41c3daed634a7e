"""A course: its plan, its count, its verdict, its reviews and what may follow."""
