"""The log in a browser: pages, their JSON, and the guard before both."""
