"""Holds a server with slow clients and sees whether others are still served.

    python deploy/slow_clients.py HOST PORT [--clients 200] [--seconds 10]

Each slow client sends one byte of its request a second. Only for a server of one's own.
Ends with 0 when every ordinary request was answered with 200 within two seconds.
"""

import argparse
import contextlib
import http.client
import socket
import sys
import time

PATIENCE = 2.0


def main(arguments: list[str] | None = None) -> int:
    """Run the trial and print one line."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("host")
    parser.add_argument("port", type=int)
    parser.add_argument("--clients", type=int, default=200)
    parser.add_argument("--seconds", type=float, default=10)
    asked = parser.parse_args(arguments)
    slow = [socket.create_connection((asked.host, asked.port)) for _ in range(asked.clients)]
    request = b"GET / HTTP/1.1\r\nHost: localhost\r\nX-Slow: " + b"a" * 4096
    slowest, failed, served, sent = 0.0, 0, 0, 0
    until = time.monotonic() + asked.seconds
    while time.monotonic() < until:
        for one in slow:
            with contextlib.suppress(OSError):  # the server may end it: that is its right
                one.send(request[sent : sent + 1])
        sent += 1
        for _ in range(10):
            started = time.monotonic()
            failed += _status(asked.host, asked.port) != 200
            slowest = max(slowest, time.monotonic() - started)
            served += 1
        time.sleep(max(0.0, min(1.0, until - time.monotonic())))
    for one in slow:
        one.close()
    print(
        f"{asked.clients} slow clients: {served} requests, {failed} failed, slowest {slowest:.3f} s"
    )
    return int(bool(failed) or slowest > PATIENCE)


def _status(host: str, port: int) -> int:
    connection = http.client.HTTPConnection(host, port, timeout=PATIENCE)
    try:
        connection.request("GET", "/")
        return connection.getresponse().status
    except OSError:
        return 0
    finally:
        connection.close()


if __name__ == "__main__":
    sys.exit(main())
