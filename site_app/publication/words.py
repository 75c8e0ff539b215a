"""Site text of this room: why a page is gone when nobody withdrew it."""

from django.utils.translation import gettext_lazy as _

REDACTED = _("removed for a legal reason")
