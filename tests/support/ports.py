"""Ports for servers of the tests, each given out once on this machine while the process that asked for it lives."""

import random
import socket

# Below what the kernel gives to outgoing lines, so that none of those takes a port before its server listens.
_RANGE = range(15_000, 32_000)
_claims: list[socket.socket] = []


def free_port() -> int:
    """A port nobody listens on. A datagram socket of the same number, kept open, tells other processes it is taken."""
    for port in random.sample(_RANGE, len(_RANGE)):
        claim = socket.socket(socket.AF_INET, socket.SOCK_DGRAM)
        try:
            claim.bind(("127.0.0.1", port))
            with socket.socket() as probe:
                probe.bind(("127.0.0.1", port))
        except OSError:
            claim.close()
            continue
        _claims.append(claim)
        return port
    raise RuntimeError("no free port")
