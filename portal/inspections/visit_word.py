"""Word files of a visit: the notice of the schedule and the minutes, in the official layout."""

from dataclasses import dataclass
from datetime import date

from portal.documents.word.blocks import Block, HeadingBlock, TableBlock, text_block
from portal.documents.word.writing import OfficialDocument, official_document
from portal.inspections.paper_signers import Signature, team_signature
from portal.inspections.rules import DOMAINS, FINDING_KINDS, MEMBER_ROLES
from portal.vietnamese import legal_date

_ROOM_TO_SIGN = "\n\n\n\n"


@dataclass(frozen=True)
class VisitFile:
    """What both files need: who issues, where, which unit, sessions, people, findings.

    ``sessions`` are (day, part in words, time, place, sub-unit); ``members`` are (name, role,
    agency, field); ``findings`` are (kind, domain, text); ``deadlines`` are (title, sentence).
    """

    authority: str
    issuer: str
    place: str
    unit_name: str
    plan_title: str
    sessions: tuple[tuple[date, str, str, str, str], ...]
    members: tuple[tuple[str, str, str, str], ...] = ()
    findings: tuple[tuple[str, str, str], ...] = ()
    deadlines: tuple[tuple[str, str], ...] = ()


def schedule_notice(file: VisitFile) -> bytes:
    """Thông báo lịch kiểm tra (.docx) for the unit; number and date stay open."""
    blocks: list[Block] = [
        text_block(
            f"Thực hiện {file.plan_title}, {file.issuer} thông báo lịch kiểm tra công tác "
            f"cải cách hành chính tại {file.unit_name} như sau:"
        ),
        HeadingBlock("1. Thời gian, địa điểm", 2),
        _sessions(file),
        HeadingBlock("2. Thành phần Đoàn kiểm tra", 2),
        *_members(file),
    ]
    if file.deadlines:
        blocks.append(HeadingBlock("3. Việc cần chuẩn bị", 2))
        blocks += [text_block(f"- {title}: {sentence}.") for title, sentence in file.deadlines]
    blocks.append(
        text_block(f"Đề nghị {file.unit_name} bố trí thành phần dự làm việc và chuẩn bị hồ sơ.")
    )
    lines, signer = _signature(file)
    return official_document(
        OfficialDocument(
            parent=file.authority,
            issuer=file.issuer,
            symbol="TB-ĐKT",
            place=file.place,
            kind_name="Thông báo",
            subject=f"Lịch kiểm tra công tác cải cách hành chính tại {file.unit_name}",
            body=tuple(blocks),
            sign_lines=lines,
            signer=signer,
            recipients=(file.unit_name, "Thành viên Đoàn kiểm tra", "Lưu: VT, HS kiểm tra"),
        )
    )


def minutes(file: VisitFile) -> bytes:
    """Biên bản kiểm tra (.docx), filled with what is known; the rest is written on the spot."""
    lines, signer = _signature(file)
    blocks: list[Block] = [
        text_block(
            f"Thực hiện {file.plan_title}, Đoàn kiểm tra làm việc tại {file.unit_name} như sau:"
        ),
        HeadingBlock("I. THỜI GIAN, ĐỊA ĐIỂM", 1),
        _sessions(file),
        HeadingBlock("II. THÀNH PHẦN", 1),
        HeadingBlock("1. Đoàn kiểm tra", 2),
        *_members(file),
        HeadingBlock(f"2. {file.unit_name}", 2),
        text_block("- Ông (bà): ………………………… Chức vụ: ………………"),
        text_block("- Ông (bà): ………………………… Chức vụ: ………………"),
        HeadingBlock("III. NỘI DUNG KIỂM TRA", 1),
    ]
    for code, name in DOMAINS.items():
        blocks.append(HeadingBlock(name, 2))
        noted = [(kind, text) for kind, domain, text in file.findings if domain == code]
        blocks += [text_block(f"- {FINDING_KINDS[kind]}: {text}") for kind, text in noted]
        if not noted:
            blocks.append(text_block("………………………………………………………"))
    blocks += [
        HeadingBlock("IV. Ý KIẾN CỦA ĐƠN VỊ ĐƯỢC KIỂM TRA", 1),
        text_block("………………………………………………………"),
        HeadingBlock("V. KẾT LUẬN SƠ BỘ CỦA TRƯỞNG ĐOÀN", 1),
        text_block("………………………………………………………"),
        text_block(
            "Biên bản được lập thành 02 bản, đã thông qua trước các thành phần dự làm việc; "
            "mỗi bên giữ 01 bản. Các bên thống nhất ký tên dưới đây."
        ),
        TableBlock(
            ("ĐẠI DIỆN ĐƠN VỊ", "THƯ KÝ", "\n".join(lines).upper()),
            (
                (
                    _ROOM_TO_SIGN,
                    _ROOM_TO_SIGN + _named(file, "secretary"),
                    _ROOM_TO_SIGN + signer,
                ),
            ),
        ),
    ]
    return official_document(
        OfficialDocument(
            parent=file.authority,
            issuer=file.issuer,
            symbol="BB-ĐKT",
            place=file.place,
            kind_name="Biên bản",
            subject=f"Kiểm tra công tác cải cách hành chính tại {file.unit_name}",
            body=tuple(blocks),
        )
    )


def _sessions(file: VisitFile) -> TableBlock:
    rows = tuple(
        (legal_date(on), f"{part}, {time}" if time else part, place, sub_unit)
        for on, part, time, place, sub_unit in file.sessions
    )
    return TableBlock(("Ngày", "Buổi", "Địa điểm", "Đơn vị trực thuộc"), rows, (1.6, 1.4, 2.4, 1.9))


def _members(file: VisitFile) -> list[Block]:
    return [
        text_block(
            f"- {name}, {MEMBER_ROLES[role]}"
            + (f", {agency}" if agency else "")
            + (f" ({field})" if field else "")
        )
        for name, role, agency, field in file.members
    ]


def _signature(file: VisitFile) -> Signature:
    return team_signature((name, role) for name, role, *_ in file.members)


def _named(file: VisitFile, wanted: str) -> str:
    """The first member of that role; empty when there is none."""
    return next((name for name, role, *_ in file.members if role == wanted), "")
