"""The review form as it was filled in: what the standards asked, and what the vetter answered."""

from django.db import models

from site_app.vetting.models.reviews import Approval


class ReviewForm(models.Model):
    """What a vetter answered before approving; append-only, one for each approval.

    `filled`: what was asked and found, the answers with their notes, the scorecard (see
    `vetting.standards.form`). `digest`: SHA-256 hex over it, sealed with the edition.
    """

    approval = models.OneToOneField(Approval, on_delete=models.PROTECT, related_name="form")
    filled = models.JSONField()
    digest = models.CharField(max_length=64)

    def __str__(self) -> str:
        return f"{self.approval}: review form"
