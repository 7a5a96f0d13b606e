"""Who may record, claim and accept what is delivered under a contract."""

from accounts import roles
from accounts.access import anywhere, in_county, of_own_org

PROVIDER = {roles.NGA: of_own_org, roles.NGC: of_own_org}
OFFICE = {roles.CBM: in_county, roles.MUN: anywhere}
DELIVERY = {
    "see_delivery": {**PROVIDER, **OFFICE, roles.AUD: anywhere},
    "record_group": PROVIDER,
    "add_evidence": PROVIDER,
    "hand_in_product": {roles.NGA: of_own_org},
    "claim_milestone": {roles.NGA: of_own_org},
    # Whether it is somebody else than handled the purchase, the service asks (law: R-PUR-23, article 61).
    "accept_claim": OFFICE,
}
