"""Hundreds of HTTP clients in one process: raw requests, so that all can be sent in one instant."""

import asyncio
from dataclasses import dataclass
from itertools import count
from urllib.parse import urlencode

_boundaries = count(1)


@dataclass(frozen=True)
class Answer:
    """What came back; status 0 when the connection was refused or broke, with why in ``text``."""

    status: int
    location: str
    text: str
    seconds: float
    cookie: str = ""


def get(path: str, cookie: str) -> bytes:
    """The bytes of a page view."""
    return (
        f"GET {path} HTTP/1.1\r\nHost: localhost\r\nCookie: {cookie}\r\nConnection: close\r\n\r\n"
    ).encode()


def post(path: str, cookie: str, data: dict[str, str], file: tuple[str, bytes] | None) -> bytes:
    """The bytes of a form, as a browser posts it; ``file``: the field's name and a PDF."""
    if file is None:
        kind, body = "application/x-www-form-urlencoded", urlencode(data).encode()
    else:
        mark = f"----ranh-gioi-{next(_boundaries)}"
        parts = [
            f'--{mark}\r\nContent-Disposition: form-data; name="{name}"\r\n\r\n{text}\r\n'.encode()
            for name, text in data.items()
        ]
        parts.append(
            f'--{mark}\r\nContent-Disposition: form-data; name="{file[0]}"; '
            'filename="bao-cao.pdf"\r\nContent-Type: application/pdf\r\n\r\n'.encode()
        )
        parts += [file[1], f"\r\n--{mark}--\r\n".encode()]
        kind, body = f"multipart/form-data; boundary={mark}", b"".join(parts)
    return (
        f"POST {path} HTTP/1.1\r\nHost: localhost\r\nCookie: {cookie}\r\nContent-Type: {kind}\r\n"
        f"Content-Length: {len(body)}\r\nConnection: close\r\n\r\n"
    ).encode() + body


async def one(place: tuple[str, int], request: bytes, gate: asyncio.Event) -> Answer:
    """Send a request once ``gate`` is open; the seconds count from there."""
    await gate.wait()
    loop = asyncio.get_running_loop()
    began = loop.time()
    try:
        reader, writer = await asyncio.open_connection(*place)
        writer.write(request)
        await writer.drain()
        raw = await reader.read()
        writer.close()
        await writer.wait_closed()
    except OSError as error:
        return Answer(0, "", repr(error), loop.time() - began)
    head, _, body = raw.partition(b"\r\n\r\n")
    lines = head.decode("latin-1").split("\r\n")
    status = int(lines[0].split()[1]) if lines[0] else 0
    headers = {}
    for line in lines[1:]:
        name, _, value = line.partition(": ")
        headers[name.lower()] = value
    cookie = headers.get("set-cookie", "").partition(";")[0]
    text = body.decode("utf-8", "replace")
    return Answer(status, headers.get("location", ""), text, loop.time() - began, cookie)


async def all_of(place: tuple[str, int], requests: list[bytes], together: int) -> list[Answer]:
    """Every request, so many of them at a time; answers in that order."""
    gate = asyncio.Event()
    turns = asyncio.Semaphore(together)

    async def sent(request: bytes) -> Answer:
        async with turns:
            return await one(place, request, gate)

    tasks = [asyncio.create_task(sent(request)) for request in requests]
    await asyncio.sleep(0.05)
    gate.set()
    return await asyncio.gather(*tasks)


def at_one_instant(place: tuple[str, int], requests: list[bytes]) -> list[Answer]:
    """Every request on a connection of its own, all begun together; answers in that order."""
    return asyncio.run(all_of(place, requests, len(requests)))


def a_few_at_a_time(place: tuple[str, int], requests: list[bytes]) -> list[Answer]:
    """The same requests as people come in over a morning: four at a time."""
    return asyncio.run(all_of(place, requests, 4))
