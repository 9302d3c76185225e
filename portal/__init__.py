"""Cổng CCHC: inspections of public administration reform, from plan to publication."""

from portal.app import create_app

__all__ = ["create_app"]
