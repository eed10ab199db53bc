"""Routes as plain functions over the shelves: a request in, a reply out.

``router`` finds the route and turns expected failures into problem documents; each group of routes
is a module with its own ``ROUTES``. What is imported here is what others use.
"""

from saidly.api.desk import Desk
from saidly.api.messages import Reply, Request
from saidly.api.router import OPEN, ROUTES, answer, located

__all__ = ["OPEN", "ROUTES", "Desk", "Reply", "Request", "answer", "located"]
