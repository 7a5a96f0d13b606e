"""What the processes of a race do; no Django app is needed for it."""

from config.cache import FileCache


def add_all(folder: str, gate, keys: int, out) -> None:
    mine = FileCache(folder, {})
    gate.wait()
    out.put(sum(bool(mine.add(f"key-{n}", 1, 60)) for n in range(keys)))
