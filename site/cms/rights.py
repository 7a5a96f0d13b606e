"""Who writes and who publishes on the portal: read from seats at every request, never stored with Wagtail.

Wagtail asks three things of us. `SeatBackend` says who enters its admin at all; `PageRights` what somebody may do on
which part of the tree; `FileRights` the same for pictures and documents. Its own groups stay empty.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

import rules
from django.contrib.auth.backends import BaseBackend
from django.contrib.auth.models import Permission
from wagtail.documents import get_document_model
from wagtail.images import get_image_model
from wagtail.models import Collection, Page
from wagtail.permission_policies.collections import CollectionOwnershipPermissionPolicy
from wagtail.permission_policies.pages import PagePermissionPolicy
from wagtail.permissions import register_permission_policy

from accounts import access
from accounts.access import Policies, Seat, anywhere, in_county
from accounts.roles import CBM, CMS, MUN, OFF
from cms.pages import ArticleIndexPage, HomePage

ENTER = "wagtailadmin.access_admin"
TRANSLATE = "simple_translation.submit_translation"


@rules.predicate
def of_the_city(seat: Seat, ground: Any) -> bool:
    """An editor of the bureau of the city works on the whole portal, one of a county on its section."""
    return seat.unit_kind == "municipal_bureau"


policies = Policies(
    "cms",
    {
        # Begin a page, and go on with one's own until it is handed in.
        "draft_page": {OFF: in_county, CMS: of_the_city | in_county, CBM: in_county, MUN: anywhere},
        "edit_page": {CMS: of_the_city | in_county, CBM: in_county, MUN: anywhere},
        "publish_page": {CBM: in_county, MUN: anywhere},
        "keep_files": {CMS: of_the_city, MUN: anywhere},
    },
)
# Verb → what Wagtail calls it.
ON_PAGES = {
    "draft_page": ("add",),
    "edit_page": ("add", "change"),
    "publish_page": ("add", "change", "publish", "lock", "unlock"),
}
WRITERS = tuple(policies.lines["draft_page"])


@dataclass(frozen=True)
class Ground:
    """A part of the portal as the policies see it: the city's whole tree ("" for county) or a county's section."""

    county_code: str = ""
    pages: list[Page] = field(default_factory=list, compare=False)


@dataclass(frozen=True, eq=False)
class Right:
    """One permission, in the shape in which Wagtail reads a row of its own table."""

    permission: Permission
    page: Page | None = None
    collection: Collection | None = None

    @property
    def page_id(self) -> int | None:
        return self.page.pk if self.page else None

    @property
    def collection_id(self) -> int | None:
        return self.collection.pk if self.collection else None


def enters(user: Any) -> bool:
    return access.has_role(user, *WRITERS)


def grounds(user: Any) -> list[Ground]:
    """The parts of the portal on which this person's seats may do anything at all."""
    counties = {s.county_code for s in access.seats_as(user, *WRITERS) if s.unit_kind != "municipal_bureau"}
    found = {code: Ground(code) for code in counties}
    for page in ArticleIndexPage.objects.filter(county_id__in=counties) if counties else ():
        found[page.county_id].pages.append(page)
    if any(s.unit_kind == "municipal_bureau" for s in access.seats_as(user, *WRITERS)):
        found[""] = Ground("", list(HomePage.objects.all()))
    return list(found.values())


def may_publish(user: Any, page: Page) -> bool:
    return any(r.permission.codename == "publish_page" and page.path.startswith(r.page.path) for r in on_pages(user))


def on_pages(user: Any) -> list[Right]:
    found = []
    for ground in grounds(user):
        actions = {a for verb, some in ON_PAGES.items() if policies.may(user, verb, ground) for a in some}
        found += [Right(Permission(codename=f"{a}_page"), page=p) for p in ground.pages for a in sorted(actions)]
    return found


class SeatBackend(BaseBackend):
    """Answers what Wagtail asks of Django's permissions; whoever logs in does so with the other backends."""

    def has_perm(self, user_obj: Any, perm: str, obj: Any = None) -> bool:
        # A translation begins as a draft beside a page that one may edit.
        return perm in (ENTER, TRANSLATE) and enters(user_obj)


class PageRights(PagePermissionPolicy):
    def get_all_permissions_for_user(self, user: Any) -> list[Right]:
        return on_pages(user)


class FileRights(CollectionOwnershipPermissionPolicy):
    """Whoever writes puts files in, chooses any, and changes their own; the city's editors change all."""

    def get_all_permissions_for_user(self, user: Any) -> list[Right]:
        if not enters(user):
            return []
        root = Collection.get_first_root_node()
        actions = ["add", "choose", *(["change"] if policies.may(user, "keep_files") else [])]
        # Of both kinds at once: Wagtail remembers one list a request for pictures and documents together.
        names = [f"{a}_{kind}" for kind in ("image", "document") for a in actions]
        return [Right(Permission(codename=name), collection=root) for name in names]


def take_over() -> None:
    """Put these rights in place of Wagtail's own, once both are ready."""
    register_permission_policy(Page, PageRights())
    for model in (get_image_model(), get_document_model()):
        register_permission_policy(model, FileRights(model, auth_model=model, owner_field_name="uploaded_by_user"))
