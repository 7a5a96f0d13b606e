"""G3 as people live it: 李芸 asks, 晨光 certifies what it recorded, anybody verifies, and guessing is stopped."""

from __future__ import annotations

import json
from io import BytesIO
from typing import Any
from urllib.parse import urlsplit

import pypdfium2
import pytest
import zxingcpp

from tests.browser import SHOTS
from tests.journeys.test_need_to_outcome import Looker, follow, press
from tests.server import House
from tests.volunteers.papers import ID

RECORD = "from tests.volunteers import papers; print(papers.record())"
MASKED = "9901************25"
TRIES = 5


@pytest.mark.parametrize(
    ("width", "script"), [(390, True), pytest.param(1440, False, marks=pytest.mark.slow)], ids=["phone", "desk"]
)
def test_g3_from_asking_to_a_paper_that_anybody_verifies(visit_own, own_server: House, width, script) -> None:
    told = json.loads(own_server.manage("shell", "-v0", "-c", RECORD))
    own_server.people["许晨"] = told["许晨"]
    how, look = {"width": width, "script": script}, Looker(f"g3-{width}", axe=script)
    her, chenguang = visit_own("/volunteers/honours/", who="李芸", **how), visit_own("/desk/", who="许晨", **how)

    ask(her, look, f"service-{told['晨光社工']}")
    page, words = issue(chenguang, look)
    assert "10.3" in words
    assert "同行" not in words
    pdf, path = paper(her, page)
    (SHOTS / "g3-certificate.png").write_bytes(pdf)
    stranger = visit_own(path, **how)
    look(stranger, "valid")
    assert stranger.inner_text("h1") == "有效"
    said = stranger.inner_text("main")
    for shown in ("李*", MASKED, "10.3", "晨光社工"):
        assert shown in said, shown
    for hidden in ("李芸", ID, "同行"):
        assert hidden not in said, hidden

    ask(her, look, "summary")
    page, words = issue(visit_own("/desk/", who="MUN", **how), look)
    assert "14.4" in words
    summary = visit_own(paper(her, page)[1], **how).inner_text("main")
    for shown in ("汇总", "14.4", "晨光社工", "620", "同行社工", "245"):
        assert shown in summary, shown

    void(chenguang, look)
    stranger.goto(path)
    look(stranger, "void")
    assert stranger.inner_text("h1") == "已作废"
    guess(stranger, look, path)


def ask(her: Any, look: Looker, what: str) -> None:
    her.goto("/volunteers/certificates/ask/")
    her.check(f"input[value='{what}']")
    look(her, "ask")
    press(her)


def issue(signer: Any, look: Looker) -> tuple[str, str]:
    """Sign what waits in the queue; the address and the words of the certificate."""
    signer.goto("/volunteers/certificates/")
    follow(signer.locator(".tq-work li", has_text="李芸").locator(".do a"))
    signer.fill("[name=issue-in_charge]", "许晨")
    signer.fill("[name=issue-contact]", "0990-5550123")
    look(signer, "before-signing")
    press(signer)
    look(signer, "signed")
    return urlsplit(signer.url).path, signer.inner_text("article")


def paper(her: Any, page: str) -> tuple[bytes, str]:
    """Her PDF as a picture, and where the code printed on it leads."""
    answer = her.request.get(page + "certificate.pdf")
    assert answer.headers["content-type"] == "application/pdf"
    picture = pypdfium2.PdfDocument(answer.body())[0].render(scale=2).to_pil()
    [code] = zxingcpp.read_barcodes(picture)
    kept = BytesIO()
    picture.save(kept, "PNG")
    return kept.getvalue(), urlsplit(code.text).path


def void(signer: Any, look: Looker) -> None:
    signer.locator("details", has=signer.locator("[name=void-reason]")).locator("summary").click()
    signer.fill("[name=void-reason]", "姓名印错")
    follow(signer.locator("form", has=signer.locator("[name=void-reason]")).locator("button"))
    look(signer, "voided")


def guess(stranger: Any, look: Looker, path: str) -> None:
    """Five wrong codes, and even the right one is not answered for a while."""
    number, code = path.strip("/").split("/")[1:]
    wrong = ("0" if code[0] != "0" else "1") + code[1:]
    for _n in range(TRIES):
        stranger.goto("/verify/")
        stranger.fill("[name=number]", number)
        stranger.fill("[name=code]", wrong)
        press(stranger)
    stranger.goto(path)
    look(stranger, "throttled")
    assert stranger.inner_text("h1") == "稍后再核验"
