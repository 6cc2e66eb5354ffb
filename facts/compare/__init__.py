"""Facts beside what is known."""
