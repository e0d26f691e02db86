"""Find what is due, and what belongs to a reminder, without reading the whole table"""

import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision = "0001"
branch_labels = None
depends_on = None

OVERDUE = sa.text("status = 'open' AND reminded_at IS NULL")


def upgrade() -> None:
    """Bring the tables one version on."""
    op.create_index(
        "task_overdue", "task", ["deadline"], sqlite_where=OVERDUE, postgresql_where=OVERDUE
    )
    op.create_index("outbox_of_reminder", "outbox", ["reminder_id"])


def downgrade() -> None:
    """There is no way back: restore a backup instead of losing what was said."""
    raise RuntimeError("restore the backup made before the upgrade")
