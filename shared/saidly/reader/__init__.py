"""The reader: pages for people over the same record that the API answers from."""
