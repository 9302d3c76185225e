"""A small province put on the site through the gate, whole or a record at a time."""

import io
from dataclasses import replace
from pathlib import Path

from portal.accounts.rules import SYSTEM
from portal.clock import now, today
from portal.documents import blobs
from portal.documents.models import Blob
from portal.plans.payload import RelationPayload
from portal.publishing import gate
from portal.publishing.actions import withdrawal
from portal.publishing.editorial import PagePayload
from portal.publishing.gate import Consent
from portal.publishing.models import Publication
from portal.publishing.payload import Payload, PublicFile
from portal.units.payload import FormerName, SuccessionPayload
from tests.site.factories import BODY, NAMES, PLAN, document, plan, province, unit
from tests.site.inspection_factories import (
    CONCLUSION,
    conclusion,
    remediation,
    session,
    timeliness,
    visit,
)


def publish(slug: str, payload: Payload, note: str = "Đăng lần đầu") -> Publication | None:
    """Through the gate, as set-up does."""
    return gate.set_up(SYSTEM, slug, payload, note)


def correct(slug: str, payload: Payload, note: str) -> Publication:
    """A further version, as a correction of a mistake of publication."""
    consent = Consent("setup", SYSTEM.name, today())
    return gate.publish(SYSTEM, gate.proposal(slug, payload), "correction", note, consent)


def withdraw(kind: str, slug: str, how: str, reason: str, successor: str = "") -> Publication:
    """Take a publication off the site."""
    row = gate.newest_version(kind, slug)
    assert row is not None
    consent = Consent("setup", SYSTEM.name, today())
    offered = withdrawal(row, how, reason, successor)
    return gate.publish(SYSTEM, offered, "withdrawal", reason, consent)


def stored_pdf(root: Path, name: str, label: str, text: str = "Văn bản") -> PublicFile:
    """A file in the store with its row, as a payload names it."""
    content = f"%PDF-1.4\n% {text}\n%%EOF\n".encode()
    kept = blobs.store(root, io.BytesIO(content), max_bytes=1 << 20)
    Blob.get_or_create(
        sha256=kept.sha256,
        defaults={"size": kept.size, "media_type": kept.media_type, "created_at": now()},
    )
    return PublicFile(kept.sha256, name, kept.size, kept.media_type, label)


def publish_all(root: Path) -> None:
    """Every kind of page at least once: moved session, two versions, a merged unit, files."""
    publish("province", province())
    gone = unit(
        "ubnd-huyen-mai-son", valid_from="", valid_to="2025-06-30", level="district",
        level_name="Cấp huyện",
        successors=(
            SuccessionPayload(
                "ubnd-xa-mai-son", NAMES["ubnd-xa-mai-son"], "2025-07-01", "split", "Chia tách",
                "Nghị quyết số 1681/NQ-UBTVQH15",
            ),
        ),
    )  # fmt: skip
    born = unit(
        "ubnd-xa-mai-son",
        former_names=(FormerName("Ủy ban nhân dân thị trấn Hát Lót", "", "2025-06-30"),),
        predecessors=(
            SuccessionPayload(
                "ubnd-huyen-mai-son", NAMES["ubnd-huyen-mai-son"], "2025-07-01", "split",
                "Chia tách", "Nghị quyết số 1681/NQ-UBTVQH15",
            ),
        ),
    )  # fmt: skip
    for one in (gone, born, *map(unit, ("so-noi-vu", "so-tai-chinh", "so-ngoai-vu"))):
        publish(one.code, one)
    publish("ubnd-phuong-moc-chau", unit("ubnd-phuong-moc-chau", type="ward"))
    publish(
        "gioi-thieu",
        PagePayload(
            "Giới thiệu", "Cổng công bố kế hoạch, lịch và kết luận kiểm tra.", 1,
            '<h2 id="noi-dung">Nội dung</h2><p>Xem <a href="../lien-he/">Liên hệ</a>.</p>',
        ),
    )  # fmt: skip
    publish("lien-he", PagePayload("Liên hệ", "Nơi tiếp nhận.", 2, "<p>Sở Nội vụ.</p>"))
    _publish_records(root)


def _publish_records(root: Path) -> None:
    signed = stored_pdf(root, "Kế hoạch 2026 (đã ký).pdf", "Bản đã ký (PDF)")
    first = plan(document=document(signed_file=signed))
    publish(PLAN, first)
    corrected = replace(
        first,
        visit_days="Từ 02 đến 03 ngày làm việc",
        body_html=BODY.replace("thấy rõ hạn chế", "thấy rõ tồn tại, hạn chế"),
        relations=(
            RelationPayload(
                "amended_by-12", "amended_by", "Được sửa đổi, bổ sung bởi",
                "Quyết định số 12/QĐ-UBND ngày 05/3/2026", "12/QĐ-UBND", "2026-03-05", "sửa đổi",
            ),
        ),
    )  # fmt: skip
    correct(PLAN, corrected, "Sửa lỗi gõ ở mục I.")
    visits = {
        "so-tai-chinh": (
            session("b1", "2026-05-12", state="done"),
            session("b2", "2026-05-13", state="done", sub_unit="Trung tâm Tin học"),
        ),
        "so-ngoai-vu": (
            session(
                "b1", "2026-11-19", state="moved", moved_to="b2", reason="Trùng lịch họp UBND tỉnh"
            ),
            session("b2", "2026-12-08", time="08:00"),
        ),
        "ubnd-xa-mai-son": (
            session("b1", "2026-12-15"),
            session("b2", "2026-12-16", state="cancelled", reason="Rút ngắn thời gian"),
        ),
    }
    for code, sessions in visits.items():
        publish(f"2026/{code}", visit(code, *sessions))
    publish(CONCLUSION, conclusion())
    publish(CONCLUSION, remediation())
    publish(PLAN, timeliness())
