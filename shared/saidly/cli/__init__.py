"""The command line's parts: what it prints, how it reaches the API, and its commands."""
