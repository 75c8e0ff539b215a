"""What both doors send along: a strict content policy everywhere, and no session at the reader's door."""

import pytest
from django.test import Client

from site_app.accounts.services import first_owner

READER = ["/", "/articles/", "/topics/", "/consults/", "/help/", "/how-we-vet/", "/healthz", "/no-such-page/"]


@pytest.mark.django_db
@pytest.mark.parametrize("address", READER)
def test_a_readers_page_sets_no_cookie_and_depends_on_none(client, address):
    response = client.get(address)
    assert response.status_code < 500
    assert not response.cookies
    assert "cookie" not in response.headers.get("Vary", "").lower()


@pytest.mark.django_db
@pytest.mark.parametrize("address", [*READER, "/admin/login/"])
def test_every_answer_carries_the_strict_policy(client, address):
    headers = client.get(address).headers
    policy = dict(
        part.strip().split(" ", 1) for part in headers["Content-Security-Policy"].split(";") if part
    )
    assert policy["default-src"] == "'none'"
    assert policy["script-src"] == policy["style-src"] == "'self'"
    assert policy["object-src"] == policy["base-uri"] == policy["frame-ancestors"] == "'none'"
    assert "unsafe" not in headers["Content-Security-Policy"]
    assert headers["X-Content-Type-Options"] == "nosniff"
    assert headers["X-Frame-Options"] == "DENY"
    assert headers["Referrer-Policy"] == "strict-origin-when-cross-origin"
    assert "geolocation=()" in headers["Permissions-Policy"]


@pytest.mark.django_db
def test_the_session_cookie_belongs_to_the_desk_alone(client):
    first_owner(email="una@groundwell.example", display_name="Una", password="quiet-harbour-lamp-41")
    client.post("/admin/login/", {"username": "una@groundwell.example", "password": "quiet-harbour-lamp-41"})
    cookie = client.cookies["sessionid"]
    assert cookie["path"] == "/admin/"
    assert cookie["httponly"]
    assert cookie["samesite"] == "Lax"


@pytest.mark.django_db
def test_a_form_of_the_desk_that_grew_old_is_refused_with_what_to_do():
    strict = Client(enforce_csrf_checks=True)
    refused = strict.post("/admin/login/", {"username": "una@groundwell.example", "password": "x"})
    assert refused.status_code == 403
    assert "load the page again and send it once more" in refused.content.decode()
    assert strict.get("/admin/login/").status_code == 200
    token = strict.cookies["csrftoken"].value
    taken = strict.post("/admin/login/", {"username": "una@groundwell.example", "csrfmiddlewaretoken": token})
    assert taken.status_code == 200
