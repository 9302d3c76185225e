"""Cổng CCHC: inspections of public administration reform, from plan to publication."""

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from portal.app import create_app

__all__ = ["create_app"]


def __getattr__(name: str) -> Any:
    """``create_app`` at first use: a small process that needs one module loads no framework."""
    if name != "create_app":
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    from portal.app import create_app

    return create_app
