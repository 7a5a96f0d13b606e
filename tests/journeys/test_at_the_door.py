"""At the door, through the browser: fifty people without a network, codes that a camera reads, and no script."""

from __future__ import annotations

import json
import re
from typing import Any

import pytest
from playwright.sync_api import expect

from tests.browser import PATIENCE, assert_axe, assert_fits, picture
from tests.volunteers.crowd import N

SHIFT = (
    "import json; from volunteers.models import *; print(json.dumps(PresenceDevice.objects.earliest('pk').shift_id))"
)
ENTRIES = (
    "import json; from volunteers.models import *; e = PresenceEvent.objects.filter(method='offline');"
    "print(json.dumps([e.count(), e.values('signup').distinct().count(), e.values('nonce').distinct().count()]))"
)


def asked(house: Any, code: str) -> Any:
    """What the product itself says of the state of this server."""
    return json.loads(house.manage("shell", "-v0", "-c", code).splitlines()[-1])


def counts(page: Any) -> dict[str, int]:
    return {n: int(page.locator(f'[data-n="{n}"]').inner_text()) for n in ("pending", "sent")}


def told(page: Any, state: str, n: int) -> None:
    expect(page.locator(f'[data-n="{state}"]')).to_have_text(str(n), timeout=PATIENCE)


# --- without a network -------------------------------------------------------------------------------------
@pytest.fixture
def phone(visit_own: Any, own_server: Any) -> Any:
    """李明's phone with the shift prepared and fifty people on its list."""
    own_server.manage("shell", "-v0", "-c", "from tests.volunteers import crowd; crowd.sign_up_fifty()")
    page = visit_own(f"/volunteers/checkin/app/?shift={asked(own_server, SHIFT)}", who="李明", width=390)
    page.get_by_role("button", name="准备这台设备").click()
    page.locator("[data-people] li").nth(N).wait_for()
    page.evaluate("navigator.serviceWorker.ready")  # whose installing keeps the page on the device
    return page


def check_in_fifty(page: Any) -> None:
    for n in range(N):
        page.get_by_role("button", name=f"签到 志愿者{n:02d}").click()
    told(page, "pending", N)


def test_fifty_people_are_checked_in_without_a_network_and_count_once(phone: Any, own_server: Any) -> None:
    context = phone.context
    context.set_offline(True)
    phone.reload()  # the page, the list and the key are on the device
    phone.get_by_text("没有网络").first.wait_for()
    check_in_fifty(phone)
    assert_axe(phone)
    assert_fits(phone)
    picture(phone, "at-the-door-offline")
    phone.reload()  # and so is what was noted
    told(phone, "pending", N)
    assert counts(phone) == {"pending": N, "sent": 0}
    assert asked(own_server, ENTRIES)[0] == 0

    # The first time the answer is lost on its way back: the phone does not know that all of it arrived.
    lost = []

    def lose(route: Any) -> None:
        lost.append(route.fetch().status)  # the house has done all of it by now
        route.abort()

    context.route("**/entries/", lose, times=1)
    context.set_offline(False)
    for _wait in range(PATIENCE // 100):
        if lost:
            break
        phone.wait_for_timeout(100)
    assert lost == [200]
    expect(phone.locator("[data-said]")).to_contain_text("没有网络", timeout=PATIENCE)
    assert asked(own_server, ENTRIES) == [N, N, N]
    assert counts(phone) == {"pending": N, "sent": 0}
    phone.get_by_role("button", name="同步").click()
    told(phone, "sent", N)
    assert asked(own_server, ENTRIES) == [N, N, N]
    assert counts(phone) == {"pending": 0, "sent": N}


@pytest.mark.slow
def test_what_was_synchronised_is_cleared_a_day_later_and_at_once_on_leaving(phone: Any) -> None:
    phone.get_by_role("button", name="签到 志愿者00").click()
    told(phone, "pending", 1)
    leave = phone.get_by_role("button", name="退出并清除这台设备")
    leave.click()
    phone.get_by_text("再点一次确认清除").wait_for()
    phone.get_by_role("button", name="同步").click()
    told(phone, "sent", 1)
    day = "Date.now = (now => () => now() + 25 * 3600 * 1000)(Date.now)"
    phone.add_init_script(day)
    phone.reload()
    phone.get_by_role("button", name="准备这台设备").wait_for()
    assert stored(phone) == [0, 0]


@pytest.mark.slow
def test_leaving_clears_the_device_and_the_house_takes_no_more_from_it(phone: Any, own_server: Any) -> None:
    phone.get_by_role("button", name="退出并清除这台设备").click()
    phone.get_by_text("名单和记录已清除").wait_for()
    assert stored(phone) == [0, 0]
    last = "json.dumps(bool(PresenceDevice.objects.latest('pk').ended_at))"
    assert asked(own_server, f"import json; from volunteers.models import *; print({last})") is True


def stored(page: Any) -> list[int]:
    """How many doors and entries the device keeps."""
    return page.evaluate(
        """new Promise(done => { const asked = indexedDB.open("tongxin-checkin"); asked.onsuccess = () => {
        const work = asked.result.transaction(["doors", "entries"]);
        const counts = ["doors", "entries"].map(name => work.objectStore(name).count());
        work.oncomplete = () => { asked.result.close(); done(counts.map(one => one.result)); }; }; })"""
    )


def test_the_key_never_leaves_the_device(phone: Any) -> None:
    kept = phone.evaluate(
        """new Promise(done => { const asked = indexedDB.open("tongxin-checkin"); asked.onsuccess = () => {
        const all = asked.result.transaction("doors").objectStore("doors").getAll();
        all.onsuccess = () => { const key = all.result[0].key; asked.result.close();
          crypto.subtle.exportKey("pkcs8", key).then(() => done("exported"), () => done(
            [key.type, key.extractable, Object.keys(all.result[0].people[0]).sort().join()].join(" "))); }; }; })"""
    )
    assert kept == "private false name,signup"


# --- the code at the door ----------------------------------------------------------------------------------
def read_code(page: Any) -> str:
    """What a camera reads off the screen."""
    import io

    import zxingcpp
    from PIL import Image

    shot = Image.open(io.BytesIO(page.locator("svg.qr").screenshot()))
    found = zxingcpp.read_barcodes(shot)
    assert found, "no code could be read off the picture"
    return found[0].text


@pytest.mark.parametrize("looks", [{}, pytest.param({"theme": "dark"}, marks=pytest.mark.slow)], ids=["light", "dark"])
def test_a_camera_reads_the_code_and_one_tap_checks_out(visit_own: Any, own_server: Any, looks: dict) -> None:
    pk = asked(own_server, SHIFT)
    screen = visit_own(f"/volunteers/presence/{pk}/code/", who="李明", width=390, **looks)
    address = read_code(screen)
    assert address.startswith(own_server.url)
    volunteer = visit_own(address.removeprefix(own_server.url), who="王芳", width=390)
    assert re.search(rf"/volunteers/checkin/{pk}/$", volunteer.url)
    volunteer.get_by_role("button", name="签离").click()
    volunteer.get_by_text("已签离").wait_for()


@pytest.mark.slow
def test_the_code_renews_itself_with_script_and_without(visit_own: Any, own_server: Any) -> None:
    """No waiting for half a minute: the page says when it will, and the script does what the page says."""
    pk = asked(own_server, SHIFT)
    bare = visit_own(f"/volunteers/presence/{pk}/code/", who="李明", width=390, script=False)
    content = bare.locator('meta[http-equiv="refresh"]').get_attribute("content")
    assert 1 <= int(content) <= 30
    screen = visit_own("/healthz", who="李明", width=390)
    screen.add_init_script("window.setTimeout = (act => fn => act(fn, 50))(window.setTimeout)")
    with screen.expect_response(lambda r: r.request.resource_type == "fetch" and r.ok):
        screen.goto(f"/volunteers/presence/{pk}/code/")
    assert_axe(screen)


@pytest.mark.slow
def test_a_camera_reads_a_printed_card_as_well(visit_own: Any, own_server: Any) -> None:
    pk = asked(own_server, SHIFT)
    page = visit_own(f"/volunteers/presence/{pk}/cards/", who="李明")
    page.emulate_media(media="print")
    picture(page, "at-the-door-cards")
    shot = page.locator("svg.qr").first
    shot.scroll_into_view_if_needed()
    import io

    import zxingcpp
    from PIL import Image

    found = zxingcpp.read_barcodes(Image.open(io.BytesIO(shot.screenshot())))
    tapped = visit_own(found[0].text.removeprefix(own_server.url), who="李明", width=390)
    assert "王芳" in tapped.locator("h1").inner_text()


def test_the_kiosk_takes_what_a_scanner_types(visit_own: Any, own_server: Any) -> None:
    pk = asked(own_server, SHIFT)
    kiosk = visit_own(f"/volunteers/presence/{pk}/kiosk/", who="李明", width=1440)
    kiosk.get_by_role("button", name="打开登记台").click()
    kiosk.goto(f"{kiosk.url}?way=out")
    code = read_code(visit_own("/volunteers/checkin/mine/", who="王芳", width=390))
    kiosk.keyboard.type(code)  # the field has the focus
    kiosk.keyboard.press("Enter")
    kiosk.get_by_text("王芳，已签离").wait_for()
    assert_axe(kiosk)
    kiosk.goto("/desk/")
    assert kiosk.url.endswith("/kiosk/")


@pytest.mark.slow
def test_a_camera_in_the_browser_reads_for_the_kiosk_where_there_is_one(visit_own: Any, own_server: Any) -> None:
    pk = asked(own_server, SHIFT)
    code = read_code(visit_own("/volunteers/checkin/mine/", who="王芳", width=390))
    kiosk = visit_own(f"/volunteers/presence/{pk}/kiosk/", who="李明")
    kiosk.get_by_role("button", name="打开登记台").click()
    kiosk.add_init_script(
        f"""window.BarcodeDetector = class {{ detect() {{ return Promise.resolve([{{ rawValue: "{code}" }}]); }} }};
        navigator.mediaDevices.getUserMedia = () => Promise.resolve(new MediaStream());"""
    )
    kiosk.goto(f"/volunteers/presence/{pk}/kiosk/?way=out")
    kiosk.get_by_role("button", name="用摄像头扫").click()
    kiosk.get_by_text("王芳，已签离").wait_for()


@pytest.mark.slow
def test_a_phone_tells_its_place_only_when_its_owner_ticks_the_box(visit_own: Any, own_server: Any) -> None:
    pk = asked(own_server, SHIFT)
    address = read_code(visit_own(f"/volunteers/presence/{pk}/code/", who="李明"))
    page = visit_own("/healthz", who="王芳", width=390)
    page.context.grant_permissions(["geolocation"], origin=own_server.url)
    page.context.set_geolocation({"latitude": 30.1, "longitude": 120.2, "accuracy": 20})
    page.goto(address.removeprefix(own_server.url))
    assert page.locator("#id_lat").input_value() == ""
    page.get_by_label("同时记下我的位置").check()
    page.get_by_text("已取得位置").wait_for()
    assert page.locator("#id_lat").input_value() == "30.10000"
    assert_axe(page)
    page.get_by_label("同时记下我的位置").uncheck()
    assert page.locator("#id_lat").input_value() == ""
