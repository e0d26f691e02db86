"""`python -m simulator`: reads the arguments, runs the server, says where it is."""

import argparse
import asyncio
import sys

from simulator.server import Server
from simulator.simulation import Simulation


def arguments() -> argparse.Namespace:
    """Return what was asked for on the command line."""
    parser = argparse.ArgumentParser(prog="simulator", description="Telegram on your own machine.")
    parser.add_argument("--port", type=int, required=True, help="port to listen on; 0 takes any")
    parser.add_argument("--host", default="127.0.0.1", help="address to listen on")
    parser.add_argument("--no-page", action="store_true", help="serve no page at /")
    parser.add_argument("--no-limits", action="store_true", help="no flood limits, for measuring")
    return parser.parse_args()


async def run(given: argparse.Namespace) -> None:
    """Serve until a signal ends it."""
    simulation = Simulation(limits=not given.no_limits)
    server = Server(simulation, given.host, given.port, page=not given.no_page)
    server.on_start = lambda: print(f"Simulator at {server.address}", flush=True)  # noqa: T201 -- the one line it says
    await server.serve()


if __name__ == "__main__":
    asyncio.run(run(arguments()))
    sys.exit(0)
