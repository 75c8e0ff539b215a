"""Addresses of the desk: our pages first, then the registers. All but the last three ask for a sign-in."""

from collections.abc import Callable
from typing import Any

from django.urls import URLPattern, URLResolver, include, path

from site_app.desk import (
    admin,  # noqa: F401 - registers every room with the desk
    flags,
)
from site_app.desk.owner_urls import ON_THE_WHOLE
from site_app.desk.site import desk
from site_app.desk.vetting_urls import VETTING
from site_app.desk.views import (
    editing,
    house_rules,
    keeping,
    offers,
    people,
    preview,
    publishing,
    sources,
)


def behind(view: Callable[..., Any]) -> Callable[..., Any]:
    """A view for signed-in members of the team only; CSRF is checked, nothing is cached."""
    return desk.admin_view(view)


OWN: list[URLPattern] = [
    *(path(route, behind(view), name=name) for route, view, name in (*VETTING, *ON_THE_WHOLE)),
    path("markdownx/preview/", behind(preview.preview), name="preview"),
    path("markdownx/upload/", behind(preview.upload), name="upload"),
    path("write/new/", behind(editing.new_document), name="new_document"),
    path("write/<int:document_id>/", behind(editing.write), name="write"),
    path("write/new/keep/", behind(keeping.keep), name="keep_new"),
    path("write/<int:document_id>/keep/", behind(keeping.keep), name="keep"),
    path("write/<int:document_id>/here/", behind(keeping.here), name="here"),
    path("write/offers/sources/", behind(offers.sources), name="offer_sources"),
    path("write/offers/blocks/", behind(offers.blocks), name="offer_blocks"),
    path("submit/<int:revision_id>/", behind(editing.submit), name="submit"),
    path("suggestion/<int:suggestion_id>/take/", behind(editing.take_over_suggestion), name="take_over"),
    path("suggestion/<int:suggestion_id>/decline/", behind(editing.decline_suggestion), name="decline"),
    path("kept/<int:copy_id>/drop/", behind(keeping.drop_copy), name="drop_copy"),
    path("document/<int:document_id>/", behind(publishing.document), name="document"),
    path("document/<int:document_id>/review/", behind(publishing.ask_for_review), name="ask_for_review"),
    path("document/<int:document_id>/withdraw/", behind(publishing.withdraw), name="withdraw"),
    path("publish/<int:revision_id>/", behind(publishing.publish), name="publish"),
    path("redact/<int:part_id>/", behind(publishing.redact), name="redact"),
    path("house-rules/try/", behind(house_rules.add), name="add_house_rule"),
    path("house-rules/<int:rule_id>/end/", behind(house_rules.end), name="end_house_rule"),
    path("seals/", behind(publishing.seals), name="seals"),
    path("sources/import/", behind(sources.import_bibtex), name="import_sources"),
    path("sources/<int:source_id>/status/", behind(sources.set_status), name="source_status"),
    path(
        "invite/<int:invitation_id>/withdraw/", behind(people.withdraw_invitation), name="withdraw_invitation"
    ),
    path("invite/", behind(people.invite), name="invite"),
    path("person/<int:user_id>/", behind(people.one), name="person"),
    path("credential/<int:credential_id>/check/", behind(people.check_credential), name="check_credential"),
    path(
        "credential/<int:credential_id>/remove/", behind(people.remove_credential), name="remove_credential"
    ),
    path("person/<int:user_id>/<str:verb>/", behind(people.act_on), name="act_on_person"),
    # Before signing in: the addresses in mails, and asking for a new password.
    path("invitation/<str:token>/", people.accept, name="accept_invitation"),
    path("new-address/<str:token>/", people.new_address, name="new_address"),
    path("forgotten/", people.forgotten, name="forgotten"),
]

urlpatterns: list[URLPattern | URLResolver] = [
    path("", include((OWN + flags.PATHS + desk.get_urls(), "admin"), namespace="admin")),
]
