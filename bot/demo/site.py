"""The demo's page: a frame of our own around SimCord's channels, on one loopback port."""

from collections.abc import Awaitable, Callable, Mapping
from typing import Any, Final, TypeAlias

from aiohttp import web

from bot.demo.simulation import API_HANDLERS, STATIC_PATHS, channel_page
from bot.demo.stage import Stage
from bot.demo.world import ASSETS, BOT_PICTURE, DIRECT, Person, Room, World

_HOSTS: Final = ("127.0.0.1", "localhost")
_SECURITY: Final[Mapping[str, str]] = {
    "Cache-Control": "no-store",
    "Content-Security-Policy": (
        "default-src 'self'; connect-src 'self' blob:; img-src 'self' blob:; media-src 'self' blob:; "
        "object-src 'none'; base-uri 'none'; frame-ancestors 'self'"
    ),
    "Referrer-Policy": "no-referrer",
    "X-Content-Type-Options": "nosniff",
}
_FONT_CACHE: Final = "max-age=86400"
_ADDED_TO_CHANNEL: Final = (
    '<link rel="stylesheet" href="/demo/channel.css"><script type="module" src="/demo/channel.js"></script>'
)

_Handler: TypeAlias = Callable[[web.Request], Awaitable[web.StreamResponse]]


class Site:
    """What the browser asks for, answered; `commands` are those that the bot has."""

    def __init__(self, stage: Stage, commands: frozenset[str], *, port: int, session: str) -> None:
        self._stage = stage
        self._world = describe(stage.world, commands, session)
        self._session = session
        self._hosts = frozenset(f"{host}:{port}" for host in _HOSTS)
        self._people = {person.key: person for person in stage.world.people}

    def application(self) -> web.Application:
        """The routes, ready to be served."""
        app = web.Application(middlewares=[self._refuse_other_hosts], client_max_size=32 * 1024**2)
        app.router.add_get("/", self._index)
        app.router.add_get("/channel", self._channel)
        app.router.add_get("/demo/world", self._describe)
        app.router.add_get("/demo/unread/{person}", self._unread)
        app.router.add_static("/demo/", ASSETS)
        for (method, path), handler in API_HANDLERS.items():
            app.router.add_route(method, path, self._to_preview(handler))
        for path in STATIC_PATHS:
            app.router.add_get(path, self._file)
        return app

    @web.middleware
    async def _refuse_other_hosts(self, request: web.Request, handler: _Handler) -> web.StreamResponse:
        """Keep out pages of other sites whose name was made to lead here."""
        if request.host not in self._hosts:
            raise web.HTTPForbidden
        response = await handler(request)
        response.headers.setdefault("Cache-Control", "no-cache")  # a newer demo on this port shows its own files
        return response

    async def _index(self, _request: web.Request) -> web.StreamResponse:
        return _page((ASSETS / "index.html").read_text(encoding="utf-8"))

    async def _channel(self, _request: web.Request) -> web.StreamResponse:
        return _page(channel_page().replace("</head>", f"{_ADDED_TO_CHANNEL}</head>"))

    async def _describe(self, _request: web.Request) -> web.StreamResponse:
        return web.json_response(self._world, headers=_SECURITY)

    async def _unread(self, request: web.Request) -> web.StreamResponse:
        person = self._people.get(request.match_info["person"])
        if person is None:
            raise web.HTTPNotFound
        marks = self._stage.unread_marks(person)
        return web.json_response({"session": self._session, "latest": marks}, headers=_SECURITY)

    async def _file(self, request: web.Request) -> web.StreamResponse:
        response = await self._stage.simulation.respond_with_file(request)
        if request.path.startswith("/fonts/"):
            response.headers["Cache-Control"] = _FONT_CACHE
        return response

    def _to_preview(self, handler: str) -> _Handler:
        async def respond(request: web.Request) -> web.StreamResponse:
            return await self._stage.simulation.respond(request, handler)

        return respond


def _page(html: str) -> web.Response:
    return web.Response(text=html, content_type="text/html", headers=_SECURITY)


def describe(world: World, commands: frozenset[str], session: str) -> dict[str, Any]:
    """What the page must know of the world; hints are kept for commands that exist."""
    return {
        "session": session,
        "server": world.name,
        "logo": BOT_PICTURE,
        "people": [_describe_person(person) for person in world.people],
        "rooms": [_describe_room(room, commands) for room in world.rooms],
    }


def _describe_person(person: Person) -> dict[str, Any]:
    return {"key": person.key, "name": person.name, "picture": person.picture, "moderates": person.moderates}


def _describe_room(room: Room, commands: frozenset[str]) -> dict[str, Any]:
    hints = [{"command": hint.command, "then": hint.then} for hint in room.hints if hint.command in commands]
    return {"key": room.key, "name": room.name, "direct": room.key == DIRECT, "hints": hints}
