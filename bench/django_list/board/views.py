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
    ("Đăng công khai", "/lam-viec/dieu-hanh/dang/"),
    ("Đơn vị", "/lam-viec/dieu-hanh/don-vi/"),
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
    duties.sort(key=lambda one: (not one.awaited, one.due_on, one.unit.name))
    plans = Plan.objects.annotate(total=models.Count("duties")).order_by("-year")
    counts = {state: sum(one.state == state for one in duties) for state in STATES}
    return render(
        request,
        "board.html",
        {
            "duties": duties,
            "plans": plans,
            "navigation": NAVIGATION,
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
