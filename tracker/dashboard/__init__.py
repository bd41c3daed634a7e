"""Pages that join the features: Today, diary, progress, course and more."""
