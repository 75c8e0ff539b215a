"""The search index. `manage.py prepare` fills it where it is empty."""

import django.db.models.deletion
from django.db import migrations, models

from site_app.publication.finding import embedded, postgres


def create(apps, schema_editor):
    made = postgres.CREATE if schema_editor.connection.vendor == "postgresql" else (embedded.CREATE,)
    for statement in made:
        schema_editor.execute(statement)


def drop(apps, schema_editor):
    dropped = postgres.DROP if schema_editor.connection.vendor == "postgresql" else (embedded.DROP,)
    for statement in dropped:
        schema_editor.execute(statement)


class Migration(migrations.Migration):
    dependencies = [
        ("publication", "0004_log_of_reminders"),
    ]

    operations = [
        migrations.CreateModel(
            name="Word",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("text", models.CharField(max_length=40, unique=True)),
                ("stem", models.CharField(db_index=True, max_length=40)),
            ],
        ),
        migrations.CreateModel(
            name="Spelling",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("key", models.CharField(db_index=True, max_length=7)),
                (
                    "word",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="spellings",
                        to="publication.word",
                    ),
                ),
            ],
            options={
                "constraints": [models.UniqueConstraint(fields=("word", "key"), name="one_spelling_a_key")],
            },
        ),
        migrations.RunPython(create, drop, elidable=False),
    ]
