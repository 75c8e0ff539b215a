"""The search table of PostgreSQL keeps the words themselves, as that of SQLite does: one ranking for both."""

from django.db import migrations

from site_app.publication.finding import postgres


def widen(apps, schema_editor):
    if schema_editor.connection.vendor == "postgresql":
        for statement in postgres.WIDEN:
            schema_editor.execute(statement)


def narrow(apps, schema_editor):
    if schema_editor.connection.vendor == "postgresql":
        for statement in postgres.NARROW:
            schema_editor.execute(statement)


class Migration(migrations.Migration):
    dependencies = [
        ("publication", "0005_search"),
    ]

    operations = [
        migrations.RunPython(widen, narrow, elidable=False),
    ]
