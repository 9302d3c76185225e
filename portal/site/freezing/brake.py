"""The brake: a freeze that would take away many pages at once stops and says which.

An empty database, a lost folder or a wrong setting looks like an order to remove the site. What
was withdrawn on purpose leaves a tombstone page and so does not count, nor do the versions of a
document whose page stays, nor their comparisons.
"""

from portal.site.freezing.build import Build
from portal.site.freezing.builds import FreezeRefused

#: The share of the pages shown that may vanish at once.
MAY_VANISH = 0.05
#: So many may always: on a small site one document less is a twentieth.
_FEW = 5
#: Below the page of a document: its versions, and two of them beside each other.
_PARTS = ("/phien-ban/", "/so-sanh/")
_NAMED = 10


def check(last: Build | None, names: set[str], reason: str) -> None:
    """Refuse when more than a twentieth of the pages of ``last`` is not among ``names``.

    ``reason``: why that is as it should be, when somebody said so.
    """
    if last is None or reason:
        return
    before = [name for name in last.entries if name.endswith(".html")]
    gone = sorted(name for name in before if name not in names and not _follows(name, names))
    if len(gone) > max(_FEW, MAY_VANISH * len(before)):
        first = ", ".join(gone[:_NAMED])
        raise FreezeRefused(
            f"Dừng lại: {len(gone)} trên {len(before)} trang đang hiện sẽ biến mất, quá 5 %: "
            f"{first}{'…' if len(gone) > _NAMED else ''}. Hãy kiểm tra dữ liệu; nếu đúng là muốn "
            'vậy, chạy “portal freeze --allow-vanishing "lý do"”.'
        )


def _follows(name: str, names: set[str]) -> bool:
    """Whether it is a page about versions that went as their document was withdrawn."""
    return any(part in name and f"{name.partition(part)[0]}/index.html" in names for part in _PARTS)
