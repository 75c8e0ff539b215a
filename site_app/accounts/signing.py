"""What stands beside a signature: who signs, with which qualifications, on that day."""

from dataclasses import dataclass
from datetime import date
from typing import Any

from site_app.accounts.models import Credential, Practice, Role, User


@dataclass(frozen=True)
class Standing:
    """Whether a person may sign as a vetter on a day. `why` and `remedy` are empty when they may."""

    may_sign: bool
    clinician: bool
    why: str = ""
    remedy: str = ""


def signing_record(user: User, on: date) -> dict[str, Any]:
    """Name, affiliation, ties and the qualifications valid on `on`, as they are signed: strings and 0 or 1.

    Who names no affiliation signs for the practice (standards row J1).

    `{"name", "affiliation", "ties", "clinician", "credentials": [{"title", "body", "registration",
    "clinician", "expires_on"}]}`; `expires_on` is YYYY-MM-DD, or empty for one that does not run out.
    """
    valid = valid_credentials(user, on)
    return {
        "name": user.display_name,
        "affiliation": user.affiliation or Practice.objects.values_list("name", flat=True).first() or "",
        "ties": user.declared_ties,
        "clinician": int(any(credential.clinician for credential in valid)),
        "credentials": [
            {
                "title": credential.title,
                "body": credential.body,
                "registration": credential.registration,
                "clinician": int(credential.clinician),
                "expires_on": credential.expires_on.isoformat() if credential.expires_on else "",
            }
            for credential in valid
        ],
    }


def valid_credentials(user: User, on: date) -> list[Credential]:
    """The person's qualifications that an owner checked and that are in force on `on`."""
    return list(user.credentials.all().valid_on(on))


def is_clinician(user: User, on: date) -> bool:
    """Whether the person's signature counts as a clinician's on `on`."""
    return bool(user.credentials.all().valid_on(on).filter(clinician=True).exists())


def may_sign(user: User, on: date) -> Standing:
    """Whether the person may rule and approve on `on`, four eyes apart.

    They must hold the vetter's role; somebody whose qualifications have all run out, or wait to be checked,
    does not sign with them. Somebody who never claimed one may sign as a non-clinician, where the site
    allows it.
    """
    if not user.has_role(Role.VETTER):
        return Standing(False, False, f"{user} is not a vetter.", "An owner can give that role.")
    claimed = list(user.credentials.all())
    valid = valid_credentials(user, on)
    if claimed and not valid:
        if any(credential.checked_at is None for credential in claimed):
            why, remedy = "wait to be checked", "An owner looks them up in the register and checks them."
        else:
            why, remedy = f"are not in force on {on:%d %B %Y}", "An owner writes down the renewal."
        return Standing(False, False, f"The qualifications of {user} {why}.", remedy)
    return Standing(True, any(credential.clinician for credential in valid))
