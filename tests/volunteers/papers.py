"""李芸 has 620 minutes at 晨光 and 245 at 同行, told in the house whose server the story of G3 talks to."""

from __future__ import annotations

import json

from accounts.models import OrgUnit
from tests.cast import DONGXI, person, seat, unit
from tests.server import _session
from tests.volunteers.counted import served
from volunteers.models import Volunteer

ID = "990101198503070025"


def record() -> str:
    """JSON: the ids of the units by name, and the session of 许晨, who signs for 晨光."""
    chenguang, tongxing = unit("provider", "晨光社工", DONGXI), OrgUnit.objects.get(name="同行社工")
    signer = seat(person("许晨", "xuchen@example.cn"), "NGA", chenguang)
    her = Volunteer.objects.get(user__display_name="李芸")
    her.id_number = ID
    her.save()
    for minutes, at in ((320, chenguang), (300, chenguang), (245, tongxing)):
        served(her, minutes, at)
    return json.dumps({"晨光社工": chenguang.pk, "同行社工": tongxing.pk, "许晨": _session(signer)})
