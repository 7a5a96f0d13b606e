"""The plain body of a bid: what was answered and the files beside it, as one run of bytes and back again."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from ngos.bidding.envelope import canonical

_LENGTH = 4


@dataclass(frozen=True)
class Paper:
    """A file of a bid, checked and made anew already."""

    title: str
    kind: str
    raw: bytes


def packed(content: Mapping[str, Any], provider_id: int, papers: Sequence[Paper]) -> bytes:
    files = [{"title": p.title, "kind": p.kind, "size": len(p.raw)} for p in papers]
    head = canonical({"content": content, "provider": provider_id, "files": files})
    return len(head).to_bytes(_LENGTH, "big") + head + b"".join(p.raw for p in papers)


def unpacked(body: bytes) -> tuple[dict[str, Any], int, list[Paper]]:
    """(content, id of the provider, files). ValueError: not such a body."""
    end = _LENGTH + int.from_bytes(body[:_LENGTH], "big")
    head = json.loads(body[_LENGTH:end])
    papers, at = [], end
    for one in head["files"]:
        papers.append(Paper(one["title"], one["kind"], body[at : at + one["size"]]))
        at += one["size"]
    if at != len(body):
        raise ValueError("the files of a bid do not add up")
    return head["content"], int(head["provider"]), papers
