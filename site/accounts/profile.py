"""What somebody changes of their own account."""

from __future__ import annotations

from django.db import transaction

from accounts.models import User
from audit import trail
from kit.errors import Refused
from kit.sentences import gettext as _


@transaction.atomic
def save_profile(user: User, *, display_name: str, language: str, by: User) -> User:
    """Change one's own name as it is shown, and the language of messages. Refused: for anybody else."""
    if user.pk != by.pk:
        raise Refused(_("只能修改自己的资料。"), code="not_yours")
    if not display_name.strip():
        raise Refused(_("填写姓名。"), code="name")
    changed = [
        field
        for field, value in (("display_name", display_name.strip()), ("language", language))
        if getattr(user, field) != value
    ]
    user.display_name, user.language = display_name.strip(), language
    user.save(update_fields=["display_name", "language"])
    trail.record("accounts.save_profile", user, by=by, fields=changed)
    return user
