"""What can be counted, and whether the site is fit to be read."""

from collections import Counter
from statistics import median_low

from django.db import connection

from site_app.accounts import guards
from site_app.publication import chain, keys
from site_app.publication.models import Edition, Live, Signatory
from site_app.publication.pages import Figures
from site_app.publication.reading.lists import every_live
from site_app.publication.seals import GENESIS
from site_app.publication.signatories import VETTER
from site_app.statements.measured import UNSEEN, measurements
from site_app.statements.version import ENGINE_VERSION


def how_we_vet() -> Figures:
    """The figures of `/how-we-vet/`, counted now over live editions whose seals hold."""
    decisions: Counter[str] = Counter()
    reasons: Counter[str] = Counter()
    years: dict[str, str] = {}
    editions = []
    for live, sealed in every_live():
        editions.append(live.edition_id)
        decisions.update(row["decision"] for row in sealed.statements)
        reasons.update(row["reason_words"] for row in sealed.statements if row["reason_words"])
        years.update({row["key"]: row["year"] for row in sealed.sources})
    dated = sorted(int(year[:4]) for year in years.values() if year[:4].isdigit())
    vetters = Signatory.objects.filter(edition__in=editions, part_played=VETTER)
    head, length = chain.head()
    return Figures(
        documents=len(editions),
        editions=Edition.objects.count(),
        statements=decisions.total(),
        supported=decisions["supported"],
        read=decisions["read"],
        cleared=tuple(sorted(reasons.items())),
        sources=len(years),
        median_source_year=str(median_low(dated)) if dated else "",
        vetters=vetters.values("user").distinct().count(),
        engine_version=ENGINE_VERSION,
        measured=measurements().get(UNSEEN),
        head=head,
        length=length,
        withdrawn=Live.objects.filter(withdrawn=True).count(),
        public_keys=tuple(sorted(keys.public_pems().items())),
    )


def ready() -> list[str]:
    """Why readers should not be sent here just now; empty when all is well."""
    found = [f"The guard {name} is missing." for name in guards.missing(connection)]
    if not keys.ready():
        found.append("The key that signs editions cannot be read.")
    head, length = chain.head()
    newest = Edition.objects.order_by("-pk").values_list("seal", flat=True).first() or GENESIS
    if newest != head or Edition.objects.count() != length:
        found.append("The head of the chain is not the newest edition.")
    return found
