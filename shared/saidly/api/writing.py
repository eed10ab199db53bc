"""An answer in the format that was asked for."""

from saidly import formats
from saidly.api.messages import Reply, Request, problem
from saidly.codec import JSON
from saidly.errors import NotFound


def written(request: Request, table: formats.Table, body: JSON, *headers: tuple[str, str]) -> Reply:
    """Return an answer in the format that the address ends in, or that ``Accept`` prefers.

    Raises:
        NotFound: the address ends in a format that this answer does not have.
    """
    chosen = formats.chosen(table, request.suffix, request.headers.get("accept"))
    if chosen is not None:
        return Reply(200, (("content-type", chosen.media_type), *headers), chosen.render(body))
    if request.suffix is not None:
        raise NotFound(f"this answer has no format {request.suffix!r}; it has {', '.join(table)}")
    types = [each.media_type for each in table.values()]
    return problem(406, f"this answer comes as {'; '.join(types)}", request.id, available=types)
