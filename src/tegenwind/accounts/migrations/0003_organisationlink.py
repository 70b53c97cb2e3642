import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models

import tegenwind.accounts.fields


class Migration(migrations.Migration):
    dependencies = [
        ("accounts", "0002_keys_and_inbox"),
    ]

    operations = [
        migrations.CreateModel(
            name="OrganisationLink",
            fields=[
                ("id", tegenwind.accounts.fields.RandomIdField(primary_key=True, serialize=False)),
                ("mark", models.BinaryField(max_length=32, unique=True)),
                (
                    "person",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="organisation_link",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
            options={
                "verbose_name": "band met een organisatie",
                "verbose_name_plural": "banden met een organisatie",
            },
        ),
    ]
