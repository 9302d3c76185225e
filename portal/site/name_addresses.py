"""The addresses of a unit by the names it bears and bore, beside the one it keeps.

A unit that is renamed keeps its code and so its address, which goes by its first name. Once it
has another name, ``/don-vi/so-van-hoa-the-thao/`` leads to it as well, as do its earlier names:
as a redirect where a service answers, as a page that leads on where files do. A name that is the
address of a unit, or that two units claim, leads nowhere.
"""

from portal.publishing.shelf import Shelf
from portal.site.catalog import catalog
from portal.site.gone import Gone
from portal.site.registry import Inputs, Params, path_to
from portal.site.versions import moved_page
from portal.vietnamese import slug


def names(shelf: Shelf) -> dict[str, str]:
    """``so-van-hoa-the-thao`` → the code of the one unit that has, or had, this name."""

    def made() -> dict[str, str]:
        codes = set(shelf.slugs("unit"))
        claims: dict[str, set[str]] = {}
        for code, unit in catalog(shelf).units.items():
            if not unit.payload["former_names"]:
                continue
            borne = [unit.payload["name"], *(one["name"] for one in unit.payload["former_names"])]
            for name in borne:
                claims.setdefault(slug(name), set()).add(code)
        return {
            name: min(claimed)
            for name, claimed in sorted(claims.items())
            if len(claimed) == 1 and name and name not in codes
        }

    held: dict[str, str] = shelf.kept("unit name addresses", made)
    return held


def name_page(shelf: Shelf, name: str) -> Inputs | None:
    """What stands at the address of a name; None where no unit has it."""
    code = names(shelf).get(name)
    unit = shelf.find("unit", code) if code else None
    if code is None or unit is None:
        return None
    return moved_page(unit.payload["name"], path_to("unit", code=code))


def name_paths(shelf: Shelf) -> list[Params]:
    """The parameters of every address by name."""
    return [{"code": name} for name in names(shelf)]


def name_redirects(shelf: Shelf) -> list[Gone]:
    """The same for servers of files: each address by name, and where it leads."""
    return [
        Gone(path_to("unit", code=name), "moved", 301, path_to("unit", code=code))
        for name, code in names(shelf).items()
    ]
