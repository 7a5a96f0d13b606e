"""Power cuts in the middle of an import: real workers are killed, and each row comes in exactly once."""

import random
import time

import pytest

from tests.messaging.processes import Probe

TOWNS, KILLS = 600, 4  # a job is given up after five deaths
SEED = f"""
import django; django.setup()
from datetime import date
from accounts.models import Division, Membership, OrgUnit, User
from desk.imports import divisions, services
city = Division.objects.create(code="990100", name="云栖市", level="city")
Division.objects.create(code="990101", name="云河区", level="county", parent=city)
bureau = OrgUnit.objects.create(kind="municipal_bureau", name="云栖市司法局", division=city)
keeper = User.objects.create_user("keeper@example.org", display_name="高峰")
Membership.objects.create(user=keeper, role="SYS", unit=bureau, since_on=date(2020, 1, 1))
lines = [f"9901{{c:02d}}{{n:03d}},第{{n}}镇,town,990101,0,0" for c in (1, 2) for n in range({TOWNS} // 2)]
table = "code,name,level,parent,x_m,y_m\\n" + "\\n".join(lines)
batch = services.upload(divisions.DivisionTable(), table.encode(), by=keeper)
from messaging import queue
while queue.run_one(): pass
batch.refresh_from_db()
services.apply(batch, by=keeper)
"""
TAKEN = "outcome='made'"

pytestmark = [pytest.mark.race, pytest.mark.slow]


@pytest.fixture
def probe(tmp_path):
    probe = Probe(tmp_path, JOB_LEASE_SECONDS="1", DJANGO_SETTINGS_MODULE="config.settings", ALLOW_SYNTHETIC_IDS="1")
    yield probe
    probe.close()


def test_a_worker_killed_in_mid_import_repeats_no_row_and_leaves_none_out(probe):
    probe.run(SEED)
    for _ in range(KILLS):
        begun = probe.count("desk_importrow", TAKEN)
        worker = probe.start("run_jobs")
        probe.wait(lambda begun=begun: probe.count("desk_importrow", TAKEN) > begun, "rows come in", 60)
        time.sleep(random.uniform(0, 0.03))
        probe.kill(worker)
    assert probe.count("desk_importrow", TAKEN) < TOWNS, "the kills came too late to prove anything"
    worker = probe.start("run_jobs")
    probe.wait(lambda: probe.count("desk_importbatch", "status='applied'") == 1, "the import ends", 120)
    probe.kill(worker, 15)
    assert probe.count("desk_importrow", TAKEN) == TOWNS
    assert probe.count("accounts_division", "level='town'") == TOWNS
    assert probe.count("audit_auditevent", "action='accounts.load_divisions'") == TOWNS, "each row was taken in once"
