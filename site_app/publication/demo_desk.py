"""What the demonstration leaves undone, so that whoever signs in at its desk finds work there."""

from site_app.accounts.models import Role, User
from site_app.documents.models import Document, Revision
from site_app.documents.services import create_document, save_revision, submit_for_vetting
from site_app.publication.library import Library
from site_app.publication.loading import LibraryBroken


def leave_work(library: Library) -> None:
    """A draft that is not handed in, and a change to a live text that waits for a vetter, both by an invented
    writer. Once, after `demo.load`.

    Raises LibraryBroken where the live text no longer has the sentence that the change follows.
    """
    writer = User.objects.holding(Role.WRITER).filter(demonstration=True).earliest("pk")
    undone = library.table("desk")
    create_document(actor=writer, **undone["draft"])
    change = undone["change"]
    document = Document.objects.get(kind=change["kind"], slug=change["slug"])
    live = Revision.objects.newest_of(document)
    before, after, rest = live.body.partition(change["after"])
    if not after:
        raise LibraryBroken(f"{document} has no sentence '{change['after']}'.", "Correct launch/desk.toml.")
    revision = save_revision(
        actor=writer, document=document, base=live, change_note=change["change_note"],
        body=f"{before}{after}\n{change['add'].strip()}{rest}",
    )  # fmt: skip
    submit_for_vetting(actor=writer, revision=revision)
