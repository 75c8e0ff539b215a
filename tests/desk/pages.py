"""What a test reads of the desk's pages, and how it sends the editor's form."""

import html
import re
from typing import Any

from django.http import HttpResponse
from django.test import Client
from django.urls import reverse

from site_app.documents.models import Revision
from tests.desk import builders


def markup(answer: HttpResponse) -> str:
    """The page as it was written, with every character as itself."""
    return html.unescape(answer.content.decode())


def words(answer: HttpResponse) -> str:
    """What somebody reads on the page: no tag, one space between words."""
    return " ".join(html.unescape(re.sub(r"<[^>]+>", " ", answer.content.decode())).split())


def write(client: Client, revision: Revision, **changes: Any) -> Any:
    """Save the editor's form, filled as it stands on `revision`, with `changes`."""
    address = reverse("admin:write", args=[revision.document_id])
    return client.post(address, builders.form_of(revision, **changes))
