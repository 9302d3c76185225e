"""What a freeze did, told to who ran it and kept beside the build, outside the public folder."""

import json
from dataclasses import dataclass, fields
from datetime import date, datetime
from pathlib import Path
from typing import Any

from portal.site.freezing.build import REPORT
from portal.site.freezing.file_codes import CODES

Entries = dict[str, tuple[str, int]]
#: Where files lie that follow from the others: nobody needs to be told that they changed.
DERIVED = (CODES, "tim-kiem/du-lieu/")


NO_ADDRESS = (
    "Chưa đặt PORTAL_PUBLIC_URL (địa chỉ trang công khai mà người đọc mở), nên: trang không có địa "
    "chỉ chính thức (canonical) cho công cụ tìm kiếm; nguồn tin (Atom, JSON), tệp lịch và sơ đồ "
    "trang không có địa chỉ đầy đủ, phần mềm đọc tin không mở được bài; bản in không có mã QR và "
    "địa chỉ để tra lại. Hãy đặt biến này rồi chạy lại “portal freeze”."
)


@dataclass(frozen=True)
class Report:
    """What a freeze did.

    Names are of files, without compressed forms, lists of codes and the search index, which
    follow from the others; ``size`` in bytes, ``seconds`` of work, of which ``phases`` names the
    long ones; ``allowed``: why many pages might vanish at once; ``warnings``: what of the site will
    not work as it is set up, in sentences for the administrator.
    """

    number: int
    frozen_at: datetime
    as_of: date
    added: tuple[str, ...]
    changed: tuple[str, ...]
    removed: tuple[str, ...]
    files: int
    size: int
    allowed: str
    seconds: float
    phases: dict[str, float]
    warnings: tuple[str, ...] = ()

    @property
    def nothing_new(self) -> bool:
        """Whether the site stayed as it was, so that no build was made."""
        return not self.number

    def write(self, folder: Path) -> None:
        """Keep it in the folder of its build."""
        told = vars(self) | {
            "frozen_at": self.frozen_at.isoformat(timespec="seconds"),
            "as_of": self.as_of.isoformat(),
        }
        with (folder / REPORT).open("w", encoding="utf-8") as file:
            json.dump(told, file, ensure_ascii=False, indent=1)

    @classmethod
    def read(cls, folder: Path) -> "Report":
        """The report in the folder of a build; those of older portals tell less.

        FileNotFoundError when the build is cleared away meanwhile.
        """
        told = {"number": int(folder.name), "allowed": "", "phases": {}}
        told |= json.loads((folder / REPORT).read_text(encoding="utf-8"))
        return cls(
            **{one.name: _plain(told[one.name]) for one in fields(cls) if one.name in told}
            | {
                "frozen_at": datetime.fromisoformat(told["frozen_at"]),
                "as_of": date.fromisoformat(told["as_of"]),
            }
        )


def _plain(value: Any) -> Any:
    return tuple(value) if isinstance(value, list) else value


def report_of(
    entries: Entries,
    before: Entries,
    now: datetime,
    as_of: date,
    allowed: str,
    seconds: float,
    phases: dict[str, float],
    warnings: tuple[str, ...] = (),
) -> Report:
    """The report on a build of these ``entries`` after one of those ``before``; it has no number
    yet."""
    old, new = _hashes(before), _hashes(entries)
    return Report(
        number=0,
        frozen_at=now,
        as_of=as_of,
        added=tuple(sorted(new.keys() - old.keys())),
        changed=tuple(sorted(name for name in new.keys() & old.keys() if new[name] != old[name])),
        removed=tuple(sorted(old.keys() - new.keys())),
        files=len(entries),
        size=sum(size for _, size in entries.values()),
        allowed=allowed,
        seconds=round(seconds, 3),
        phases=phases,
        warnings=warnings,
    )


def warnings_of(public_url: str) -> tuple[str, ...]:
    """What will not work without the address of the public site (``PORTAL_PUBLIC_URL``).

    No error: a site to be tried, or read from a folder or a disc, has no address.
    """
    return () if public_url else (NO_ADDRESS,)


def _hashes(entries: Entries) -> dict[str, str]:
    return {
        name: sha256
        for name, (sha256, _) in entries.items()
        if not name.endswith((".gz", ".br")) and not name.startswith(DERIVED)
    }
