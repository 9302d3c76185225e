"""The first schema. Written by `make migration`; the two checks were added by hand."""

from peewee import *
from portal.db import UtcDateTimeField

def up(migrator, db):
    class Publication(Model):
        kind = TextField()
        slug = TextField()
        version = IntegerField()
        state = TextField(default='published')
        title = TextField()
        payload = TextField(null=True)
        payload_sha256 = TextField()
        change_kind = TextField()
        change_note = TextField()
        approval_sha256 = TextField()
        published_at = UtcDateTimeField()
        previous_hash = TextField(unique=True)
        hash = TextField(unique=True)
        current = BooleanField(default=True)
        class Meta:
            database = db
            table_name = 'publication'
            indexes = ((('kind', 'slug', 'version'), True), (('kind', 'current'), False))
    db.create_tables([Publication])

    class Unit(Model):
        code = TextField(unique=True)
        name = TextField()
        short_name = TextField()
        aliases = TextField(default='')
        type = TextField()
        level = TextField()
        parent = ForeignKeyField('self', null=True, on_delete='RESTRICT')
        valid_from = DateField(null=True)
        valid_to = DateField(null=True)
        source = TextField(default='')
        class Meta:
            database = db
            table_name = 'unit'
    db.create_tables([Unit])

    class User(Model):
        username = TextField(unique=True)
        full_name = TextField()
        phone = TextField(default='')
        password_hash = TextField()
        must_change_password = BooleanField(default=True)
        is_shared = BooleanField(default=False)
        is_demo = BooleanField(default=False)
        active = BooleanField(default=True)
        unit = ForeignKeyField(Unit, null=True, on_delete='RESTRICT')
        created_at = UtcDateTimeField()
        last_sign_in_at = UtcDateTimeField(null=True)
        class Meta:
            database = db
            table_name = 'user'
    db.create_tables([User])

    class PublicationRequest(Model):
        title = TextField()
        proposals = TextField()
        change_kind = TextField()
        change_note = TextField()
        missing_document_reason = TextField(default='')
        back_url = TextField(default='')
        state = TextField(index=True, default='waiting')
        author = ForeignKeyField(User, null=True, on_delete='RESTRICT')
        created_at = UtcDateTimeField()
        decided_at = UtcDateTimeField(null=True)
        decided_by = TextField(default='')
        decision_note = TextField(default='')
        class Meta:
            database = db
            table_name = 'publication_request'
    db.create_tables([PublicationRequest])

    class Blob(Model):
        sha256 = CharField(primary_key=True, max_length=64)
        size = BigIntegerField(constraints=[Check('size > 0')])
        media_type = TextField()
        created_at = UtcDateTimeField()
        class Meta:
            database = db
            table_name = 'blob'
    db.create_tables([Blob])

    class Approval(Model):
        publication = ForeignKeyField(Publication, unique=True, on_delete='RESTRICT')
        request = ForeignKeyField(PublicationRequest, null=True, on_delete='RESTRICT')
        mode = TextField()
        approved_by = TextField()
        approved_on = DateField()
        scan = ForeignKeyField(Blob, null=True, on_delete='RESTRICT')
        nonce = TextField()
        class Meta:
            database = db
            table_name = 'approval'
    db.create_tables([Approval])

    class AuditEntry(Model):
        at = UtcDateTimeField(index=True)
        user_id = IntegerField(null=True)
        actor = TextField()
        typist = TextField(default='')
        action = TextField()
        subject_kind = TextField()
        subject_id = TextField()
        before = TextField(default='')
        after = TextField(default='')
        reason = TextField(default='')
        previous_hash = TextField(unique=True)
        hash = TextField(unique=True)
        class Meta:
            database = db
            table_name = 'audit_entry'
            indexes = ((('subject_kind', 'subject_id'), False),)
    db.create_tables([AuditEntry])

    class CalendarDay(Model):
        date = DateField(unique=True)
        kind = TextField(constraints=[Check("kind IN ('rest', 'work')")])
        name = TextField()
        source = TextField(default='')
        provisional = BooleanField(default=False)
        class Meta:
            database = db
            table_name = 'calendar_day'
    db.create_tables([CalendarDay])

    class IssuedDocument(Model):
        kind = TextField()
        number = TextField(default='')
        issued_on = DateField(null=True)
        issuer = TextField(default='')
        signer = TextField(default='')
        signer_title = TextField(default='')
        sign_capacity = TextField(default='')
        subject = TextField(default='')
        place = TextField(default='')
        recipients = JSONField(default=list)
        legal_bases = JSONField(default=list)
        signed_file = ForeignKeyField(Blob, null=True, on_delete='RESTRICT')
        filename = TextField(default='')
        class Meta:
            database = db
            table_name = 'issued_document'
            indexes = ((('kind', 'number', 'issued_on'), False),)
    db.create_tables([IssuedDocument])

    class Plan(Model):
        slug = TextField(unique=True)
        year = IntegerField()
        title = TextField()
        summary = TextField(default='')
        body_html = TextField(default='')
        review_period = TextField(default='')
        visit_days = TextField(default='')
        sub_units = TextField(default='')
        contents = JSONField(default=list)
        team = JSONField(default=list)
        document = ForeignKeyField(IssuedDocument, null=True, on_delete='RESTRICT')
        original = ForeignKeyField(Blob, null=True, on_delete='RESTRICT')
        original_name = TextField(default='')
        publish_original = BooleanField(default=False)
        import_flags = JSONField(default=list)
        missing_document_reason = TextField(default='')
        demo = BooleanField(default=False)
        version = IntegerField(default=1)
        created_at = UtcDateTimeField()
        updated_at = UtcDateTimeField()
        updated_by = ForeignKeyField(User, null=True, on_delete='RESTRICT')
        class Meta:
            database = db
            table_name = 'plan'
    db.create_tables([Plan])

    class Strand(Model):
        plan = ForeignKeyField(Plan, on_delete='CASCADE')
        code = TextField()
        name = TextField()
        mode = TextField()
        method = TextField(default='')
        text = TextField(default='')
        position = IntegerField(default=0)
        version = IntegerField(default=1)
        class Meta:
            database = db
            table_name = 'strand'
            indexes = ((('plan', 'code'), True),)
    db.create_tables([Strand])

    class Team(Model):
        plan = ForeignKeyField(Plan, on_delete='CASCADE')
        name = TextField()
        decision = ForeignKeyField(IssuedDocument, null=True, on_delete='RESTRICT')
        class Meta:
            database = db
            table_name = 'team'
    db.create_tables([Team])

    class Visit(Model):
        slug = TextField(unique=True)
        plan = ForeignKeyField(Plan, on_delete='RESTRICT')
        strand = ForeignKeyField(Strand, null=True, on_delete='RESTRICT')
        unit = ForeignKeyField(Unit, on_delete='RESTRICT')
        unit_name = TextField()
        team = ForeignKeyField(Team, null=True, on_delete='RESTRICT')
        method = TextField(default='')
        noticed_on = DateField(null=True)
        excluded_agencies = JSONField(default=list)
        unannounced = BooleanField(default=False)
        released = BooleanField(default=False)
        state = TextField(default='planned')
        internal_note = TextField(default='')
        demo = BooleanField(default=False)
        version = IntegerField(default=1)
        created_at = UtcDateTimeField()
        updated_at = UtcDateTimeField()
        class Meta:
            database = db
            table_name = 'visit'
    db.create_tables([Visit])

    class Conclusion(Model):
        visit = ForeignKeyField(Visit, unique=True, on_delete='RESTRICT')
        slug = TextField(unique=True)
        title = TextField()
        summary = TextField(default='')
        document = ForeignKeyField(IssuedDocument, null=True, on_delete='RESTRICT')
        public_file = ForeignKeyField(Blob, null=True, on_delete='RESTRICT')
        public_file_name = TextField(default='')
        missing_document_reason = TextField(default='')
        extract_note = TextField(default='')
        publish_signed = BooleanField(default=False)
        state = TextField(default='draft')
        version = IntegerField(default=1)
        created_at = UtcDateTimeField()
        class Meta:
            database = db
            table_name = 'conclusion'
    db.create_tables([Conclusion])

    class FormVersion(Model):
        code = TextField()
        version = IntegerField()
        title = TextField()
        definition = TextField()
        sha256 = TextField()
        created_at = UtcDateTimeField()
        class Meta:
            database = db
            table_name = 'form_version'
            indexes = ((('code', 'version'), True),)
    db.create_tables([FormVersion])

    class Duty(Model):
        unit = ForeignKeyField(Unit, on_delete='RESTRICT')
        plan = ForeignKeyField(Plan, on_delete='RESTRICT')
        visit = ForeignKeyField(Visit, null=True, on_delete='RESTRICT')
        kind = TextField()
        title = TextField()
        form = ForeignKeyField(FormVersion, null=True, on_delete='RESTRICT')
        year = IntegerField()
        due_on = DateField(null=True)
        due_at = UtcDateTimeField(null=True)
        due_rule = JSONField(null=True)
        due_sentence = TextField(default='')
        state = TextField(index=True, default='open')
        created_at = UtcDateTimeField()
        class Meta:
            database = db
            table_name = 'duty'
            indexes = ((('unit', 'plan', 'visit', 'kind'), False),)
    db.create_tables([Duty])

    class DraftEdit(Model):
        duty = ForeignKeyField(Duty, on_delete='CASCADE')
        code = TextField()
        before = TextField(default='')
        after = TextField(default='')
        version = IntegerField()
        at = UtcDateTimeField()
        user = ForeignKeyField(User, null=True, on_delete='RESTRICT')
        by = TextField(default='')
        sealed = BooleanField(index=True, default=False)
        class Meta:
            database = db
            table_name = 'draft_edit'
    db.create_tables([DraftEdit])

    class DraftField(Model):
        duty = ForeignKeyField(Duty, on_delete='CASCADE')
        code = TextField()
        value = TextField()
        version = IntegerField(default=1)
        client = TextField(default='')
        sequence = IntegerField(default=0)
        updated_at = UtcDateTimeField()
        updated_by = TextField(default='')
        class Meta:
            database = db
            table_name = 'draft_field'
            indexes = ((('duty', 'code'), True),)
    db.create_tables([DraftField])

    class DutyHistory(Model):
        duty = ForeignKeyField(Duty, on_delete='CASCADE')
        at = UtcDateTimeField()
        old_due_on = DateField(null=True)
        new_due_on = DateField(null=True)
        reason = TextField(default='')
        by = TextField(default='')
        class Meta:
            database = db
            table_name = 'duty_history'
    db.create_tables([DutyHistory])

    class Evidence(Model):
        duty = ForeignKeyField(Duty, on_delete='CASCADE')
        field = TextField(default='')
        number = TextField(default='')
        issued_on = DateField(null=True)
        subject = TextField()
        file = ForeignKeyField(Blob, null=True, on_delete='RESTRICT')
        file_name = TextField(default='')
        added_at = UtcDateTimeField()
        added_by = TextField(default='')
        class Meta:
            database = db
            table_name = 'evidence'
    db.create_tables([Evidence])

    class Finding(Model):
        visit = ForeignKeyField(Visit, on_delete='CASCADE')
        code = TextField()
        position = IntegerField(default=0)
        domain = TextField()
        kind = TextField()
        text = TextField()
        cause = TextField(default='')
        recommendation = TextField(default='')
        due_rule = JSONField(null=True)
        public = BooleanField(default=True)
        internal_note = TextField(default='')
        version = IntegerField(default=1)
        class Meta:
            database = db
            table_name = 'finding'
            indexes = ((('visit', 'code'), True),)
    db.create_tables([Finding])

    class Petition(Model):
        unit = ForeignKeyField(Unit, on_delete='RESTRICT')
        visit = ForeignKeyField(Visit, null=True, on_delete='RESTRICT')
        source = TextField(default='')
        text = TextField()
        agency = TextField(default='')
        due_on = DateField(null=True)
        answered_on = DateField(null=True)
        answer = TextField(default='')
        public = BooleanField(default=False)
        version = IntegerField(default=1)
        created_at = UtcDateTimeField()
        class Meta:
            database = db
            table_name = 'petition'
    db.create_tables([Petition])

    class PlanDeadline(Model):
        strand = ForeignKeyField(Strand, on_delete='CASCADE')
        code = TextField()
        title = TextField()
        duty = TextField()
        rule = JSONField()
        source = TextField(default='')
        position = IntegerField(default=0)
        version = IntegerField(default=1)
        class Meta:
            database = db
            table_name = 'plan_deadline'
            indexes = ((('strand', 'code'), True),)
    db.create_tables([PlanDeadline])

    class PlanRelation(Model):
        plan = ForeignKeyField(Plan, on_delete='CASCADE')
        kind = TextField()
        number = TextField(default='')
        issued_on = DateField(null=True)
        subject = TextField(default='')
        other_plan = ForeignKeyField(Plan, null=True, on_delete='RESTRICT')
        class Meta:
            database = db
            table_name = 'plan_relation'
    db.create_tables([PlanRelation])

    class PublicationRef(Model):
        publication = ForeignKeyField(Publication, on_delete='CASCADE')
        kind = TextField()
        unit = TextField(index=True, default='')
        on = DateField(null=True)
        class Meta:
            database = db
            table_name = 'publication_ref'
    db.create_tables([PublicationRef])

    class PublicationText(Model):
        publication = ForeignKeyField(Publication, unique=True, on_delete='CASCADE')
        folded = TextField()
        class Meta:
            database = db
            table_name = 'publication_text'
    db.create_tables([PublicationText])

    class Remediation(Model):
        finding = ForeignKeyField(Finding, unique=True, on_delete='CASCADE')
        due_on = DateField(null=True)
        due_sentence = TextField(default='')
        reported_on = DateField(null=True)
        reported_text = TextField(default='')
        reported_by = TextField(default='')
        evidence = ForeignKeyField(Blob, null=True, on_delete='RESTRICT')
        evidence_name = TextField(default='')
        verified_on = DateField(null=True)
        verified_text = TextField(default='')
        verified_by = TextField(default='')
        outcome = TextField(default='')
        version = IntegerField(default=1)
        class Meta:
            database = db
            table_name = 'remediation'
    db.create_tables([Remediation])

    class Submission(Model):
        duty = ForeignKeyField(Duty, on_delete='RESTRICT')
        number = IntegerField()
        receipt = TextField(unique=True)
        mode = TextField()
        snapshot = TextField()
        sha256 = TextField()
        doc_number = TextField(default='')
        doc_date = DateField(null=True)
        signer = TextField(default='')
        signed_file = ForeignKeyField(Blob, null=True, on_delete='RESTRICT')
        signed_name = TextField(default='')
        submitted_at = UtcDateTimeField()
        received_on = DateField()
        late = BooleanField(default=False)
        late_reason = TextField(default='')
        by = TextField()
        copies = IntegerField(null=True)
        arrival_number = TextField(default='')
        state = TextField(default='submitted')
        class Meta:
            database = db
            table_name = 'submission'
            indexes = ((('duty', 'number'), True),)
    db.create_tables([Submission])

    class Review(Model):
        submission = ForeignKeyField(Submission, on_delete='CASCADE')
        decision = TextField()
        note = TextField(default='')
        new_due_on = DateField(null=True)
        at = UtcDateTimeField()
        by = TextField()
        class Meta:
            database = db
            table_name = 'review'
    db.create_tables([Review])

    class ReviewComment(Model):
        submission = ForeignKeyField(Submission, on_delete='CASCADE')
        field = TextField(default='')
        text = TextField()
        internal = BooleanField(default=False)
        sent = BooleanField(default=False)
        answer = TextField(default='')
        fixed = BooleanField(default=False)
        at = UtcDateTimeField()
        by = TextField()
        class Meta:
            database = db
            table_name = 'review_comment'
    db.create_tables([ReviewComment])

    class RoleGrant(Model):
        user = ForeignKeyField(User, on_delete='CASCADE')
        role = TextField()
        class Meta:
            database = db
            table_name = 'role_grant'
            indexes = ((('user', 'role'), True),)
    db.create_tables([RoleGrant])

    class Session(Model):
        visit = ForeignKeyField(Visit, on_delete='CASCADE')
        code = TextField()
        on = DateField(index=True)
        part = TextField(default='day')
        time = TextField(default='')
        place = TextField(default='')
        sub_unit = TextField(default='')
        public_note = TextField(default='')
        internal_note = TextField(default='')
        state = TextField(default='planned')
        reason = TextField(default='')
        moved_to = TextField(default='')
        class Meta:
            database = db
            table_name = 'session'
            indexes = ((('visit', 'code'), True),)
    db.create_tables([Session])

    class SignInAttempt(Model):
        username = TextField()
        address = TextField()
        succeeded = BooleanField()
        at = UtcDateTimeField(index=True)
        class Meta:
            database = db
            table_name = 'sign_in_attempt'
    db.create_tables([SignInAttempt])

    class SignInSession(Model):
        token_hash = TextField(unique=True)
        user = ForeignKeyField(User, on_delete='CASCADE')
        typist_name = TextField(default='')
        typist_phone = TextField(default='')
        started_at = UtcDateTimeField()
        last_seen_at = UtcDateTimeField()
        ended_at = UtcDateTimeField(null=True)
        class Meta:
            database = db
            table_name = 'sign_in_session'
    db.create_tables([SignInSession])

    class StrandUnit(Model):
        strand = ForeignKeyField(Strand, on_delete='CASCADE')
        unit = ForeignKeyField(Unit, on_delete='RESTRICT')
        name = TextField()
        position = IntegerField(default=0)
        class Meta:
            database = db
            table_name = 'strand_unit'
            indexes = ((('strand', 'unit'), True),)
    db.create_tables([StrandUnit])

    class Succession(Model):
        predecessor = ForeignKeyField(Unit, on_delete='RESTRICT')
        successor = ForeignKeyField(Unit, null=True, on_delete='RESTRICT')
        on = DateField()
        kind = TextField()
        document = TextField(default='')
        class Meta:
            database = db
            table_name = 'succession'
            indexes = ((('predecessor', 'successor', 'on'), True),)
    db.create_tables([Succession])

    class TeamMember(Model):
        team = ForeignKeyField(Team, on_delete='CASCADE')
        name = TextField()
        agency = ForeignKeyField(Unit, null=True, on_delete='RESTRICT')
        role = TextField(default='member')
        field = TextField(default='')
        user = ForeignKeyField(User, null=True, on_delete='RESTRICT')
        class Meta:
            database = db
            table_name = 'team_member'
    db.create_tables([TeamMember])

    class UnitBlock(Model):
        unit = ForeignKeyField(Unit, on_delete='CASCADE')
        block = TextField()
        valid_from = DateField(null=True)
        valid_to = DateField(null=True)
        class Meta:
            database = db
            table_name = 'unit_block'
    db.create_tables([UnitBlock])

    class UnitName(Model):
        unit = ForeignKeyField(Unit, on_delete='CASCADE')
        name = TextField()
        valid_from = DateField(null=True)
        valid_to = DateField(null=True)
        class Meta:
            database = db
            table_name = 'unit_name'
    db.create_tables([UnitName])


def down(migrator, db):
    migrator.migrate(migrator.drop_table('unit_name'))
    migrator.migrate(migrator.drop_table('unit_block'))
    migrator.migrate(migrator.drop_table('team_member'))
    migrator.migrate(migrator.drop_table('succession'))
    migrator.migrate(migrator.drop_table('strand_unit'))
    migrator.migrate(migrator.drop_table('sign_in_session'))
    migrator.migrate(migrator.drop_table('sign_in_attempt'))
    migrator.migrate(migrator.drop_table('session'))
    migrator.migrate(migrator.drop_table('role_grant'))
    migrator.migrate(migrator.drop_table('review_comment'))
    migrator.migrate(migrator.drop_table('review'))
    migrator.migrate(migrator.drop_table('submission'))
    migrator.migrate(migrator.drop_table('remediation'))
    migrator.migrate(migrator.drop_table('publication_text'))
    migrator.migrate(migrator.drop_table('publication_ref'))
    migrator.migrate(migrator.drop_table('plan_relation'))
    migrator.migrate(migrator.drop_table('plan_deadline'))
    migrator.migrate(migrator.drop_table('petition'))
    migrator.migrate(migrator.drop_table('finding'))
    migrator.migrate(migrator.drop_table('evidence'))
    migrator.migrate(migrator.drop_table('duty_history'))
    migrator.migrate(migrator.drop_table('draft_field'))
    migrator.migrate(migrator.drop_table('draft_edit'))
    migrator.migrate(migrator.drop_table('duty'))
    migrator.migrate(migrator.drop_table('form_version'))
    migrator.migrate(migrator.drop_table('conclusion'))
    migrator.migrate(migrator.drop_table('visit'))
    migrator.migrate(migrator.drop_table('team'))
    migrator.migrate(migrator.drop_table('strand'))
    migrator.migrate(migrator.drop_table('plan'))
    migrator.migrate(migrator.drop_table('issued_document'))
    migrator.migrate(migrator.drop_table('calendar_day'))
    migrator.migrate(migrator.drop_table('audit_entry'))
    migrator.migrate(migrator.drop_table('approval'))
    migrator.migrate(migrator.drop_table('blob'))
    migrator.migrate(migrator.drop_table('publication_request'))
    migrator.migrate(migrator.drop_table('user'))
    migrator.migrate(migrator.drop_table('unit'))
    migrator.migrate(migrator.drop_table('publication'))
