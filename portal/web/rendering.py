"""Pages and fragments: the one place that decides which of the two a request gets."""

import re
from datetime import date
from types import BuiltinMethodType
from typing import Any

from flask import Flask, Response, current_app, make_response, render_template, request
from flask.templating import Environment
from htmx_flask import Htmx
from jinja2 import ChoiceLoader, PackageLoader, PrefixLoader, Template, nodes
from jinja2.compiler import CodeGenerator, Frame
from jinja2.runtime import Context, Macro
from markupsafe import Markup, escape

from portal import vietnamese
from portal.clock import local

_SPECIAL = re.compile("[&<>\"']").search


class PayloadEnvironment(Environment):
    """Looks into a dict for a key before it looks for a method.

    Templates read payloads as dicts, whose keys are never the name of a method; in Jinja's own
    order each of them costs an AttributeError first, a fifth of the time of a page.
    """

    def getattr(self, obj: Any, attribute: str) -> Any:
        """``obj.attribute`` of a template."""
        if type(obj) is dict and attribute in obj:
            return obj[attribute]
        return super().getattr(obj, attribute)

    @staticmethod
    def escaped(value: Any) -> Any:
        """``value`` for HTML, like ``escape``, which makes a ``Markup`` of every piece of text
        only for it to be joined."""
        kind = type(value)
        if kind is Markup or kind is str and not _SPECIAL(value):
            return value
        return escape(value)


class _Code(CodeGenerator):
    """Compiled templates escape by ``PayloadEnvironment.escaped`` what they put out."""

    def _output_child_pre(self, node: nodes.Expr, frame: Frame, finalize: Any) -> None:
        if frame.eval_ctx.volatile or not frame.eval_ctx.autoescape:
            super()._output_child_pre(node, frame, finalize)
            return
        self.write("environment.escaped(")
        if finalize.src is not None:
            self.write(finalize.src)


class _Context(Context):
    """Calls macros, and methods that Python has built in, without asking what they want to know.

    Jinja looks at each callable anew for the marks of functions that are given the context.
    """

    def call(self, obj: Any, /, *args: Any, **kwargs: Any) -> Any:
        """``obj(…)`` of a template."""
        kind = type(obj)
        if kind is not Macro and kind is not BuiltinMethodType:
            return super().call(obj, *args, **kwargs)
        kwargs.pop("_block_vars", None)
        kwargs.pop("_loop_vars", None)
        return obj(self.eval_ctx, *args, **kwargs) if kind is Macro else obj(*args, **kwargs)


class _Template(Template):
    """A template whose macros are made once: an import need not compare all globals each time."""

    _known: frozenset[str] | None = None

    def _get_default_module(self, ctx: Context | None = None) -> Any:
        if self._known is None:
            self._known = frozenset(self.globals)
        plain = ctx is None or ctx.globals_keys <= self._known
        return super()._get_default_module(None if plain else ctx)


PayloadEnvironment.code_generator_class = _Code
PayloadEnvironment.template_class = _Template
PayloadEnvironment.context_class = _Context


def init_app(app: Flask) -> None:
    """Templates: GOV.UK macros beside ours, Vietnamese filters, htmx request attributes."""
    Htmx(app)
    app.jinja_environment = PayloadEnvironment
    app.jinja_loader = ChoiceLoader(  # type: ignore[assignment]
        [
            app.jinja_loader,
            PrefixLoader({"govuk_frontend_jinja": PackageLoader("govuk_frontend_jinja")}),
        ]
    )
    app.jinja_env.trim_blocks = True
    app.jinja_env.lstrip_blocks = True
    app.jinja_env.filters.update(
        date=vietnamese.show_date,
        long_date=lambda day: vietnamese.long_date(date.fromisoformat(str(day))),
        number=vietnamese.format_number,
        moment=lambda instant: local(instant).strftime("%H:%M ngày %d/%m/%Y"),
        filesize=vietnamese.file_size,
    )


def render(page: str, fragment: str | None = None, status: int = 200, **context: Any) -> Response:
    """The page, or its ``fragment`` alone when htmx asked for it.

    A boosted link and a history restore need the whole page, whatever their headers say.
    """
    htmx = getattr(request, "htmx", None)
    partial = bool(fragment and htmx and not htmx.boosted and not htmx.history_restore_request)
    if partial and fragment:
        body = render_template(fragment, **context)
    else:
        body = render_template(page, **shell_context(), **context)
    response = make_response(body, status)
    if fragment:
        response.headers["Vary"] = "HX-Request"
    return response


def shell_context() -> dict[str, Any]:
    """What the frame of every page shows: navigation, identity, the live address."""
    context: dict[str, Any] = {
        "live_url": current_app.config["LIVE_URL"],
        "public_url": current_app.config["PUBLIC_URL"],
        "demo": current_app.config["DEMO"],
    }
    for provider in current_app.extensions.get("shell_providers", ()):
        context.update(provider())
    return context


def add_shell(app: Flask, provider: Any) -> None:
    """Let a feature add to the frame of every page (its navigation, for example)."""
    app.extensions.setdefault("shell_providers", []).append(provider)
