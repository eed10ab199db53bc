"""The discover function's line: visit the sources that are due and hand in what they offer.

``walk`` is what a round is made with, ``visit`` reads one source, ``handing`` tells addresses that
were seen from those that were not.
"""

from saidly.rounds.round import asked, counted, go_round, moment
from saidly.rounds.walk import Round, Walk

__all__ = ["Round", "Walk", "asked", "counted", "go_round", "moment"]
