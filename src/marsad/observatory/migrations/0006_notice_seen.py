from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('observatory', '0005_collect'),
    ]

    operations = [
        migrations.AddField(
            model_name='notice',
            name='seen_at',
            field=models.DateTimeField(null=True),
        ),
    ]
