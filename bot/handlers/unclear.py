"""Words that mean nothing to us, or come from somebody without a team. They are answered too."""

from sqlmodel.ext.asyncio.session import AsyncSession

from bot.scene import Scene
from care.delivery import Choice, Lane, OutboxMessage, Rows
from messages.texts import redflag, redflag_talk
from scheduler.answers import voiced
from store import outbox


async def listen(session: AsyncSession, scene: Scene) -> bool:
    """Answer what nobody else took."""
    if scene.speaker.patients:
        await not_understood(session, scene)
    else:
        await stranger(session, scene)
    return True


async def not_understood(session: AsyncSession, scene: Scene) -> None:
    """Say that nobody has read it, and ask whether it is urgent."""
    speaker = scene.speaker
    patient = speaker.patients[0]
    text = voiced(redflag_talk.NOT_UNDERSTOOD.id, care=speaker.own is None)
    rows: Rows = tuple(
        (Choice(label.id, f"unclear.{name}:{patient.id}"),)
        for name, label in (
            ("yes", redflag_talk.YES_UNWELL),
            ("no", redflag_talk.NOT_UNWELL),
            ("send", redflag_talk.SEND_TO_TEAM),
        )
    )
    message = OutboxMessage(
        key=f"unclear:{speaker.cause}",
        chat_id=speaker.chat,
        lane=Lane.CONVERSATION,
        texts=(text,),
        values={"name": patient.call_name or patient.name},
        rows=rows,
    )
    await outbox.owe(session, scene.now, message)


async def stranger(session: AsyncSession, scene: Scene) -> None:
    """Tell somebody without a team that nobody reads this, and whom to call."""
    message = OutboxMessage(
        key=f"stranger:{scene.speaker.cause}",
        chat_id=scene.speaker.chat,
        lane=Lane.SAFETY,
        texts=(redflag_talk.STRANGER.id, redflag.UNKNOWN_EMERGENCY_NUMBER.id),
    )
    await outbox.owe(session, scene.now, message)
