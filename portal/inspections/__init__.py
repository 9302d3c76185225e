"""Visits (cuộc kiểm tra) with their sessions, teams, findings, conclusions, remediation."""
