"""One test for each thing the demo leans on that SimCord does not promise to keep."""

from collections.abc import AsyncIterator
from datetime import UTC, datetime, timedelta
from typing import Any, cast
from zoneinfo import available_timezones

import discord
import pytest
import pytest_asyncio
import simcord
from aiohttp import web
from simcord.preview import Preview, _server
from simcord.preview._media import MediaWorker
from simcord.preview._server import PreviewServer

from bot.demo import simulation as hooks
from bot.demo.simulation import Simulation, simulate
from bot.demo.world import ASSETS

from .toy import Toy

pytestmark = pytest.mark.asyncio


@pytest_asyncio.fixture
async def simulation() -> AsyncIterator[Simulation]:
    async with Toy() as toy, simulate(toy, port=1, name="Gueststar", picture="gueststar.png") as running:
        yield running


@pytest_asyncio.fixture
async def ana(simulation: Simulation) -> simcord.MemberActor:
    guild = simulation.env.create_guild("Club")
    guild.create_text_channel("general")
    return guild.add_member(simulation.env.create_user("ana", avatar="ana"))


async def _open(simulation: Simulation, viewer: simcord.MemberActor, key: str = "general.ana") -> Any:
    picture = hooks.picture_address(viewer.id, "ana.png")
    await simulation.open_preview(
        key, _general(viewer), viewer, {picture: ("ana.png", (ASSETS / "ana.png").read_bytes())}
    )
    return simulation._previews[key]


def _general(member: simcord.MemberActor) -> simcord.ChannelHandle:
    return member.guild.channels["general"]


def _action(page: Any, kind: str, **more: Any) -> dict[str, Any]:
    return {
        "protocol_version": 3,
        "kind": kind,
        "sequence": page.last_sequence + 1,
        "request_id": f"r{page.last_sequence}",
        "generation": page.generation,
        "bot_generation": 1,
        "published_revision": page.revision,
        **more,
    }


async def test_the_version_is_the_one_that_was_read() -> None:
    assert simcord.__version__ == "3.2.1"


async def test_the_bot_has_its_name_and_avatar(simulation: Simulation, ana: simcord.MemberActor) -> None:
    assert cast("discord.Client", simulation.env.bot).user.name == "Gueststar"
    result = await ana.slash(_general(ana), "whisper")
    assert result.response.content == "Only for ana."


async def test_the_date_is_ours(simulation: Simulation) -> None:
    assert abs(simulation.env.now() - datetime.now(UTC)) < timedelta(seconds=30)


async def test_the_time_zone_is_one_that_simcord_takes(simulation: Simulation, ana: simcord.MemberActor) -> None:
    assert (await _open(simulation, ana)).timezone in available_timezones()


async def test_a_long_sleep_moves_the_date_but_not_the_timers(simulation: Simulation) -> None:
    before, elapsed = simulation.env.now(), simulation.env.backend.clock.elapsed
    await simulation._tick(3600)
    assert simulation.env.now() - before == timedelta(hours=1)
    assert simulation.env.backend.clock.elapsed - elapsed == 5


async def test_a_preview_opens_no_port_of_its_own(simulation: Simulation, ana: simcord.MemberActor) -> None:
    preview = await _open(simulation, ana)
    assert isinstance(preview, Preview)
    assert preview._server.runner is None
    assert preview.url == "http://127.0.0.1:1/#general.ana"
    assert cast("Any", _server).web is web


async def test_several_previews_live_side_by_side(simulation: Simulation, ana: simcord.MemberActor) -> None:
    first, second = await _open(simulation, ana, "one"), await _open(simulation, ana, "two")
    assert first._active
    assert second._active


async def test_every_route_of_a_preview_is_mounted(simulation: Simulation, ana: simcord.MemberActor) -> None:
    real = PreviewServer(await _open(simulation, ana))
    await real.start()
    try:
        routes = {
            (route.method, route.resource.canonical): route.handler.__name__
            for route in real.runner.app.router.routes()
            if route.method != "HEAD" and route.resource is not None
        }
    finally:
        await real.close()
    assert {key: name for key, name in routes.items() if key[1].startswith("/api/")} == hooks.API_HANDLERS
    assert {path for _, path in routes if not path.startswith("/api/")} == {"/", *hooks.STATIC_PATHS}
    assert {name for (_, path), name in routes.items() if path in hooks.STATIC_PATHS} == {"_static"}


async def test_its_page_can_be_given_a_style() -> None:
    html = hooks.channel_page()
    assert html.count("</head>") == 1
    ids = ("toolbar", "action-status", "channel-timeline", "channel-message-list", "channel-composer", "history-older")
    assert all(f'id="{name}"' in html for name in ids)
    assert "data-workbench" in html


async def test_its_page_takes_the_key_from_the_address_and_starts_anew_when_it_changes() -> None:
    script = _script("app.js")
    assert "window.location.hash.slice(1)" in script
    assert 'window.addEventListener("hashchange", () => window.location.reload())' in script
    assert 'Object.defineProperty(window, "simcordPreview"' in script
    assert "Preview session is unavailable" in script


def _script(name: str) -> str:
    path = hooks.Path(_server.__file__).parent / "static" / name
    return path.read_text(encoding="utf-8")


async def test_what_others_do_makes_no_action_stale(simulation: Simulation, ana: simcord.MemberActor) -> None:
    preview = await _open(simulation, ana)
    page = preview._open_page()
    body = _action(page, "send_message", content="Hello")
    await preview.refresh()
    assert page.revision != body["published_revision"]
    receipt = await preview._action(page.id, body)
    assert not receipt["rejected"]
    last = _general(ana).last_message
    assert last is not None
    assert last.content == "Hello"


async def test_pages_see_news_and_idle_previews_cost_nothing(simulation: Simulation, ana: simcord.MemberActor) -> None:
    looked_at, idle = await _open(simulation, ana, "one"), await _open(simulation, ana, "two")
    page = looked_at._open_page()
    await ana.send(_general(ana), "Hello")
    unseen = idle._python.revision
    await simulation._tick(0.25)
    assert [message["content"] for message in page.snapshot["messages"].values()] == ["Hello"]
    assert idle._python.revision == unseen
    published = page.revision
    await simulation._tick(0.25)
    assert page.revision == published


async def test_a_late_ephemeral_answer_is_news_too(simulation: Simulation, ana: simcord.MemberActor) -> None:
    page = (await _open(simulation, ana))._open_page()
    await ana.slash(_general(ana), "mull")
    await simulation._tick(0.25)
    assert [message["content"] for message in page.snapshot["messages"].values()] == [""]
    await simulation._tick(4)
    assert [message["content"] for message in page.snapshot["messages"].values()] == ["Thought it over."]


async def test_an_avatar_is_found(simulation: Simulation, ana: simcord.MemberActor) -> None:
    preview = await _open(simulation, ana)
    await ana.send(_general(ana), "Hello")
    (message,) = preview._open_page().snapshot["messages"].values()
    assert message["author"]["avatar_available"]


async def test_a_picture_is_checked_once_for_all_pages(
    simulation: Simulation, ana: simcord.MemberActor, monkeypatch: pytest.MonkeyPatch
) -> None:
    starts: list[str] = []
    decode = MediaWorker._decode

    async def count(self: MediaWorker, key: str, blob: bytes, media_time: float | None) -> Any:
        starts.append(key)
        return await decode(self, key, blob, media_time)

    monkeypatch.setattr(MediaWorker, "_decode", count)
    await ana.send(_general(ana), "Hello")
    for key in ("one", "two", "three"):
        preview = await _open(simulation, ana, key)
        page = preview._open_page()
        (message,) = page.snapshot["messages"].values()
        content_type, _, _ = await preview._prepare_asset(page.id, message["author"]["avatar"])
        assert content_type == "image/png"
    assert len(starts) == 1


async def test_a_page_is_kept_for_a_day_and_many_may_be_open(simulation: Simulation, ana: simcord.MemberActor) -> None:
    preview = await _open(simulation, ana)
    for _ in range(Preview._MAX_PAGES + 2):
        page = preview._open_page()
    page.last_activity -= Preview._PAGE_LEASE_SECONDS + 60
    assert preview._get_page(page.id) is page


async def test_records_do_not_grow_for_ever(simulation: Simulation) -> None:
    for _ in range(2000):
        simulation.env.backend.emit("TYPING_START", {})
    await simulation._tick(0.25)
    assert len(simulation.env.backend.transcript) == 500
    assert len(simulation.env.http_requests) <= 500


async def test_errors_of_commands_are_left_to_the_bot(simulation: Simulation, ana: simcord.MemberActor) -> None:
    result = await ana.slash(_general(ana), "broken")
    assert not result.acknowledged
    assert simulation.env.errors == []


async def test_errors_that_nobody_handles_are_logged(simulation: Simulation, caplog: pytest.LogCaptureFixture) -> None:
    cast("Any", simulation.env)._record_error(RuntimeError("nobody saw this"))
    await simulation._tick(0.25)
    await simulation._tick(0.25)
    assert caplog.text.count("RuntimeError: nobody saw this") == 1


@pytest.mark.parametrize("error", [TimeoutError(), simcord.SetupError("no"), simcord.BackendError(404, 10008, "no")])
async def test_a_tick_that_fails_is_logged_and_does_not_stop_the_clock(
    simulation: Simulation,
    monkeypatch: pytest.MonkeyPatch,
    caplog: pytest.LogCaptureFixture,
    error: Exception,
) -> None:
    async def fail(_seconds: float) -> None:
        raise error

    monkeypatch.setattr(simulation.env, "advance_time", fail)
    with caplog.at_level("INFO", hooks.__name__):
        await simulation._tick(0.25)
    assert [record.name for record in caplog.records if record.name == hooks.__name__] == [hooks.__name__]


async def test_the_newest_message_is_one_the_reader_may_see_and_did_not_write(
    simulation: Simulation, ana: simcord.MemberActor
) -> None:
    ben = ana.guild.add_member(simulation.env.create_user("ben"))
    channel = _general(ana)
    said = await ben.send(channel, "Hello")
    await ben.slash(channel, "whisper")
    await ana.send(channel, "Hello, Ben")
    assert simulation.latest_message(channel.id, ana.id) == said.id


async def test_commands_are_there_even_if_the_bot_did_not_sync_them(
    simulation: Simulation, ana: simcord.MemberActor
) -> None:
    assert "appearances" in ana.available_commands(_general(ana))


async def test_what_is_made_as_of_one_moment_has_the_same_ids_at_every_start() -> None:
    found = []
    for _ in range(2):
        async with Toy() as toy, simulate(toy, port=1, name="Gueststar", picture="gueststar.png") as running:
            running.env.create_user("somebody in between")
            before = discord.utils.utcnow()
            with running.as_of(datetime(2026, 2, 1, tzinfo=UTC)):
                ana = running.env.create_user("ana")
                guild = running.env.create_guild("Club")
            assert discord.utils.utcnow() >= before
            found.append((ana.id, guild.id))
    assert found[0] == found[1]
