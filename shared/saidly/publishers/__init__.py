"""What is special about a publisher, as data: ``<registered domain>.json``, one small file each.

A rule is for what no page can tell about itself; all else the generic reader must find.
"""
