# Generated from a schema diff on 2026-11-21 10:12.
from peewee import *
from portal.db import UtcDateTimeField


def up(migrator, db):
    class Blob(Model):
        sha256 = CharField(primary_key=True, max_length=64)

        class Meta:
            database = db
            table_name = "blob"

    class Plan(Model):
        class Meta:
            database = db
            table_name = "plan"

    class PlanItem(Model):
        class Meta:
            database = db
            table_name = "plan_item"

    class Strand(Model):
        class Meta:
            database = db
            table_name = "strand"

    class Unit(Model):
        class Meta:
            database = db
            table_name = "unit"

    class User(Model):
        class Meta:
            database = db
            table_name = "user"

    class CalendarNotice(Model):
        year = IntegerField(index=True)
        number = TextField()
        issued_on = DateField(null=True)
        issuer = TextField()
        link = TextField(default="")
        file = ForeignKeyField(Blob, null=True, on_delete="RESTRICT")
        file_name = TextField(default="")

        class Meta:
            database = db
            table_name = "calendar_notice"

    db.create_tables([CalendarNotice])

    class CalendarYear(Model):
        year = IntegerField(unique=True)
        decided = BooleanField(default=False)
        edited = BooleanField(default=False)
        version = IntegerField(default=1)

        class Meta:
            database = db
            table_name = "calendar_year"

    db.create_tables([CalendarYear])

    class CoverageMeasure(Model):
        item = ForeignKeyField(PlanItem, unique=True, on_delete="CASCADE")
        method = TextField(
            constraints=[Check("method IN ('visited', 'delegated', 'sub_units', 'days')")]
        )
        strand = ForeignKeyField(Strand, null=True, on_delete="CASCADE")
        level = TextField(default="")
        block = TextField(default="")
        version = IntegerField(default=1)

        class Meta:
            database = db
            table_name = "coverage_measure"

    db.create_tables([CoverageMeasure])

    class CoverageCount(Model):
        measure = ForeignKeyField(CoverageMeasure, on_delete="CASCADE")
        unit = ForeignKeyField(Unit, on_delete="RESTRICT")
        total = IntegerField()
        planned = IntegerField(null=True)
        checked = IntegerField()
        source = TextField()
        as_of = DateField()
        updated_at = UtcDateTimeField()
        updated_by = ForeignKeyField(User, null=True, on_delete="RESTRICT")
        version = IntegerField(default=1)

        class Meta:
            database = db
            table_name = "coverage_count"
            indexes = ((("measure", "unit"), True),)

    db.create_tables([CoverageCount])

    class Draw(Model):
        plan = ForeignKeyField(Plan, on_delete="RESTRICT")
        strand = ForeignKeyField(Strand, on_delete="RESTRICT")
        number = IntegerField()
        day = DateField()
        scope = TextField()
        pool = JSONField(default=list)
        excluded = JSONField(default=list)
        wanted = IntegerField()
        wanted_words = TextField()
        seed_source = TextField()
        commitment = TextField()
        state = TextField(
            default="prepared", constraints=[Check("state IN ('prepared', 'drawn', 'voided')")]
        )
        prepared_at = UtcDateTimeField()
        prepared_by = TextField()
        seed = TextField(default="")
        seed_reference = TextField(default="")
        witnesses = JSONField(default=list)
        result = JSONField(default=list)
        drawn_at = UtcDateTimeField(null=True)
        drawn_by = TextField(default="")
        added_at = UtcDateTimeField(null=True)
        voided_at = UtcDateTimeField(null=True)
        void_reason = TextField(default="")

        class Meta:
            database = db
            table_name = "draw"
            indexes = ((("plan", "number"), True),)

    db.create_tables([Draw])

    class PlanTodo(Model):
        plan = ForeignKeyField(Plan, on_delete="CASCADE")
        source = ForeignKeyField(Plan, on_delete="RESTRICT")
        kind = TextField()
        key = TextField()
        title = TextField()
        text = TextField(default="")
        data = JSONField(default=dict)
        blocking = BooleanField(default=False)
        state = TextField(default="open", constraints=[Check("state IN ('open', 'done', 'kept')")])
        reason = TextField(default="")
        closed_at = UtcDateTimeField(null=True)
        closed_by = TextField(default="")
        created_at = UtcDateTimeField()

        class Meta:
            database = db
            table_name = "plan_todo"
            indexes = ((("plan", "kind", "key"), True),)

    db.create_tables([PlanTodo])

    migrator.migrate(
        migrator.add_column(
            "calendar_day",
            "notice_id",
            ForeignKeyField(
                CalendarNotice, field=CalendarNotice.id, null=True, on_delete="RESTRICT"
            ),
        )
    )


def down(migrator, db):
    migrator.migrate(migrator.drop_index("calendar_day", "calendar_day_notice_id"))
    migrator.migrate(migrator.drop_column("calendar_day", "notice_id"))
    migrator.migrate(migrator.drop_table("plan_todo"))
    migrator.migrate(migrator.drop_table("draw"))
    migrator.migrate(migrator.drop_table("coverage_count"))
    migrator.migrate(migrator.drop_table("coverage_measure"))
    migrator.migrate(migrator.drop_table("calendar_year"))
    migrator.migrate(migrator.drop_table("calendar_notice"))
