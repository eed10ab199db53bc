"""Saidly reads news pages and keeps who said what."""
