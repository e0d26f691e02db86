"""What every table is made from."""

from sqlmodel import SQLModel


class Kept(SQLModel):
    """A row that is kept. What is put into one is ours and comes checked.

    So the validator of a table is made only for who asks for one: no service does.
    """

    model_config = {"defer_build": True}
