from django.db import migrations

TABLES = {"BreakdownVersion": "breakdownversion", "HistoricalBreakdownVersion": "historicalbreakdownversion"}


class Migration(migrations.Migration):
    """The tables go to the app ``plans`` with every row: pages only read."""

    dependencies = [("pages", "0001_breakdown_versions")]

    operations = [
        migrations.SeparateDatabaseAndState(
            database_operations=[
                migrations.AlterModelTable(model, f"plans_{table}") for model, table in TABLES.items()
            ],
            state_operations=[migrations.DeleteModel(model) for model in TABLES],
        ),
    ]
