from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("documents", "0004_urgent_for_a_baby")]

    operations = [
        migrations.AddField(
            model_name="workingcopy",
            name="window",
            field=models.CharField(blank=True, max_length=40),
        ),
    ]
