"""Saidly reads news pages and keeps who said what."""

from saidly.primed import prime

prime()  # before any module compiles; only a built layer holds the file
