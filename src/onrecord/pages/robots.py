"""What a site's robots.txt (RFC 9309) lets this tool ask for."""

import re

from protego import Protego

LARGEST = 500_000  # bytes: what RFC 9309 wants read at least
_SLOWEST = 30.0
_AGENT = re.compile(r"\s*user[-\s]*agent\b[\s:]*([^\s/#]*)", re.IGNORECASE)


class Robots:
    """The rules of one site. `agent`: the product token, in lower case, that they are looked up for."""

    def __init__(self, text: str, agent: str) -> None:
        # Groups of other agents are taken as one: the number of agents times that of their rules could fill any memory.
        self._rules = Protego.parse("\n".join(_told(line, agent) for line in text.removeprefix("\ufeff").splitlines()))
        self._agent = agent

    def allows(self, url: str) -> bool:
        return self._rules.can_fetch(url, self._agent)

    @property
    def gap(self) -> float:
        """The seconds between two requests that the site asks for; at most 30."""
        return min(self._rules.crawl_delay(self._agent) or 0.0, _SLOWEST)


def _told(line: str, agent: str) -> str:
    named = _AGENT.match(line)
    if named is None:
        return line
    token = named[1].lower()
    return f"User-agent: {'*' if token.startswith('*') else agent if token == agent else 'somebody-else'}"
