from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('observatory', '0007_takedown'),
    ]

    operations = [
        migrations.AddField(
            model_name='check',
            name='refers_to',
            field=models.CharField(blank=True, max_length=64),
        ),
    ]
