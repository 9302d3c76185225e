"""Every POST route as a case: its form as the page shows it, filled with what is taken."""

from dataclasses import dataclass
from typing import Any

from tests.bad_input.places import PLACES
from tests.bad_input.samples import GOOD, GOOD_AT
from tests.bad_input.world import World
from tests.page_checks import Page
from tests.page_forms import Input, PageForm, forms_of

UNTRIED = {"accounts.sign_out"}


@dataclass
class Case:
    """A POST route with its form and the values with which it is taken."""

    endpoint: str
    path: str
    form: PageForm
    good: dict[str, Any]

    def fields(self) -> list[Input]:
        """What can be tampered with: everything but the token."""
        return [one for name, one in self.form.inputs.items() if "csrf_token" not in name]


def endpoints(world: World) -> list[str]:
    """Every endpoint of the url map that takes a POST."""
    rules = world.app.url_map.iter_rules()
    return sorted({one.endpoint for one in rules if "POST" in (one.methods or ())} - UNTRIED)


def case_of(world: World, endpoint: str) -> Case:
    """The form of ``endpoint`` as its page shows it; AssertionError if it is not there."""
    values, place = PLACES.get(endpoint, ({}, ""))
    ids = {k: v[1:] if v.startswith("=") else world.ids[v] for k, v in values.items()}
    path = world.path(endpoint, **ids)
    own = GOOD_AT.get(endpoint, {})
    if place == "-":
        form = PageForm(path, "post", False, {name: Input(name, "text") for name in own})
        token = Page(world.client(endpoint).get("/tai-khoan/doi-mat-khau").text).csrf_token
        form.inputs["csrf_token"] = Input("csrf_token", "hidden", [token])
    else:
        page = world.path(place, **ids) if place else path
        form = _form_to(path, page, world.client(endpoint).get(page).text)
    good = form.data()
    for name, one in form.inputs.items():
        wanted = own.get(name, GOOD.get(name) if not one.values or one.values == [""] else None)
        if wanted is None and one.kind == "radio" and not one.values:
            wanted = one.choices[0]
        if wanted is not None:
            given = wanted if isinstance(wanted, list) else [wanted]
            good[name] = [_filled(world, one) for one in given]
    for name in own.keys() - form.inputs.keys():
        good[name] = [_filled(world, own[name])]
    return Case(endpoint, path, form, good)


def _form_to(path: str, page: str, text: str) -> PageForm:
    found = [
        form
        for form in forms_of(text)
        if form.method == "post" and (form.action or page).partition("#")[0] == path
    ]
    assert found, f"no form to {path} on {page}"
    return found[0]


def _filled(world: World, value: Any) -> Any:
    if isinstance(value, str) and value.startswith("@"):
        file = world.client(value[1:]).get(world.path(value[1:]))
        return value[1:] + ".json", file.data
    return value.format(**world.ids) if isinstance(value, str) else value
