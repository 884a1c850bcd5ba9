"""What projects.py measures of real projects, and how it shows it."""
