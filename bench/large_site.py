"""A province of ten thousand public pages: the data of the measurements of the frozen site.

Of 100 pages 70 are conclusions with findings (half of them their versions), 22 units, the rest
lists, months and plans. Everything goes through the gate; names and texts are made up from
lists, the same in every run.
"""

import hashlib
import random
import shutil
import sys
from collections.abc import Iterator
from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path

from flask import Flask
from measuring import KEPT, ROOT, command

from portal import create_app, db, migrations
from portal.accounts.rules import SYSTEM
from portal.inspections.payload import (
    ConclusionPayload,
    FindingPayload,
    RemediationPayload,
    RemediationRow,
    SessionPayload,
    VisitPayload,
)
from portal.plans.payload import PlanPayload, StrandPayload
from portal.publishing import gate
from portal.publishing.editorial import PagePayload, ProvincePayload
from portal.publishing.gate import Consent
from portal.publishing.payload import Payload, UnitRef
from portal.publishing.shared import PublicDeadline, PublicDocument
from portal.units.payload import UnitPayload

YEARS = range(2017, 2027)
FIELDS = (
    "Công tác chỉ đạo, điều hành", "Cải cách thể chế", "Cải cách thủ tục hành chính",
    "Cải cách tổ chức bộ máy", "Cải cách chế độ công vụ", "Cải cách tài chính công",
    "Xây dựng chính quyền điện tử, chính quyền số",
)  # fmt: skip
PLACES = (
    "Mai Sơn", "Mộc Châu", "Vân Hồ", "Yên Châu", "Thuận Châu", "Quỳnh Nhai", "Mường La",
    "Bắc Yên", "Phù Yên", "Sông Mã", "Sốp Cộp", "Chiềng Ngần", "Hua La", "Tô Hiệu",
)  # fmt: skip
WORDS = (
    "đơn vị đã ban hành kế hoạch đúng thời gian và phân công người phụ trách",
    "việc rà soát văn bản quy phạm pháp luật chưa được thực hiện theo đúng kỳ",
    "bộ phận một cửa niêm yết đầy đủ danh mục thủ tục và phí, lệ phí",
    "còn hồ sơ trễ hạn nhưng chưa có văn bản xin lỗi người dân, tổ chức",
    "tỷ lệ hồ sơ nộp trực tuyến tăng so với cùng kỳ năm trước",
    "đề nghị bố trí máy quét và đường truyền cho công chức tiếp nhận hồ sơ",
    "hồ sơ tuyển dụng, bổ nhiệm và chuyển đổi vị trí công tác lưu trữ đầy đủ",
    "dự toán và quyết toán ngân sách được công khai đúng biểu mẫu",
)


#: Home, lists, months, plans and their versions, whatever the number of units.
FIXED = 114
#: Pages for one of the base: 0.38 units, 0.60 conclusions with a version page each, and the
#: pages of the lists that name them, fifty to a page.
PER_BASE = 0.38 + 2 * 0.60 + 0.12


def copy(data: Path, pages: int) -> None:
    """Fill ``data`` with a province of ``pages`` pages, made once and kept.

    It is made anew when this module, a payload, the gate or the tables have changed.
    """
    digest = hashlib.sha256(Path(__file__).read_bytes())
    for pattern in ("migrations/*.py", "publishing/*.py", "*/payload.py"):
        for path in sorted((ROOT / "portal").glob(pattern)):
            digest.update(path.read_bytes())
    kept = KEPT / "provinces" / f"{pages}-{digest.hexdigest()[:16]}"
    if not kept.exists():
        for outdated in (KEPT / "provinces").glob(f"{pages}-*"):
            shutil.rmtree(outdated)
        making = kept.with_name(f"{kept.name}.making")
        _apart("make", making, pages)
        making.rename(kept)
    shutil.copytree(kept, data, dirs_exist_ok=True)


def make(data: Path, pages: int, url: str = "") -> Flask:
    """An app on ``data`` with ``pages`` public pages, give or take two in a hundred."""
    app = create_app({"DATA": str(data), "DATABASE": url, "SECRET_KEY": "bench"})
    migrations.apply(app)
    with app.app_context(), db.connection(app), db.write():
        for slug, payload in everything(_base(pages)):
            consent = Consent("setup", SYSTEM.name, date(2026, 1, 1))
            gate.publish(SYSTEM, gate.proposal(slug, payload), "first", "Đăng lần đầu", consent)
    return app


def change(data: Path, pages: int, number: int) -> None:
    """Publish one change: a new version of the conclusion that is ``number`` from the end."""
    _apart("change", data, pages, number)


def _apart(what: str, data: Path, *numbers: int) -> None:
    """Make or change a province in a process of its own: the most memory that the kernel tells
    of a command is at least that of the process which started it."""
    command([sys.executable, __file__, what, data, *map(str, numbers)])


def _change(data: Path, pages: int, number: int) -> None:
    found = [one for one in everything(_base(pages)) if isinstance(one[1], ConclusionPayload)]
    slug, payload = found[-number]
    assert isinstance(payload, ConclusionPayload)
    changed = replace(payload, summary=f"{payload.summary} Đính chính lần {number}.")
    app = create_app({"DATA": str(data), "SECRET_KEY": "bench"})
    with app.app_context(), db.connection(app), db.write():
        consent = Consent("setup", SYSTEM.name, date(2026, 1, 2))
        gate.publish(SYSTEM, gate.proposal(slug, changed), "correction", "Đính chính", consent)
    app.extensions["database"].close()


def _base(pages: int) -> int:
    """The base that gives so many pages."""
    return round((pages - FIXED) / PER_BASE)


def everything(pages: int) -> Iterator[tuple[str, Payload]]:
    """Slug and payload of each publication, from a base of so many pages."""
    chance = random.Random(2026)
    yield "province", ProvincePayload(
        "lon", "tỉnh Mẫu", "Cổng thông tin kiểm tra cải cách hành chính tỉnh Mẫu",
        "Kiểm tra CCHC", "Ủy ban nhân dân tỉnh Mẫu", "Sở Nội vụ", "Tỉnh Mẫu", 2026, "do", "", True,
    )  # fmt: skip
    yield "gioi-thieu", PagePayload("Giới thiệu", "Về cổng này.", 1, text(chance, 12))
    units = [_unit(number) for number in range(pages * 38 // 100)]
    for unit in units:
        yield unit.code, unit
    conclusions = pages * 60 // 100
    per_year = max(1, conclusions // len(YEARS))
    number = 0
    for year in YEARS:
        chosen = [units[(number + one) % len(units)] for one in range(per_year)]
        yield f"{year}/ke-hoach", _plan(chance, year, chosen[:60])
        for unit in chosen:
            number += 1
            yield from _inspection(chance, year, number, unit)


def text(chance: random.Random, paragraphs: int) -> str:
    """Headings and paragraphs as an imported document has them."""
    parts = []
    for number in range(1, paragraphs + 1):
        if number % 4 == 1:
            parts.append(f'<h2 id="muc-{number}">{number}. {chance.choice(FIELDS)}</h2>')
        sentences = ". ".join(one.capitalize() for one in chance.sample(WORDS, 4))
        parts.append(f"<p>{sentences}.</p>")
    return "".join(parts)


def _unit(number: int) -> UnitPayload:
    name = f"Ủy ban nhân dân xã {PLACES[number % len(PLACES)]} {number // len(PLACES) + 1}"
    return UnitPayload(
        f"xa-{number:05}", name, name.replace("Ủy ban nhân dân", "UBND"), (), "commune",
        "Ủy ban nhân dân xã", "commune", "Cấp xã", "xa", "Khối xã, phường", "", "",
        "2017-01-01", "",
    )  # fmt: skip


def _document(number: str, issued: date, subject: str) -> PublicDocument:
    return PublicDocument(
        "thong-bao", "Thông báo", number, issued.isoformat(), "Sở Nội vụ", "Nguyễn Văn Mẫu",
        "Giám đốc", subject=subject, place="Tỉnh Mẫu",
        legal_bases=("Nghị quyết số 76/NQ-CP ngày 15/7/2021",),
        recipients=("Ủy ban nhân dân tỉnh", "Lưu: VT"),
    )  # fmt: skip


def _deadline(code: str, day: date) -> PublicDeadline:
    return PublicDeadline(
        code, "Báo cáo khắc phục", day.isoformat(), "Trong 30 ngày kể từ ngày ban hành kết luận"
    )


def _plan(chance: random.Random, year: int, units: list[UnitPayload]) -> PlanPayload:
    members = tuple(UnitRef(unit.code, unit.name) for unit in units)
    title = f"Kế hoạch kiểm tra công tác cải cách hành chính năm {year}"
    strand = StrandPayload(
        "truc-tiep", "Kiểm tra trực tiếp", "onsite", "Trực tiếp tại đơn vị",
        "Đoàn nghiên cứu hồ sơ và làm việc tại đơn vị.", "", members,
        (_deadline("bao-cao", date(year, 6, 1)),),
    )  # fmt: skip
    return PlanPayload(
        year, title, "Kiểm tra trực tiếp tại đơn vị.",
        _document(f"{year % 100}/KH-UBND", date(year, 2, 1), title), "", (strand,),
        f"Từ ngày 01/01/{year - 1}", "Từ 02 đến 04 ngày làm việc", "", ("Sở Nội vụ",),
        text(chance, 40), None, contents=FIELDS, demo=True,
    )  # fmt: skip


def _inspection(
    chance: random.Random, year: int, number: int, unit: UnitPayload
) -> Iterator[tuple[str, Payload]]:
    day = date(year, 3, 1) + timedelta(days=chance.randrange(240))
    slug, ref = f"{year}/{unit.code}-{number}", UnitRef(unit.code, unit.name)
    plan, plan_title = f"{year}/ke-hoach", f"Kế hoạch kiểm tra năm {year}"
    if number % 10 == 0:
        yield slug, VisitPayload(
            year, plan, plan_title, ref, "truc-tiep", "Kiểm tra trực tiếp",
            "Trực tiếp tại đơn vị", "Đoàn kiểm tra", "Lãnh đạo Sở Nội vụ",
            (SessionPayload("b1", day.isoformat(), "morning", "Buổi sáng", "", "Trụ sở đơn vị",
                            "", "done"),),
            (_deadline("bao-cao", day),), "concluded", True,
        )  # fmt: skip
    title = f"Kết luận kiểm tra công tác cải cách hành chính tại {unit.name}"
    findings = tuple(_finding(chance, one, day) for one in range(14))
    yield slug, ConclusionPayload(
        year, title, ref, plan, plan_title, slug, (day.isoformat(),),
        _document(f"{number}/TB-SNV", day, title), "", " ".join(WORDS[:4]), findings, False, "",
        True,
    )  # fmt: skip
    if number % 20 == 0:
        yield (
            slug,
            RemediationPayload(
                year, ref, slug, title, tuple(_remedy(one) for one in findings[:2]), (), True
            ),
        )


def _finding(chance: random.Random, number: int, day: date) -> FindingPayload:
    field = FIELDS[number % len(FIELDS)]
    kind = ("shortcoming", "Tồn tại, hạn chế") if number % 2 else ("strength", "Ưu điểm")
    sentences = [one.capitalize() + "." for one in chance.sample(WORDS, 4)]
    due = _deadline(f"h{number}", day + timedelta(days=30)) if number % 2 else None
    return FindingPayload(
        f"n{number}", f"linh-vuc-{number % 7}", field, *kind, " ".join(sentences[:2]),
        sentences[2], sentences[3], due,
    )  # fmt: skip


def _remedy(finding: FindingPayload) -> RemediationRow:
    assert finding.deadline or finding.text
    due = finding.deadline or _deadline(finding.code, date(2026, 7, 1))
    return RemediationRow(
        finding.code, finding.domain_name, finding.text, finding.recommendation, due,
        "2026-06-20", "Đã rà soát.", "2026-07-01", "Đúng báo cáo.", "verified", "Đã xác minh",
    )  # fmt: skip


if __name__ == "__main__":
    {"make": make, "change": _change}[sys.argv[1]](Path(sys.argv[2]), *map(int, sys.argv[3:]))
