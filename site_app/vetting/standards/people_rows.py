"""Who stands behind a text, who pays, when it was looked at: JAMA, HON, PIF, EU and NAM."""

from collections.abc import Sequence
from typing import Any

from django.conf import settings

from site_app.documents.fields import next_review_trouble
from site_app.documents.models import Picture
from site_app.vetting.models import Decision, Review
from site_app.vetting.standards.case import Case
from site_app.vetting.standards.row import Finding, no, none, told, waits, yes


def authorship(case: Case) -> Finding:
    lacking = [
        record["name"] for record in case.authors if not (record["affiliation"] or record["credentials"])
    ]
    proof = f"Written by {_named(case.authors)}."
    if lacking:
        return no(f"{proof} Neither affiliation nor qualification is known of {', '.join(lacking)}.")
    return yes(proof)


def attribution(case: Case) -> Finding:
    health = case.health
    supported = [row for row in health if case.decision(row) == Decision.SUPPORTED]
    cleared = sum(case.decision(row) == Decision.CLEARED for row in case.dossier.statements)
    proof = (
        f"{len(health)} health statements: {len(supported)} ruled to be supported by their sources; "
        f"{cleared} more cleared, with reasons that readers see."
    )
    bare = [row.n for row in health if not row.citations]
    if bare:
        return no(f"{proof} {len(bare)} cite nothing.", *bare)
    return yes(proof) if len(supported) == len(health) else waits(f"{proof} The rest waits for a ruling.")


def disclosure(case: Case) -> Finding:
    revision, practice = case.revision, case.practice
    if not case.is_article:
        return _practice_pays(case)
    missing = [
        name for name, text in (("funding", revision.funding), ("conflicts of interest", revision.conflicts))
        if not text.strip()
    ]  # fmt: skip
    if missing:
        return no(f"The document does not say: {', '.join(missing)}.")
    owner = practice.name if practice else "nobody"
    return told(
        practice is not None,
        f"The fields on funding and conflicts are filled; {owner} stands on the page as owner.",
        "The fields are filled, and no practice is named as the owner of the site.",
    )


def _practice_pays(case: Case) -> Finding:
    filled = case.practice is not None and bool(case.practice.funding.strip())
    return told(
        filled, "The practice's record says who pays for the site.", "No practice says who pays for the site."
    )


def dates(case: Case) -> Finding:
    day = case.revision.next_review_on
    return yes(
        "First published, last changed, last reviewed and next review are four dates of the sealed edition; "
        f"the next review stands on {day:%-d %B %Y}."
    )


def authority(case: Case) -> Finding:
    if case.vetter is None:
        return waits("No vetter is at it yet.")
    signed = _named([case.vetter])
    if case.vetter["clinician"]:
        return yes(f"Vetted by {signed}, who signs as a clinician.")
    return yes(f"Vetted by {signed}; the page says 'Vetted by a non-clinician'.")


def complements(case: Case) -> Finding:
    return yes(
        "'This page supports the care of your own midwife, health visitor or doctor' is in the template."
    )


def confidential(case: Case) -> Finding:
    directives: dict[str, Any] = settings.CONTENT_SECURITY_POLICY["DIRECTIVES"]
    foreign = sorted(
        {
            str(host)
            for hosts in directives.values()
            if isinstance(hosts, list)
            for host in hosts
            if "." in host
        }
    )
    if foreign:
        return no(f"The content policy lets browsers fetch from {', '.join(foreign)}.")
    return told(
        "privacy" in case.pages,
        "The content policy lets browsers fetch from this site alone, and a page on privacy is approved.",
        "The content policy lets browsers fetch from this site alone; no page on privacy is approved yet.",
    )


def contact(case: Case) -> Finding:
    mail = case.practice.contact_email if case.practice else ""
    return told(
        bool(mail), "The practice's mail address stands on every page.", "No practice gives an address."
    )


def finance(case: Case) -> Finding:
    return _practice_pays(case)


def no_advertising(case: Case) -> Finding:
    rows = case.findings("promotion", "outside_link")
    numbers = [row.n for row in rows if row.n is not None]
    if rows:
        return no(f"{len(rows)} places sell, name a brand or lead to a shop.", *numbers)
    return yes("The engine found no brand, shop or link to buy; the site has no place for advertising.")


def systems(case: Case) -> Finding:
    return yes(
        f"Revision {case.revision.number} is kept unchangeable, with every review and ruling, and the "
        "journal can be exported."
    )


def training(case: Case) -> Finding:
    if case.vetter is None:
        return waits("No vetter is at it yet.")
    titles = [row["title"] for row in case.vetter["credentials"]]
    if titles:
        return yes(f"In force and checked: {', '.join(titles)}. One that runs out bars from signing.")
    return no("The vetter has declared no qualification; the page labels the signature.")


def need(case: Case) -> Finding:
    return told(
        bool(case.revision.why_needed.strip()),
        "The field 'why this is needed' is filled.",
        "Nobody wrote down why this document is needed.",
    )


def tested(case: Case) -> Finding:
    return told(
        bool(case.revision.tested_with.strip()),
        "The field 'who tested it' is filled.",
        "Not yet tested with readers.",
    )


def next_review(case: Case) -> Finding:
    trouble = next_review_trouble(case.revision.next_review_on)
    day = f"{case.revision.next_review_on:%-d %B %Y}"
    if trouble and case.approval is None:
        return no(trouble[0])
    return yes(f"The next review stands on {day}; owner and deputy are written to until it is done.")


def clinical(case: Case) -> Finding:
    if not settings.CLINICIAN_REQUIRED:
        return no("This site does not ask for a clinician's signature; each page says who vetted it.")
    if case.approval:
        return told(case.approval.clinician, "A clinician approved it.", "No clinician approved it.")
    return waits("Approval is refused to anybody who is not a clinician.")


def publisher(case: Case) -> Finding:
    name = case.practice.name if case.practice else ""
    return told(bool(name), f"{name} stands on every page.", "No practice is entered.")


def versions(case: Case) -> Finding:
    return yes("Every edition is kept, also once it is withdrawn; triggers refuse change and deletion.")


def reviewed_date(case: Case) -> Finding:
    kind = case.dossier.review.kind if case.dossier.review else ""
    if kind == Review.Kind.PERIODIC:
        return yes("This is a periodic review: it moves the date of the last review.")
    return yes("This is a change review: it leaves the date of the last review alone.")


def evidence_rechecked(case: Case) -> Finding:
    review = case.dossier.review
    if review is None:
        return waits("No vetter is at it yet.")
    if review.kind != Review.Kind.PERIODIC:
        return none("A change review; only a periodic one asks for each citation anew.")
    if case.carried:
        return no(f"{case.carried} rulings were carried over.")
    return yes("A periodic review carries nothing over: each citation is ruled on again, with its date.")


def licences(case: Case) -> Finding:
    return _pictures(case.pictures)


def _pictures(pictures: Sequence[Picture]) -> Finding:
    if not pictures:
        return none("It shows no picture.")
    bare = [picture for picture in pictures if not (picture.licence.strip() and picture.credit.strip())]
    return told(
        not bare,
        f"{len(pictures)} pictures, each with licence and credit.",
        f"{len(bare)} pictures lack licence or credit.",
    )


def accountable(case: Case) -> Finding:
    person = case.practice.quality_person if case.practice else ""
    return told(
        bool(person),
        "The practice names who answers for quality.",
        "Nobody answers for the site's quality yet.",
    )


def owner_known(case: Case) -> Finding:
    practice = case.practice
    filled = practice is not None and bool(practice.name and practice.address and practice.funding)
    return told(
        filled,
        "Name, address and funding of the practice stand on the site.",
        "The practice's record is not filled.",
    )


def firm_ties(case: Case) -> Finding:
    people = [*case.authors, *([case.vetter] if case.vetter else [])]
    silent = [record["name"] for record in people if not record["ties"].strip()]
    return told(
        not silent,
        "Everybody who signs has declared ties, or that there are none; the page prints them.",
        f"No word on ties from {', '.join(silent)}.",
    )


def _named(records: Sequence[dict[str, Any]]) -> str:
    said = []
    for record in records:
        more = [credential["title"] for credential in record["credentials"]] or [record["affiliation"]]
        said.append(f"{record['name']} ({', '.join(filter(None, more)) or 'no affiliation'})")
    return ", ".join(said) or "nobody"
