"""The look: every pair of colours can be read, every page holds under the content policy, switches stay at home."""

from __future__ import annotations

import gzip
import re
from datetime import date, datetime, timedelta
from pathlib import Path

import pytest
from django import forms
from django.template import Context, Template
from django.test import Client
from django.utils import translation

from desk import clocks
from desk.forms import HintedChoices, ReasonForm, WeekField, week_rows
from kit.clock import SHANGHAI

ROOT = Path(__file__).resolve().parents[2]
SHEETS = ROOT / "site" / "static" / "css"
TOKENS = (SHEETS / "tokens.css").read_text(encoding="utf-8")
FOLDERS = [ROOT / "site", *(ROOT / trade for trade in ("training", "volunteers", "ngos", "matching"))]
TEMPLATES = [page for folder in FOLDERS for page in folder.rglob("templates/**/*.html")]


# --- colours -----------------------------------------------------------------------------------------------
def _colours(block: str) -> dict[str, str]:
    return dict(re.findall(r"--tq-([\w-]+): (#[0-9A-F]{6});", block))


_light_block, _dark_block = TOKENS.split('[data-bs-theme="dark"] {', 1)
LIGHT = _colours(_light_block)
DARK = LIGHT | _colours(_dark_block.split("}", 1)[0])
PAIRS = re.findall(r"^ +([\w-]+) / ([\w-]+) +[\d.]+ +[\d.]+ +>= ([\d.]+)$", TOKENS, re.MULTILINE)


def _luminance(colour: str) -> float:
    def part(hex_pair: str) -> float:
        value = int(hex_pair, 16) / 255
        return value / 12.92 if value <= 0.04045 else ((value + 0.055) / 1.055) ** 2.4

    return sum(w * part(colour[i : i + 2]) for w, i in ((0.2126, 1), (0.7152, 3), (0.0722, 5)))


def _contrast(one: str, other: str) -> float:
    high, low = sorted((_luminance(one), _luminance(other)), reverse=True)
    return (high + 0.05) / (low + 0.05)


@pytest.mark.parametrize("theme", [LIGHT, DARK], ids=["light", "dark"])
@pytest.mark.parametrize(("front", "back", "needed"), PAIRS)
def test_every_pair_of_colours_can_be_read(theme, front, back, needed):
    assert _contrast(theme[front], theme[back]) >= float(needed)


def test_the_table_of_pairs_is_there():
    assert len(PAIRS) >= 47


def test_the_sheets_stay_light():
    assert len(gzip.compress(b"".join(sheet.read_bytes() for sheet in sorted(SHEETS.glob("*.css"))))) <= 40_000


# --- templates under the content policy --------------------------------------------------------------------
BANNED = {
    "a style attribute": re.compile(r"<[^>]*\sstyle\s*=", re.IGNORECASE),
    "a handler attribute": re.compile(r"<[^>]*\son[a-z]+\s*=", re.IGNORECASE),
    "a style element": re.compile(r"<style", re.IGNORECASE),
    "an inline script": re.compile(r"<script(?![^>]*\bsrc=)(?![^>]*application/(?:ld\+)?json)", re.IGNORECASE),
    "an address outside": re.compile(r"(?:src|href)=[\"']?(?:https?:)?//", re.IGNORECASE),
}


@pytest.mark.parametrize("page", TEMPLATES, ids=lambda page: str(page.relative_to(ROOT)))
def test_a_template_holds_under_the_content_policy(page):
    text = re.sub(r"\{%.*?%\}|\{\{.*?\}\}|\{#.*?#\}", "", page.read_text(encoding="utf-8"))
    assert [name for name, pattern in BANNED.items() if pattern.search(text)] == []


def test_every_icon_that_a_template_names_is_in_the_sprite():
    sprite = (ROOT / "site/static/img/icons.svg").read_text(encoding="utf-8")
    drawn = set(re.findall(r'id="i-([a-z0-9]+)"', sprite))
    named = {n for page in TEMPLATES for n in re.findall(r'\{% icon "([\w-]+)"', page.read_text(encoding="utf-8"))}
    assert named <= drawn


# --- switches ----------------------------------------------------------------------------------------------
@pytest.mark.parametrize(
    "outside",
    [
        "https://evil.test/",
        "//evil.test/",
        "/\\evil.test/",
        "\\\\evil.test",
        "javascript:alert(1)",
        "http:///evil.test",
        "/en//evil.test/",
        "/en/\\evil.test/",
        "/switch/lang/en/",
        "",
    ],
)
@pytest.mark.parametrize("switch", ["lang/en", "lang/zh-hans", "size/large", "theme/dark"])
def test_a_switch_never_leads_out_of_the_house(outside, switch):
    answer = Client().get(f"/switch/{switch}/", {"next": outside})
    assert answer.status_code == 302
    assert re.match(r"/(?![/\\])", answer.headers["Location"])


@pytest.mark.parametrize("switch", ["lang/fr", "size/huge", "theme/pink"])
def test_a_switch_knows_only_its_own_values(client, db, switch):
    assert client.get(f"/switch/{switch}/").status_code == 404


def test_a_switch_remembers_and_goes_back(client):
    answer = client.get("/switch/size/xlarge/", {"next": "/desk/?tab=2"})
    assert answer.headers["Location"] == "/desk/?tab=2"
    assert answer.cookies["size"].value == "xlarge"
    assert answer.cookies["size"]["httponly"]


def test_leaving_english_leaves_the_english_address(client):
    answer = client.get("/switch/lang/zh-hans/", {"next": "/en/contact/?a=1"})
    assert answer.headers["Location"] == "/contact/?a=1"


def test_a_switch_is_not_used_by_posting(client):
    assert client.post("/switch/theme/dark/").status_code == 405


# --- words for days, money, clocks -------------------------------------------------------------------------
def _show(text: str, **context: object) -> str:
    return Template(text).render(Context(context)).strip()


NOON = datetime(2026, 3, 14, 12, 5, tzinfo=SHANGHAI)


@pytest.mark.parametrize(
    ("text", "chinese", "english"),
    [
        ("{{ noon|day }}", "2026年3月14日", "14 Mar 2026"),
        ("{{ noon|short_day }}", "3月14日", "14 Mar"),
        ("{{ noon|day_time }}", "2026年3月14日 12:05", "14 Mar 2026, 12:05"),
        ("{{ noon|weekday }}", "星期六", "Sat"),
        ("{{ noon|weekday_and_day }}", "2026年3月14日 星期六", "Sat 14 Mar 2026"),
        ("{{ noon|weekday_and_short_day }}", "3月14日 星期六", "Sat 14 Mar"),
        ("{{ 49500000|yuan }}", "¥495,000.00元", "¥495,000.00"),
        ("{{ 775|points }}", "77.5", "77.5"),
        ("{{ 865|hours }}", "14.4", "14.4"),
        ("{{ 5999|hours }}", "99.9", "99.9"),
        ("{{ 320|percent:518 }}", "61.8\N{NO-BREAK SPACE}%", "61.8\N{NO-BREAK SPACE}%"),
        ("{{ 4|few }}{{ 5|few }}", "—5", "—5"),
        ("{{ none|day }}{{ none|yuan }}{{ none|km }}{{ 1|percent:0 }}", "————", "————"),
    ],
)
def test_amounts_and_days_are_written_as_people_read_them(text, chinese, english):
    assert _show(text, noon=NOON, none=None) == chinese
    with translation.override("en"):
        assert _show(text, noon=NOON, none=None) == english


def test_an_instant_is_shown_by_the_city_clock():
    late_evening_in_utc = datetime.fromisoformat("2026-03-13T17:30:00+00:00")
    assert _show("{{ at|day_time }}", at=late_evening_in_utc) == "2026年3月14日 1:30"


def test_lengths_of_time_and_way_in_chinese():
    assert _show("{{ 170|minutes_hours }}/{{ 60|minutes_hours }}/{{ 5|minutes_hours }}") == "2 小时 50 分/1 小时/5 分"
    assert _show("{{ 1500|km }}/{{ 12000|km }}/{{ 840|km }}") == "1.5 公里/12 公里/0.8 公里"


def _at(day: int, hour: int = 10, minute: int = 0) -> datetime:
    return datetime(2026, 3, day, hour, minute, tzinfo=SHANGHAI)


@pytest.mark.parametrize(
    ("due", "tone", "words"),
    [
        (_at(9, 7), "late", "超时 3 小时"),
        (_at(9, 9, 50), "late", "刚刚超时"),
        (_at(6, 23, 59), "late", "超时 1 个工作日"),
        (_at(9, 17, 30), "today", "今天 17:30"),
        (_at(9, 23, 59), "today", "今天"),
        (_at(12, 23, 59), "", "还有 3 个工作日"),
        (_at(31, 23, 59), "", "3月31日"),
        (datetime(2027, 1, 5, tzinfo=SHANGHAI), "", "2027年1月5日"),
    ],
)
def test_a_clock_says_how_late_or_how_long(db, due, tone, words):
    face = clocks.face(due, _at(9))
    assert (face.tone, face.words) == (tone, words)


def test_a_clock_that_rests_or_is_done_says_so(db):
    assert clocks.face(_at(1), _at(9), paused=True).tone == "paused"
    assert clocks.face(_at(9), _at(9), done=_at(8)).words == "按时完成"
    assert clocks.face(_at(7), _at(9), done=_at(8)).words == "超时后完成"
    assert clocks.face(None, _at(9)) is None


def test_the_score_stack_keeps_its_four_fields():
    drawn = _show("{% score parts %}", parts={"fit": 400, "near": 225, "quality": 150, "keep": 0})
    assert 'x="40%" width="21.96%"' in drawn
    assert 'x="65%" width="14.55%"' in drawn
    assert drawn.count('class="bg"') == 4
    assert "0.0" in drawn


def test_a_form_sent_twice_carries_one_key():
    field = re.compile(r'<input type="hidden" name="idem" value="[0-9a-f-]{36}">')
    first, second = _show("{% idem %}"), _show("{% idem %}")
    assert field.fullmatch(first)
    assert first != second


# --- forms -------------------------------------------------------------------------------------------------
class Asked(forms.Form):
    kind = forms.ChoiceField(
        label="哪种帮助",
        choices=[("job", "就业岗位"), ("talk", "心理辅导")],
        widget=HintedChoices(hints={"job": "一份工作"}),
    )
    note = forms.CharField(label="说明", help_text="不写姓名")
    week = WeekField(label="时段", least=2)


def test_a_form_ties_label_hint_and_error_to_its_field():
    page = str(Asked({"week": ["0"]}))
    assert 'for="id_note"' in page
    assert 'aria-describedby="id_note_helptext id_note_error"' in page
    assert 'id="id_note_error"' in page
    assert 'href="#id_kind_0"' in page
    assert 'href="#id_week_0"' in page
    assert page.count("<legend") == 2
    assert "这一项要填写" in page
    assert "选择一项" in page
    assert "至少勾选 2 个时段" in page
    assert "一份工作" in page


def test_a_week_is_one_number_of_21_bits():
    form = Asked({"kind": "job", "note": "x", "week": ["0", "20", "99", "no"]})
    assert form.is_valid()
    assert form.cleaned_data["week"] == 1 | 1 << 20
    assert sum(cell["on"] for row in week_rows(1 | 1 << 20) for cell in row["cells"]) == 2


def test_a_day_beyond_a_week_is_refused():
    with pytest.raises(forms.ValidationError):
        WeekField().clean(1 << 21)


# --- error pages -------------------------------------------------------------------------------------------
def test_pages_that_must_work_when_nothing_else_does_are_plain(rf):
    from desk import errors

    for view, status in ((errors.server_error, 500), (errors.unavailable, 503), (errors.bad_request, 400)):
        answer = view(rf.get("/"))
        page = answer.content.decode()
        assert answer.status_code == status
        assert "{%" not in page
        assert 'lang="en"' in page
        assert "同心桥" in page


def test_a_form_that_waited_too_long_says_how_to_go_on(db):
    strict = Client(enforce_csrf_checks=True)
    answer = strict.post("/account/login/", {}, headers={"referer": "http://testserver/account/login/"})
    page = answer.content.decode()
    assert answer.status_code == 403
    assert "什么都没有保存" in page
    assert 'href="/account/login/"' in page


def test_the_frame_of_an_anonymous_page_asks_nothing_of_the_database(rf, db, django_assert_num_queries):
    from django.contrib.auth.models import AnonymousUser

    from desk.context import Frame

    request = rf.get("/")
    request.user = AnonymousUser()
    with django_assert_num_queries(0):
        frame = Frame(request)
        assert (frame.who, frame.lines, frame.tabs, frame.unread, frame.shell) == (None, [], [], 0, "public")
        assert frame.public_menu[0].url == "/"


@pytest.mark.parametrize("who", ["officer", "county_manager", "city_manager", "ngo_admin", "social_worker", "auditor"])
def test_what_waits_behind_every_entry_of_the_menu_is_counted_in_one_query(cast, rf, django_assert_num_queries, who):
    from desk import hooks
    from desk.context import Frame
    from tests import build

    for state in ("matching", "offered", "awaiting_approval"):
        build.request_in(state, cast, who=build.client(cast))
    request = rf.get("/")
    request.user = getattr(cast, who)
    frame = Frame(request)
    assert frame.lines
    with django_assert_num_queries(1):
        shown = {line.entry.url_name: line.n for line in frame.lines}
        assert frame.unread == shown["desk:messages"]
    alone = {entry.url_name: entry.waiting(request.user).count() for entry in hooks.menu if entry.waiting}
    assert shown == {name: alone.get(name, 0) for name in shown}
    assert any(shown.values()) or who in ("city_manager", "social_worker", "auditor")


def test_today_is_not_late(db):
    midnight = datetime.combine(date(2026, 3, 9) + timedelta(days=1), datetime.min.time(), tzinfo=SHANGHAI)
    assert clocks.face(midnight - timedelta(microseconds=1), _at(9)).tone == "today"


def test_the_form_of_a_reason_says_who_will_read_it() -> None:
    class LongerForm(ReasonForm):
        hint = "对方会看到"

    assert "志愿者会看到" in str(ReasonForm(hint="志愿者会看到")["reason"].as_field_group())
    assert "对方会看到" in str(LongerForm()["reason"].as_field_group())
    assert ReasonForm()["reason"].help_text == ""
    assert not ReasonForm({"reason": "长" * 201}).is_valid() and not ReasonForm({"reason": " "}).is_valid()
