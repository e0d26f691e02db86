"""Calls about time, faults and the simulator itself."""

from datetime import datetime
from functools import partial

from starlette.responses import Response, StreamingResponse

from simulator.acts import Impossible, Unknown
from simulator.clock import written
from simulator.control.wish import Wish, Wrong, sorry
from simulator.faults import Fault
from simulator.people import Json
from simulator.walk import Source

TIMEOUT = 408
PATIENCE = 10.0
LONGEST = 600.0
MOVES = ("advance_s", "to", "to_next_due")


def clock(wish: Wish) -> Json:
    """Return the time, and what a service on this clock will do next."""
    wish.simulation.walker.polled(wish.query("source"))
    return wish.simulation.walker.shown()


async def move_clock(wish: Wish) -> Json:
    """Move the clock: by way of every due moment, or with `jump` at once."""
    walker = wish.simulation.walker
    target = _target(wish)
    if wish.body.get("jump"):
        walker.jump(target)
        stops = 0
    else:
        stops = await walker.walk(target)
    return {"now": written(wish.simulation.clock.now()), "stops": stops}


def _target(wish: Wish) -> float:
    given = [name for name in MOVES if wish.body.get(name) not in (None, False)]
    if len(given) != 1:
        raise Wrong("Give one of advance_s, to and to_next_due.")
    if given == ["advance_s"]:
        return wish.simulation.clock.seconds() + float(wish.body["advance_s"])
    return _moment(wish.body["to"], "to") if given == ["to"] else _next_due(wish)


def _next_due(wish: Wish) -> float:
    source = wish.simulation.walker.next_due()
    if source is None or source.due is None:
        raise Impossible("Nothing is due: no service has said when it will act next.")
    return source.due


def _moment(text: str, name: str) -> float:
    try:
        moment = datetime.fromisoformat(text)
    except ValueError:
        raise Wrong(f"{name} must be a moment such as 2026-12-01T09:30:00Z.") from None
    if moment.tzinfo is None:
        raise Wrong(f"{name} must say its zone: end it with Z.")
    return moment.timestamp()


def hear_due(wish: Wish) -> Json:
    """Take down what a service on this clock says of itself: how far it has come, what is next."""
    due = wish.body.get("next_due")
    source = Source(
        name=wish.body["source"],
        offset=float(wish.body["offset_s"]),
        idle=wish.body["idle"],
        due=_moment(due["at"], "at") if due else None,
        what=due["what"] if due else "",
    )
    wish.simulation.walker.hear(source)
    return {}


def add_fault(wish: Wish) -> Json:
    """Let something go wrong from now on."""
    simulation, body = wish.simulation, wish.body
    _check_migration(wish)
    bot = wish.bot() if "token" in body else None
    seconds = body.get("seconds")
    until = None if seconds is None else simulation.clock.steady() + seconds
    named = ("kind", "chat_id", "times", "delay_s", "method", "probability", "retry_after")
    given = {name: body[name] for name in (*named, "after_accept") if body.get(name) is not None}
    make = partial(Fault, bot=bot.id if bot else None, until=until, **given)
    fault = simulation.faults.add(make)
    if fault.kind == "refuse_connection":
        simulation.lines.cut_bots()
        simulation.shut_door(seconds or 0.0)
    simulation.events.tell({"type": "state"})
    return {"id": fault.id}


def _check_migration(wish: Wish) -> None:
    if wish.body["kind"] != "migrate" or wish.body.get("chat_id") is None:
        return
    chat = wish.simulation.world.groups.get(wish.body["chat_id"])
    if chat is None or chat.type != "group" or chat.moved_to is not None:
        raise Impossible("Only a group can be upgraded to a supergroup.")


def faults(wish: Wish) -> Json:
    """Return what can still go wrong."""
    now = wish.simulation.clock.steady()
    return {"faults": [fault.shown(now) for fault in wish.simulation.faults.living(now)]}


def remove_fault(wish: Wish) -> Json:
    """Let it go right again."""
    fault = wish.simulation.faults.remove(wish.path("id"))
    if fault is None:
        raise Unknown(f"There is no fault {wish.path('id')}.")
    if fault.kind == "refuse_connection":
        wish.simulation.shut_door(0)
    wish.simulation.events.tell({"type": "state"})
    return {}


def set_limits(wish: Wish) -> Json:
    """Switch the flood limits off, for measuring, or on."""
    wish.simulation.limits.enabled = wish.body["enabled"]
    return {}


async def idle(wish: Wish) -> Response | Json:
    """Wait until every update is confirmed and no call came for a while; 408 when in vain."""
    patience = min(max(wish.number("timeout_s", PATIENCE), 0.0), LONGEST)
    if await wish.simulation.until_quiet(patience):
        return {"idle": True}
    return sorry(TIMEOUT, f"The bot was not idle within {patience:g} seconds.")


def reset(wish: Wish) -> Json:
    """Empty everything but the clock."""
    wish.simulation.reset()
    return {}


def events(wish: Wish) -> Response:
    """Return what happens, as it happens."""
    stream = wish.simulation.events.stream()
    headers = {"cache-control": "no-store", "x-accel-buffering": "no"}
    return StreamingResponse(stream, media_type="text/event-stream", headers=headers)
