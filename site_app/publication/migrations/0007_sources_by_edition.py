"""Which sources an edition names, as rows; and an index for what is filed under a topic or a stage."""

import json

import django.db.models.deletion
from django.db import migrations, models


def mention(apps, schema_editor):
    """From the sealed sources of every edition there is; one whose sources were redacted names none any more."""
    Part, Mention = (apps.get_model("publication", name) for name in ("Part", "Mention"))
    rows = Part.objects.filter(name="sources", content__isnull=False).order_by("edition_id")
    for edition, content in rows.values_list("edition_id", "content").iterator(chunk_size=200):
        keys = sorted({row["key"] for row in json.loads(bytes(content))})
        Mention.objects.bulk_create(Mention(edition_id=edition, source_key=key) for key in keys)


class Migration(migrations.Migration):
    dependencies = [
        ("publication", "0006_search_in_texts"),
    ]

    operations = [
        migrations.CreateModel(
            name="Mention",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("source_key", models.CharField(db_index=True, max_length=80)),
                (
                    "edition",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="mentions",
                        to="publication.edition",
                    ),
                ),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(fields=("edition", "source_key"), name="mentioned_once")
                ],
            },
        ),
        migrations.AddIndex(
            model_name="filing",
            index=models.Index(fields=["under", "slug"], name="filed_under"),
        ),
        migrations.RunPython(mention, migrations.RunPython.noop, elidable=False),
    ]
