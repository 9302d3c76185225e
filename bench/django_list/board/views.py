"""The page and its address."""

from django.contrib.auth.decorators import login_required
from django.db import models
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import path

from board.models import STATES, Duty, Plan, Submission

NAVIGATION = (
    ("Việc cần làm", "/lam-viec/"),
    ("Kế hoạch", "/lam-viec/dieu-hanh/ke-hoach/"),
    ("Lịch kiểm tra", "/lam-viec/dieu-hanh/lich-kiem-tra/"),
    ("Khắc phục", "/lam-viec/dieu-hanh/khac-phuc/"),
    ("Tình hình nộp báo cáo", "/lam-viec/dieu-hanh/nop-bao-cao/"),
    ("Tổng hợp số liệu", "/lam-viec/dieu-hanh/tong-hop/"),
    ("Biểu mẫu báo cáo", "/lam-viec/dieu-hanh/bieu-mau/"),
    ("Hộp tin", "/lam-viec/hop-tin/"),
    ("Đăng công khai", "/lam-viec/dieu-hanh/dang/"),
    ("Đơn vị", "/lam-viec/dieu-hanh/don-vi/"),
)
KINDS = (
    ("visit_report", "Báo cáo phục vụ kiểm tra"),
    ("self_inspection_plan", "Kế hoạch tự kiểm tra"),
    ("self_inspection_report", "Báo cáo tự kiểm tra"),
    ("remediation_report", "Báo cáo khắc phục sau kiểm tra"),
    ("civil_service_half", "Báo cáo công vụ 06 tháng"),
    ("civil_service_year", "Báo cáo công vụ năm"),
    ("other", "Báo cáo khác"),
)


@login_required
def board(request: HttpRequest) -> HttpResponse:
    """Who has submitted and who has not."""
    standing = ~models.Q(visit__sessions__state__in=("moved", "cancelled"))
    reports = Submission.objects.order_by("number").only(
        "duty", "number", "mode", "late", "received_on"
    )
    duties = list(
        Duty.objects.select_related("unit", "plan")
        .annotate(first_session=models.Min("visit__sessions__on", filter=standing))
        .prefetch_related(models.Prefetch("submissions", queryset=reports))
    )
    duties.sort(
        key=lambda one: (
            one.state in ("accepted", "waived"),
            one.first_session,
            one.due_on,
            one.unit.name,
        )
    )
    plans = Plan.objects.annotate(total=models.Count("duties")).order_by("-year")
    counts = {state: sum(one.state == state for one in duties) for state in STATES}
    return render(
        request,
        "board.html",
        {
            "duties": duties,
            "plans": plans,
            "navigation": NAVIGATION,
            "kinds": KINDS,
            "total": len(duties),
            "sent": counts["submitted"] + counts["accepted"],
            "waiting": counts["open"] + counts["returned"],
            "overdue": sum(one.awaited and one.days_left < 0 for one in duties),
            "tabs": [(code, STATES[code][0], n) for code, n in counts.items() if n],
        },
    )


urlpatterns = [
    path("lam-viec/dieu-hanh/nop-bao-cao/", board, name="board"),
    path("lam-viec/dieu-hanh/nop-bao-cao/<int:pk>/", board, name="duty"),
]
