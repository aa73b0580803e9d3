import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('observatory', '0006_notice_seen'),
    ]

    operations = [
        migrations.CreateModel(
            name='Barred',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('what', models.CharField(choices=[('page', 'a page under any address of the same identity'), ('bytes', "the hash of a page's bytes: a file of them has no address to know it by"), ('capture', 'one version of a page'), ('outlet', 'everything of an outlet'), ('story', 'the address of a story that lost its last article')], max_length=8)),
                ('key', models.TextField()),
                ('seq', models.PositiveBigIntegerField(db_index=True, null=True)),
                ('tombstone', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='bars', to='observatory.tombstone')),
            ],
            options={
                'constraints': [models.UniqueConstraint(fields=('what', 'key'), name='barred_once')],
            },
        ),
    ]
