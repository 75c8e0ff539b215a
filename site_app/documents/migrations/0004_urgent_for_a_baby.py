from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("documents", "0003_presence_and_remarks")]

    operations = [
        migrations.AlterField(
            model_name="revision",
            name="urgent",
            field=models.CharField(
                blank=True,
                choices=[
                    ("", "not urgent"),
                    ("body", "urgent: body"),
                    ("baby", "urgent: baby"),
                    ("mood", "urgent: mood"),
                ],
                default="",
                max_length=4,
            ),
        ),
    ]
