"""What the tests of social organisations share."""

from collections.abc import Iterator

import pytest

from ngos.bidding import envelope


@pytest.fixture(autouse=True)
def _quick_passphrases() -> Iterator[None]:
    """A passphrase is to cost a burglar a tenth of a second a try; a test need not pay that."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setitem(envelope.ARGON, "memory_cost", 64)
        yield
