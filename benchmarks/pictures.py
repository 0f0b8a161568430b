"""What a picture costs: milliseconds, kilobytes, and the event loop's largest gap while a thread draws it.

Run it as `.venv/bin/python benchmarks/pictures.py`.
"""

import asyncio
import resource
import statistics
import sys
import time
from collections.abc import Mapping
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

from bot.domain.catalogue import Catalogue
from bot.domain.drawings import Drawing
from bot.domain.maps import matrix_of, web_of
from bot.domain.network import Network
from bot.domain.pack import CharacterId, TitleId
from bot.domain.timelines import timeline_of_character, timeline_of_title
from bot.domain.viewpoint import EVERYTHING
from bot.facts.reading import read_pack
from bot.pictures import png_of

FACTS = Path(__file__).resolve().parents[1] / "data" / "defenders-saga"
_ROUNDS = 15


def drawings() -> Mapping[str, Drawing]:
    """Return some of the shipped universe, the fullest among them."""
    catalogue = Catalogue(read_pack(FACTS))
    network = Network(catalogue, EVERYTHING)
    daredevil = TitleId("daredevil")
    return {
        "timeline of a character": timeline_of_character(catalogue, CharacterId("claire-temple"), EVERYTHING),
        "timeline of a title": timeline_of_title(catalogue, daredevil, EVERYTHING),
        "matrix of a title": matrix_of(catalogue, network, EVERYTHING, daredevil),
        "matrix of a universe": matrix_of(catalogue, network, EVERYTHING),
        "web of a title": web_of(catalogue, network, EVERYTHING, daredevil),
        "web of a universe": web_of(catalogue, network, EVERYTHING),
    }


def milliseconds(drawing: Drawing) -> float:
    """Return the CPU time of one picture."""
    start = time.process_time()
    png_of(drawing)
    return (time.process_time() - start) * 1000


async def largest_gap(drawing: Drawing) -> float:
    """Return for how many milliseconds the loop stood still at most while a thread drew."""
    largest, last = 0.0, time.perf_counter()
    work = asyncio.create_task(asyncio.to_thread(png_of, drawing))
    while not work.done():
        await asyncio.sleep(0.0005)
        now = time.perf_counter()
        largest, last = max(largest, now - last), now
    return largest * 1000


def main() -> None:
    """Print a line for each picture."""
    before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    print(f"{'':26}{'first ms':>10}{'then ms':>10}{'kB':>8}{'largest gap ms':>18}")
    for name, drawing in drawings().items():
        first = milliseconds(drawing)
        then = statistics.median(milliseconds(drawing) for _ in range(_ROUNDS))
        gap = max(asyncio.run(largest_gap(drawing)) for _ in range(_ROUNDS))
        print(f"{name:26}{first:10.1f}{then:10.1f}{len(png_of(drawing)) / 1000:8.0f}{gap:18.1f}")
    after = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    print(f"memory: {(after - before) / 1000:.0f} MB more at the most, facts included")


if __name__ == "__main__":
    main()
