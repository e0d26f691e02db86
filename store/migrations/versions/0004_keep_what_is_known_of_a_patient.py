"""Keep what is known of a patient beside the plan: risks, usual symptoms"""

import sqlalchemy as sa
from alembic import op

revision = "0004"
down_revision = "0003"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Bring the tables one version on."""
    op.create_table(
        "patient_fact",
        sa.Column("id", sa.Integer(), primary_key=True),
        sa.Column("care_team_id", sa.Integer(), sa.ForeignKey("care_team.id"), nullable=False),
        sa.Column("patient_id", sa.Integer(), sa.ForeignKey("patient.id"), nullable=False),
        sa.Column("name", sa.String(), nullable=False),
        sa.Column("value", sa.Text(), nullable=False),
        sa.Column("who", sa.String(), nullable=False),
        sa.Column("why", sa.Text(), nullable=True),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
    )
    op.create_index("patient_fact_latest", "patient_fact", ["patient_id", "name", "id"])


def downgrade() -> None:
    """There is no way back: restore a backup instead of losing what was said."""
    raise RuntimeError("restore the backup made before the upgrade")
