"""Every setting of the portal: its meaning, default and environment variable.

A setting ``NAME`` is read from the environment variable ``PORTAL_NAME``; a value
given to ``create_app`` wins over both.
"""

import os
import secrets
import sys
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from flask import Flask

from portal.secret_files import kept_secret

_PACKAGE = Path(__file__).resolve().parent
#: Where templates, assets and content lie: the checkout, or ``share`` of an installed portal
#: (``make dist``).
ROOT = _PACKAGE.parent if (_PACKAGE.parent / "templates").is_dir() else Path(sys.prefix, "share")


@dataclass(frozen=True)
class Setting:
    """One setting: its name, its default (as text) and what it means."""

    name: str
    default: str
    meaning: str


SETTINGS = (
    Setting("DATA", str(ROOT / "var"), "Folder for the database, files, builds and secrets."),
    Setting("DATABASE", "", "Database URL: sqlite:///… or postgresql://…; empty: SQLite in DATA."),
    Setting("SECRET_KEY", "", "Signs cookies and tokens; empty: made once and kept in DATA."),
    Setting("PUBLIC_URL", "", "Address of the public site, for absolute links in feeds."),
    Setting("LIVE_URL", "", "Address of the live service, linked from the frozen site."),
    Setting(
        "DEPLOY_TARGET",
        "",
        "Where `portal deploy` sends the frozen site: a folder, user@host:/path, or x.zip.",
    ),
    Setting("DEPLOY_SSH", "ssh", "The ssh command of `portal deploy`, with its options."),
    Setting("DEPLOY_KEEP", "5", "Releases kept where the site is sent to, the shown one included."),
    Setting("BUILDS_KEPT", "5", "Builds of the frozen site that are kept, for a rollback."),
    Setting(
        "KNOWN_SITES",
        "gov.vn",
        "Sites (a,b,c; subdomains too) that published content may link to without remark.",
    ),
    Setting("DEMO", "0", "1: demo accounts may sign in and pages say that data are samples."),
    Setting("SECURE_COOKIES", "0", "1: cookies only over HTTPS; set it behind the proxy."),
    Setting(
        "PROXIES", "0", "Trusted proxies in front; their word for the visitor's address counts."
    ),
    Setting("MAIL_SERVER", "", "Mail server, host:port; empty: no e-mail, only the inbox."),
    Setting("MAIL_SECURITY", "starttls", "How it is spoken to: starttls, tls or none."),
    Setting("MAIL_USER", "", "User name at the mail server; empty: it asks for none."),
    Setting("MAIL_PASSWORD", "", "Password at the mail server."),
    Setting("MAIL_FROM", "", "Address that e-mail comes from; empty: MAIL_USER."),
    Setting("MAX_UPLOAD_MB", "20", "Largest request body, in MiB."),
    Setting("SESSION_HOURS", "12", "A signed-in session ends after this many hours."),
    Setting("IDLE_MINUTES", "120", "A signed-in session ends after this many idle minutes."),
    Setting("PASSWORD_COST", "3", "Argon2 passes for a new password hash."),
    Setting(
        "ANONYMISE_YEARS",
        "5",
        "Years after an account was locked before its name may be taken off; 0: never.",
    ),
    Setting(
        "QUIET_HOURS",
        "20-7",
        "Hours (from-to) in which no e-mail is sent, nor on rest days; empty: at any time.",
    ),
    Setting("SECOND_STEP", "0", "1: office and administrators must sign in with a second step."),
    Setting("ONLINE_SIGN_OFF", "0", "1: the head of a unit may sign off online, without a PDF."),
)


def load(app: Flask, overrides: Mapping[str, Any] | None = None) -> None:
    """Fill ``app.config`` from the defaults, the environment and ``overrides``."""
    for setting in SETTINGS:
        app.config[setting.name] = os.environ.get(f"PORTAL_{setting.name}", setting.default)
    app.config.update(overrides or {})
    data = Path(app.config["DATA"]).resolve()
    app.config["DATA"] = data
    if not app.config["DATABASE"]:
        app.config["DATABASE"] = f"sqlite:///{data / 'portal.db'}"
    for name in ("DEMO", "SECURE_COOKIES", "ONLINE_SIGN_OFF", "SECOND_STEP"):
        app.config[name] = str(app.config[name]).lower() in ("1", "true", "yes")
    for name in (
        "PROXIES",
        "MAX_UPLOAD_MB",
        "SESSION_HOURS",
        "IDLE_MINUTES",
        "PASSWORD_COST",
        "DEPLOY_KEEP",
        "BUILDS_KEPT",
        "ANONYMISE_YEARS",
    ):
        app.config[name] = int(app.config[name])
    if not app.config["SECRET_KEY"]:
        app.config["SECRET_KEY"] = _kept_key(data / "secrets" / "secret_key")
    app.config.update(
        MAX_CONTENT_LENGTH=app.config["MAX_UPLOAD_MB"] * 1024 * 1024,
        # A statistics table of 104 rows × 2 years posts about a thousand fields.
        MAX_FORM_PARTS=5000,
        MAX_FORM_MEMORY_SIZE=4 * 1024 * 1024,
        SESSION_COOKIE_HTTPONLY=True,
        SESSION_COOKIE_SAMESITE="Lax",
        SESSION_COOKIE_SECURE=app.config["SECURE_COOKIES"],
        # The token lives as long as the session: a long lunch must not cost a form.
        WTF_CSRF_TIME_LIMIT=None,
    )


def _kept_key(path: Path) -> str:
    return kept_secret(path, lambda: secrets.token_hex(32).encode()).decode()
