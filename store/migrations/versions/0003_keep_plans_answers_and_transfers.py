"""Keep what plans, answers around infusions and changes of team need"""

from typing import Any

import sqlalchemy as sa
from alembic import op

revision = "0003"
down_revision = "0002"
branch_labels = None
depends_on = None

WAITS = sa.text("due IS NOT NULL")
NEW: dict[str, list[sa.Column[Any]]] = {
    "appointment": [
        sa.Column("reason", sa.String(length=32), nullable=True),
        sa.Column("done_on", sa.Date(), nullable=True),
        sa.Column("source", sa.String(), nullable=True),
        sa.Column("standing", sa.String(), nullable=True),
    ],
    "account": [sa.Column("home_zone", sa.String(), nullable=True)],
    "patient": [
        sa.Column("quiet", sa.String(), nullable=True),
        sa.Column("titled_calendar", sa.Boolean(), nullable=False, server_default=sa.false()),
        sa.Column("seldom", sa.Boolean(), nullable=False, server_default=sa.false()),
        sa.Column("birth_date", sa.Text(), nullable=True),
    ],
}


def upgrade() -> None:
    """Bring the tables one version on."""
    for table, columns in NEW.items():
        for column in columns:
            op.add_column(table, column)
    born = sa.text("birth_date IS NOT NULL")
    op.create_index("patient_born", "patient", ["id"], sqlite_where=born, postgresql_where=born)
    op.create_index("patient_state", "patient", ["state"])
    op.create_index("symptom_report_lately", "symptom_report", ["care_team_id", "at"])
    _questionnaires()
    _transfers()


def _questionnaires() -> None:
    moment = sa.DateTime(timezone=True)
    op.create_table(
        "questionnaire",
        sa.Column("id", sa.Integer(), primary_key=True),
        sa.Column("care_team_id", sa.Integer(), sa.ForeignKey("care_team.id"), nullable=False),
        sa.Column("patient_id", sa.Integer(), sa.ForeignKey("patient.id"), nullable=False),
        sa.Column("appointment_id", sa.Integer(), sa.ForeignKey("appointment.id"), nullable=False),
        sa.Column("reminder_id", sa.Integer(), sa.ForeignKey("reminder.id"), nullable=False),
        sa.Column("kind", sa.String(length=32), nullable=False),
        sa.Column("part", sa.String(), nullable=False),
        sa.Column("close_person", sa.Boolean(), nullable=False),
        sa.Column("state", sa.String(), nullable=False),
        sa.Column("answers", sa.Text(), nullable=False),
        sa.Column("asked_at", moment, nullable=False),
        sa.Column("due", moment, nullable=True),
        sa.Column("deadline", moment, nullable=True),
        sa.Column("answered_at", moment, nullable=True),
        sa.Column("answered_by", sa.BigInteger(), nullable=True),
        sa.UniqueConstraint("reminder_id"),
    )
    op.create_index("ix_questionnaire_patient_id", "questionnaire", ["patient_id"])
    op.create_index("ix_questionnaire_appointment_id", "questionnaire", ["appointment_id"])
    op.create_index(
        "questionnaire_due", "questionnaire", ["due"], sqlite_where=WAITS, postgresql_where=WAITS
    )


def _transfers() -> None:
    moment = sa.DateTime(timezone=True)
    op.create_table(
        "transfer",
        sa.Column("id", sa.Integer(), primary_key=True),
        sa.Column("patient_id", sa.Integer(), sa.ForeignKey("patient.id"), nullable=False),
        sa.Column("from_team_id", sa.Integer(), sa.ForeignKey("care_team.id"), nullable=False),
        sa.Column("to_team_id", sa.Integer(), sa.ForeignKey("care_team.id"), nullable=False),
        sa.Column("state", sa.String(), nullable=False),
        sa.Column("offered_by", sa.String(), nullable=False),
        sa.Column("offered_at", moment, nullable=False),
        sa.Column("accepted_by", sa.String(), nullable=True),
        sa.Column("accepted_at", moment, nullable=True),
        sa.Column("ended_at", moment, nullable=True),
    )
    for column in ("patient_id", "from_team_id", "to_team_id"):
        op.create_index(f"ix_transfer_{column}", "transfer", [column])


def downgrade() -> None:
    """There is no way back: restore a backup instead of losing what was said."""
    raise RuntimeError("restore the backup made before the upgrade")
