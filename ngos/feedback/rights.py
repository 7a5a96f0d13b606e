"""Rights of feedback. Who holds a code needs none."""

from accounts import roles
from accounts.access import anywhere

FEEDBACK = {"rate_joint_work": {roles.VOL: anywhere}}
