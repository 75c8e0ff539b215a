"""What people do with their hands at the desk: fill a form, press a button. Everything goes through HTTP."""

from html.parser import HTMLParser

from django.test import Client

from site_app.accounts.models import User
from site_app.documents.models import Document, Revision, Statement
from tests.builders import answers_for, fields_of_article


def at_the_desk(user: User) -> Client:
    """A browser in which `user` is signed in (how signing in works has tests of its own)."""
    client = Client()
    client.force_login(user, backend="django.contrib.auth.backends.ModelBackend")
    return client


def form_for(body: str, **fields: object) -> dict[str, object]:
    """The editor's fields of a complete article, with this body."""
    whole = fields_of_article(body=body, **{"topics": ["nights"], **fields})
    return {"title": "How do babies sleep?", "slug": "babies-sleep", "urgent": "", "change_note": ""} | whole


def write_new(client: Client, body: str, *, kind: str = "article", **fields: object) -> Revision:
    """Fill the form for a new document and press save."""
    answer = client.post("/admin/write/new/", {"kind": kind, **form_for(body, **fields)})
    assert answer.status_code == 302, said(answer)
    return Document.objects.latest("pk").revisions.get()


def write_more(client: Client, base: Revision, body: str, **fields: object) -> Revision:
    """Change the text in the editor and press save."""
    data = form_for(body, title=base.title, slug=base.slug, base=base.pk, **fields)
    answer = client.post(f"/admin/write/{base.document_id}/", data)
    assert answer.status_code == 302, said(answer)
    return Revision.objects.newest_of(base.document)


def hand_over(client: Client, revision: Revision) -> None:
    press(client, f"/admin/submit/{revision.pk}/")


def press(client: Client, address: str, **data: object) -> str:
    """Press a button; gives the words of the page that follows (messages included)."""
    answer = client.post(address, data, follow=True)
    assert answer.status_code == 200, said(answer)
    return said(answer)


def look(client: Client, address: str) -> str:
    """Open a page; gives its words."""
    answer = client.get(address)
    assert answer.status_code == 200, said(answer)
    return said(answer)


def rule(client: Client, statement: Statement, decision: str, **more: object) -> None:
    """Try to rule on one statement; the rows say whether it went in. `degree` is for all its citations."""
    prefix = f"s{statement.pk}"
    data: dict[str, object] = {f"{prefix}-decision": decision}
    degree = more.pop("degree", "full" if decision == "supported" else "")
    for place, citation in enumerate(statement.citations):
        if degree:
            data[f"{prefix}-degree-{place}"] = degree
            data[f"{prefix}-locator-{place}"] = citation["locator"] or "abstract"
            data[f"{prefix}-population-{place}"] = "babies"
    data |= {f"{prefix}-{name}": value for name, value in more.items()}
    answer = client.post(f"/admin/vet/statement/{statement.pk}/rule/", data)
    # Ruled and on to the next, or the same page with the reason.
    assert answer.status_code in {302, 422}, said(answer)


def rule_all(client: Client, revision: Revision) -> None:
    """Give every statement that still waits the ruling it calls for."""
    for statement in revision.statements.filter(rulings=None):
        if statement.citations:
            rule(client, statement, "supported")
        elif statement.label == "other":
            rule(client, statement, "read")
        else:
            rule(client, statement, "cleared", reason="question" if "?" in statement.text else "site")


def approve(client: Client, revision: Revision) -> str:
    """Fill in the review form and press its button; says what the page that follows says."""
    answers = {f"answer-{code}": it.answer for code, it in answers_for(revision).items()}
    answer = client.post(
        f"/admin/vet/{revision.pk}/approve/", {"complete": "on", "fair": "on", **answers}, follow=True
    )
    # Approved and back, or the form again with the reason.
    assert answer.status_code in {200, 422}, said(answer)
    return said(answer)


def publish(client: Client, revision: Revision) -> str:
    return press(client, f"/admin/publish/{revision.pk}/")


def through_vetting(vera: Client, revision: Revision) -> str:
    """Claim, rule on everything, approve."""
    press(vera, f"/admin/vet/{revision.pk}/claim/")
    rule_all(vera, revision)
    return approve(vera, revision)


class _Words(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.words: list[str] = []
        self.hidden = 0

    def handle_starttag(self, tag: str, attrs: object) -> None:
        self.hidden += tag in {"script", "style"}

    def handle_endtag(self, tag: str) -> None:
        self.hidden -= tag in {"script", "style"}

    def handle_data(self, data: str) -> None:
        if not self.hidden:
            self.words.append(data)


def said(answer: object) -> str:
    """The words on a page, spaces folded: what a person reads there."""
    parser = _Words()
    parser.feed(answer.content.decode())  # type: ignore[attr-defined]
    return " ".join(" ".join(parser.words).split())
