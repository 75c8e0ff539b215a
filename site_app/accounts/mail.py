"""Mail to people of the team: a subject, a plain text and an HTML text from `templates/mail/`."""

from collections.abc import Mapping
from smtplib import SMTPException
from typing import Any

from django.conf import settings
from django.core.mail import EmailMultiAlternatives
from django.template import Context, engines

from site_app.accounts.errors import GroundwellError
from site_app.accounts.models import Practice

# The desk answers these addresses.
WELCOME_PATH = "/admin/invitation/{token}/"
ADDRESS_PATH = "/admin/new-address/{token}/"


class MailNotSent(GroundwellError):
    """The mail server did not take a mail."""


def send(name: str, *, to: str, context: Mapping[str, Any]) -> None:
    """Send `templates/mail/<name>_subject.txt`, `<name>.txt` and `<name>.html` to one address.

    The templates also get `practice` (None on a bare site) and `site_address`. Call it once the rows that it
    speaks of are committed. Raises MailNotSent.
    """
    shown = {"practice": Practice.objects.first(), "site_address": settings.SITE_ADDRESS, **context}
    subject = " ".join(_render(f"{name}_subject.txt", shown, html=False).split())
    # So that no absence notice answers it (RFC 3834, 5).
    headers = {"Auto-Submitted": "auto-generated"}
    message = EmailMultiAlternatives(
        subject, _render(f"{name}.txt", shown, html=False), to=[to], headers=headers
    )
    message.attach_alternative(_render(f"{name}.html", shown, html=True), "text/html")
    try:
        message.send()
    except (OSError, SMTPException) as trouble:
        raise MailNotSent(
            "What you did is stored, but the mail about it could not be sent.",
            "Check the mail settings, then do it once more: the new link replaces the old one.",
        ) from trouble


def link(path: str, token: str) -> str:
    """The full address a mail gives: `path` is one of this module's."""
    return settings.SITE_ADDRESS + path.format(token=token)


def _render(file: str, shown: Mapping[str, Any], *, html: bool) -> str:
    # Django escapes text files as it does HTML, unless told: a name with an ampersand must arrive as it is.
    template: Any = engines["django"].get_template(f"mail/{file}")
    return str(template.template.render(Context(shown, autoescape=html)))
