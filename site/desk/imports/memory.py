"""Uploaded rosters and papers stay in memory: Django would put a file of some size into a folder, in clear."""

from __future__ import annotations

from typing import Any

from django.core.files.uploadhandler import MemoryFileUploadHandler, StopUpload

from desk.imports.reading import MAX_BYTES

# What is sent to these addresses, and how much of it at most.
UPLOADS = {"/desk/imports/": MAX_BYTES, "/volunteers/": MAX_BYTES, "/ngos/": 64 * 1024 * 1024}


class InMemoryImport(MemoryFileUploadHandler):
    """Takes what is sent to these pages and no more of it than an import may be; all else goes its usual way."""

    def handle_raw_input(self, *args: Any, **kwargs: Any) -> None:
        path = self.request.path if self.request is not None else ""
        self.most = next((most for start, most in UPLOADS.items() if path.startswith(start)), 0)
        self.activated = bool(self.most)
        self.taken = 0

    def receive_data_chunk(self, raw_data: bytes, start: int) -> bytes | None:
        if self.activated:
            self.taken += len(raw_data)
            if self.taken > self.most + 1:
                raise StopUpload(connection_reset=False)
        return super().receive_data_chunk(raw_data, start)
