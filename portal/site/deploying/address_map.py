"""What a server of files must answer for addresses that ended, as nginx and Caddy read it.

Published by mistake: 410, with the page that says so. Moved: 301. All other ends keep their page
(replaced: readable under a banner; stopped: the page that says so), as on the live site.
"""

from collections.abc import Iterator

from portal.site.gone import Gone


def nginx_map(gone: list[Gone]) -> str:
    """The body of ``map $uri $portal_gone``: “1” for 410, a path for 301."""
    lines = ["# portal map --nginx"]
    for one in gone:
        if one.status == 410:
            lines += [f"{_quoted(path)} 1;" for path in _forms(one.path)]
        elif one.status == 301:
            lines += [f"{_quoted(path)} {_quoted(one.successor)};" for path in _forms(one.path)]
    return "\n".join(lines) + "\n"


def caddy_map(gone: list[Gone]) -> str:
    """A snippet of a Caddyfile site: one matcher for all that is gone, a line for each move."""
    paths = [path for one in gone if one.status == 410 for path in _forms(one.path)]
    lines = ["# portal map --caddy"]
    if paths:
        lines += [f"@portal_gone path {' '.join(map(_quoted, paths))}", "error @portal_gone 410"]
    for one in gone:
        if one.status == 301:
            moved = (f"redir {_quoted(p)} {_quoted(one.successor)} 301" for p in _forms(one.path))
            lines += moved
    return "\n".join(lines) + "\n"


def _forms(path: str) -> Iterator[str]:
    yield path
    if path.endswith("/"):
        yield f"{path}index.html"


def _quoted(path: str) -> str:
    # slugs hold letters, digits and hyphens; a successor was typed by somebody
    return '"' + "".join(one for one in path if one.isalnum() or one in "-._~/:%#") + '"'
