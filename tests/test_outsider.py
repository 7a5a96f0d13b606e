"""赵强 sits in another county: nothing of 东溪区 is there for him, nor for another organisation, employer, volunteer.

Every address that names an object is asked with keys of each kind, by GET and POST; lists, searches, counts, sheets
and work lists are read for anything of the other side. A minor's file is there for its officer and deputy alone.
"""

from __future__ import annotations

import sys
from collections.abc import Iterator
from typing import Any

import pytest
from django.db.models import Model
from django.http import HttpResponse
from django.test import Client as Browser
from django.urls import reverse

from accounts.models import Invitation, Membership, OrgUnit, PhoneProof, StandIn, User
from audit.models import AuditEvent, Move
from audit.moves import move
from desk.imports.models import ImportBatch, ImportRow
from desk.models import (
    ActionEvidence,
    ActionItem,
    AnalysisReport,
    Announcement,
    JointMeeting,
    Letter,
    MeetingPaper,
    PublicityEvent,
    SharedInfo,
)
from matching import models as m
from matching import queries
from matching.models import (
    AssistanceRequest,
    Client,
    Consent,
    HandoverNotice,
    JobApplication,
    MatchRun,
    Offer,
    Place,
    Plan,
    Reassignment,
    Session,
)
from matching.supervisees import services as supervisees
from messaging.models import Job, Message
from ngos.models import (
    Bid,
    BidFile,
    CatalogueItem,
    CheckEvidence,
    Claim,
    Concern,
    Contract,
    DeliveryEvidence,
    DeliveryRecord,
    FigureAudit,
    Flag,
    Inspection,
    InspectionPlan,
    PaymentRequest,
    Project,
    Provider,
    ProviderPaper,
    QualityReview,
    RectificationEvidence,
    RectificationNotice,
    RosterEntry,
    SmallPurchase,
    WorkProduct,
)
from tests import build, matrix
from tests.cast import DONGXI, QIXIA, person, seat, sign_in, unit
from tests.fullhouse import HELPING, House, standing
from training.models import Attempt, Course, Credential, Diploma, Gradebook, QuizSeries, Trainer
from training.models import Session as TrainingSession
from volunteers.models import (
    Application,
    Certificate,
    Commendation,
    Posting,
    PresenceDevice,
    ServiceLog,
    Shift,
    Signup,
    StarApplication,
    Team,
    Volunteer,
    YearlyReview,
)

pytestmark = [pytest.mark.django_db, pytest.mark.xdist_group("outsider")]


class Strangers:
    """People like those of the house, each from another county or another organisation."""

    def __init__(self, house: House) -> None:
        cast = house.cast
        other_ngo, other_employer = unit("provider", "栖霞社工", QIXIA), unit("employer", "栖霞木器厂", QIXIA)
        volunteer = person("韩梅", phone_verified=True)
        volunteer.set_phone("+8615400000002")
        volunteer.save()
        build.volunteer(cast, seat(volunteer, "VOL"))
        self.people: dict[str, User] = {
            "赵强": cast.outsider,
            "another county's manager": cast.other_county_manager,
            "another organisation's manager": seat(person("何管", "heguan@example.cn"), "NGA", other_ngo),
            "another organisation's caseworker": seat(person("何社", "heshe@example.cn"), "NGC", other_ngo),
            "a colleague of the caseworker": seat(person("春晖新人", "chxr@example.cn"), "NGC", cast.chunhui),
            "another volunteer": volunteer,
            "another employer": seat(person("何厂", "hechang@example.cn"), "RES", other_employer),
        }
        self.browsers = {name: sign_in(user) for name, user in self.people.items()}


STRANGERS = (
    "赵强", "another county's manager", "another organisation's manager", "another organisation's caseworker",
    "a colleague of the caseworker", "another volunteer", "another employer",
)  # fmt: skip


@pytest.fixture(scope="module")
def house(django_db_setup: None, django_db_blocker: Any) -> Iterator[House]:
    with pytest.MonkeyPatch.context() as patch, standing(django_db_blocker) as house:
        patch.setattr("desk.errors.render", lambda request, template, *_context, status: HttpResponse(status=status))
        house.strangers = Strangers(house)  # type: ignore[attr-defined]
        yield house


# --- every key in every address ---------------------------------------------------------------------------------
def of_dongxi(model: type[Model]) -> list[Any]:
    """All rows of 东溪区 and its people: everything in the house but what belongs to 栖霞区 or to the strangers."""
    rows = model._default_manager.all()
    fields = {f.name for f in model._meta.get_fields()}
    if "county_code" in fields:
        return list(rows.filter(county_code=DONGXI))
    if model in (Session, Plan):
        return list(rows.filter(request__county_code=DONGXI))
    if model is Consent:
        return list(rows.filter(client__county_code=DONGXI))
    return list(rows)


def keys(house: House) -> dict[str, list[dict[str, Any]]]:
    """The start of an address → every way to fill it with something of 东溪区."""

    def pks(rows: Any) -> list[dict[str, Any]]:
        return [{"pk": row.pk} for row in rows]

    clients, requests = of_dongxi(Client), of_dongxi(AssistanceRequest)
    own_people = Membership.objects.filter(unit__division__code__startswith=DONGXI)
    codes, batches = [{"code": c.code} for c in clients], list(ImportBatch.objects.all())
    messages = Message.objects.filter(to__in=house.people.values()).exclude(to=house.cast.outsider)
    return {
        # Who is listed stands in the directory, for everybody; who applies is the county's own business.
        **purchase_keys(),
        **delivery_keys(),
        "ngos/registry/papers/<int:pk>": pks(ProviderPaper.objects.exclude(scan=None)),
        "ngos/registry/<int:pk>": pks(Provider.objects.filter(status="submitted")),
        "ngos/concerns/<str:number>": [{"number": c.number} for c in of_dongxi(Concern)],
        "help/clients/<str:code>/consents/<int:pk>": [
            {"code": c.client.code, "pk": c.pk} for c in of_dongxi(Consent)
        ],
        "help/clients/<str:code>/<str:what>": [
            *({"code": c.code, "what": "order", "pk": house.order.pk} for c in clients),
            *({"code": c.code, "what": "conflict", "pk": house.conflict.pk} for c in clients),
        ],
        "help/followups/<int:pk>": pks(of_dongxi(m.JobFollowUp)),
        "help/outcome-reviews/<int:pk>": pks(of_dongxi(m.OutcomeReview)),
        "help/clients/<str:code>/plan/items/<int:pk>": [
            {"code": item.plan.client.code, "pk": item.pk} for item in m.HelpItem.objects.all()
        ],
        "help/clients/<str:code>": codes,
        "help/requests/<str:number>/why/<int:place_id>": [
            {"number": r.number, "place_id": house.contacted.pk} for r in requests
        ],
        "help/requests/<str:number>": [{"number": r.number} for r in requests],
        "help/offers/<int:pk>": pks(of_dongxi(Offer)),
        "help/sessions/<int:pk>": pks(of_dongxi(Session)),
        "help/plans/<int:pk>": pks(of_dongxi(Plan)),
        "help/legal-aid/<int:pk>": pks(of_dongxi(m.Referral)),
        "help/applications/<int:pk>": pks(of_dongxi(JobApplication)),
        "help/places/<int:pk>/edit": pks(Place.objects.filter(county_code=DONGXI)),
        "help/places/pledge/<int:pk>": [{"pk": house.cast.yunjin.pk}],
        "help/places/<int:pk>": pks(Place.objects.filter(volunteer=house.volunteer)),
        "help/places/volunteer/<str:number>": [{"number": house.volunteer.number}],
        "learn/quizzes/sitting/<int:pk>": [{"pk": a.pk, "number": 1} for a in Attempt.objects.all()],
        "training/series/<int:pk>": pks(of_dongxi(QuizSeries)),
        "volunteers/join/<int:pk>/guardian": pks(Application.objects.all()),
        "volunteers/counter/code/<int:pk>": pks(PhoneProof.objects.all()),
        "volunteers/counter/<int:pk>/<slug:page>": [
            {"pk": a.pk, "page": page} for a in Application.objects.all() for page in ("agree", "identity", "check")
        ],
        "volunteers/teams/<int:pk>": pks(Team.objects.all()),
        "volunteers/postings/<str:number>": [{"number": p.number} for p in of_dongxi(Posting)],
        "volunteers/shifts/<int:pk>": pks(of_dongxi(Shift)),
        "volunteers/vetting/<int:pk>": pks(of_dongxi(Application)),
        "volunteers/papers/<int:pk>": pks(Credential.objects.exclude(scan=None)),
        "volunteers/verify/<int:pk>": pks(of_dongxi(ServiceLog)),
        "volunteers/hours/<int:pk>": pks(of_dongxi(ServiceLog)),
        "volunteers/checkin/app/<int:pk>": pks(of_dongxi(Shift)),
        "volunteers/checkin/app/<slug:handle>": [{"handle": d.handle} for d in PresenceDevice.objects.all()],
        "volunteers/checkin/card/<str:code>": [{"code": house.card_text}],
        "volunteers/checkin/<int:pk>": [{"pk": s.pk, "code": "0" * 20} for s in of_dongxi(Shift)],
        "volunteers/presence/<int:pk>": [
            {"pk": s.shift_id, "signup_pk": s.pk} for s in Signup.objects.filter(shift__county_code=DONGXI)
        ],
        "volunteers/honours/record/<str:number>": [{"number": house.volunteer.number}],
        "volunteers/honours/stars/<str:number>": [{"number": s.number} for s in of_dongxi(StarApplication)],
        "volunteers/honours/commendations/<str:number>": [{"number": c.number} for c in of_dongxi(Commendation)],
        "volunteers/certificates/<int:pk>": pks(of_dongxi(Certificate)),
        "volunteers/reviews/<int:pk>": pks(of_dongxi(YearlyReview)),
        "volunteers/<str:number>": [{"number": house.volunteer.number}],
        "desk/imports/<int:pk>/rows/<int:row_pk>": [
            {"pk": r.batch_id, "row_pk": r.pk} for r in ImportRow.objects.all()
        ],
        "desk/imports/<int:pk>/<slug:step>": [
            {"pk": b.pk, "step": s} for b in batches
            for s in ("apply", "resume", "undo", "discard", "check_again")
        ],
        "desk/imports/<int:pk>/errors": [{"pk": b.pk, "form": form} for b in batches for form in ("csv", "xlsx")],
        "desk/imports/<int:pk>": pks(batches),
        "desk/jobs/<int:pk>": pks(Job.objects.all()),
        "desk/keeping/<slug:what>": [{"what": what} for what in ("copy", "drill")],
        "desk/analysis/<int:pk>/<slug:code>": [{"pk": r.pk, "code": "K1"} for r in AnalysisReport.objects.all()],
        "desk/analysis/<int:pk>": pks(AnalysisReport.objects.all()),
        "desk/meetings/papers/<int:pk>": pks(MeetingPaper.objects.all()),
        "desk/meetings/<int:pk>": pks(JointMeeting.objects.all()),
        "desk/actions/evidence/<int:pk>": pks(ActionEvidence.objects.all()),
        "desk/actions/<int:pk>": pks(ActionItem.objects.all()),
        "desk/sharing/<int:pk>": pks(of_dongxi(SharedInfo)),
        "desk/publicity/<int:pk>": pks(of_dongxi(PublicityEvent)),
        "desk/letters/<int:pk>": pks(of_dongxi(Letter)),
        "desk/rounds/<int:pk>": pks(OrgUnit.objects.filter(kind="community", division__code__startswith=DONGXI)),
        "desk/announcements/<int:pk>": pks(of_dongxi(Announcement)),
        "desk/messages/<int:pk>": pks(messages),
        "account/people/waiting/": [
            {"kind": k, "pk": pk}
            for k, pk in (("seat", house.membership.pk), ("invitation", house.invitation.pk),
                          ("reset", house.reset.pk), ("no-reset", house.reset.pk))
        ],
        "account/people/invitations/<int:pk>": pks(Invitation.objects.filter(unit__division__code__startswith=DONGXI)),
        "training/courses/<str:number>": [{"number": c.number} for c in of_dongxi(Course)],
        "training/sessions/<int:pk>": pks(of_dongxi(TrainingSession)),
        "training/competences/<slug:handle>": [
            {"handle": h} for h in own_people.values_list("user__handle", flat=True).distinct()
        ],
        "training/gradebooks/<int:pk>": pks(Gradebook.objects.all()),
        "training/trainers/<int:pk>": pks(of_dongxi(Trainer)),
        "learn/certificates/<int:pk>": pks(of_dongxi(Diploma)),
        "account/people/seats/<int:pk>": pks(own_people),
        "account/people/<int:pk>": [{"pk": pk} for pk in own_people.values_list("user_id", flat=True).distinct()],
        "account/stand-in/<int:pk>": pks(StandIn.objects.all()),
    }  # fmt: skip


def purchase_keys() -> dict[str, list[dict[str, Any]]]:
    """Purchases of the city: the strangers neither buy, nor bid, nor judge in any of them."""
    numbers = [{"number": number} for number in Project.objects.values_list("number", flat=True)]
    bids = [{"number": b.project.number, "key": b.row_key} for b in Bid.objects.select_related("project")]
    files = BidFile.objects.select_related("bid__project")
    return {
        "ngos/projects/catalogue/<slug:code>": [{"code": one.code} for one in CatalogueItem.objects.all()],
        "ngos/projects/<str:number>": numbers,
        "ngos/projects/<str:number>/parts/<slug:part>": [{**one, "part": "basics"} for one in numbers],
        "ngos/projects/<str:number>/acts/<slug:act>": [{**one, "act": "submit"} for one in numbers],
        "ngos/projects/<str:number>/questions/<int:pk>": [{**one, "pk": 1} for one in numbers],
        "ngos/small/roster/<int:pk>": [{"pk": one.pk} for one in RosterEntry.objects.all()],
        "ngos/small/<str:number>": [{"number": one.number} for one in SmallPurchase.objects.all()],
        "ngos/openings/<str:number>": numbers,
        "ngos/evaluation/<str:number>": numbers,
        "ngos/evaluation/<str:number>/bids/<uuid:key>": bids,
        "ngos/evaluation/<str:number>/bids/<uuid:key>/files/<int:pk>": [
            {"number": f.bid.project.number, "key": f.bid.row_key, "pk": f.pk} for f in files
        ],
        "ngos/contracts/new/<str:number>": numbers,
        "ngos/rectifications/evidence/<int:pk>": [{"pk": e.pk} for e in RectificationEvidence.objects.all()],
        "ngos/rectifications/<int:pk>": [{"pk": n.pk, "no": 1} for n in RectificationNotice.objects.all()],
        "help/plan/<int:pk>": [{"pk": r.pk} for r in MatchRun.objects.all()],
        "help/suppliers/<int:pk>": [{"pk": one.pk} for one in OrgUnit.objects.filter(kind="employer")],
        "help/notices/<str:number>": [{"number": n.number} for n in HandoverNotice.objects.all()],
        "help/releases/<str:number>": [
            {"number": n.number, "act": act} for n in HandoverNotice.objects.all() for act in ("decline", "relapse")
        ],
        "help/reassignments/<int:pk>": [{"pk": r.pk} for r in Reassignment.objects.all()],
        "ngos/contracts/<str:number>": [{"number": one.number} for one in Contract.objects.all()],
    }


# What anybody of the organisation may look at: how its contracts go.
OF_THE_ORGANISATION = (
    "ngos/contracts/<str:number>/sessions/", "ngos/contracts/<str:number>/sessions/<int:pk>/",
    "ngos/contracts/<str:number>/group/", "ngos/delivery/evidence/<int:pk>", "ngos/delivery/products/<int:pk>",
)  # fmt: skip


def delivery_keys() -> dict[str, list[dict[str, Any]]]:
    """What was delivered, paid, inspected and reviewed: strangers see no more of it than is public."""

    def pks(model: type[Model]) -> list[dict[str, Any]]:
        return [{"pk": row.pk} for row in model._default_manager.all()]

    sessions = DeliveryRecord.objects.select_related("contract")
    reviews = [{"number": r.number} for r in QualityReview.objects.all()]
    return {
        "ngos/contracts/<str:number>/sessions/": [{"number": c.number} for c in Contract.objects.all()],
        "ngos/contracts/<str:number>/sessions/<int:pk>/": [
            {"number": s.contract.number, "pk": s.pk} for s in sessions.exclude(contract=None)
        ],
        "ngos/contracts/<str:number>/group/": [{"number": c.number} for c in Contract.objects.all()],
        "ngos/contracts/<str:number>/claim/<int:n>": [{"number": c.number, "n": 1} for c in Contract.objects.all()],
        "ngos/acceptances/<int:pk>": pks(Claim),
        "ngos/delivery/evidence/<int:pk>": pks(DeliveryEvidence),
        "ngos/delivery/products/<int:pk>": pks(WorkProduct),
        "ngos/payments/new/<int:pk>": pks(Claim),
        "ngos/payments/<str:number>": [{"number": p.number} for p in PaymentRequest.objects.all()],
        "ngos/inspections/plans/<int:pk>": pks(InspectionPlan),
        "ngos/inspections/evidence/<int:pk>": pks(CheckEvidence),
        "ngos/inspections/<str:number>": [{"number": i.number} for i in Inspection.objects.all()],
        "ngos/quality/open/<int:pk>": pks(Provider),
        "ngos/quality/audits/<int:pk>": pks(FigureAudit),
        "ngos/quality/flags/<int:pk>": pks(Flag),
        "ngos/quality/<str:number>": reviews,
        "ngos/quality/<str:number>/evidence/<slug:name>": [{**one, "name": "quality"} for one in reviews],
    }


# Addresses that name no object of a county: words, rules of the city, one's own sessions, switches, the portal.
NO_OBJECT = (
    "switch/", "account/join/", "account/sessions/", "account/password/", "documents/", "media/", "_util/", "cms/",
    "((?:", "desk/rules/", "desk/cockpit/", "desk/imports/new/", "desk/imports/template/", "volunteers/join/form/",
    "volunteers/mine/", "volunteers/texts/",
    # Published to every volunteer and to everybody; an address that is itself the secret; one's own county's sums.
    "volunteers/activities/", "volunteers/opportunities/", "volunteers/calendar/", "volunteers/statistics/",
    "learn/sessions/", "help/places/usage",
    "help/weights/",  # the city's rule, which every reader of rules may see
    "api/v1/ocds/",  # what was published of purchases, everybody's
    "callbacks/",  # a provider's signature or nothing
    # What the public verifies, and objects to: the same page for everybody, whoever asks.
    "verify/", "notices/", "organisations/", "tenders/",
    # Whoever is listed may bid; what others sealed is on no page.
    "ngos/bids/", "ngos/evaluation/<str:number>/result/",
    # How an organisation stands is shown to whoever chooses among them.
    "ngos/quality/scorecard/",
    # The one bank of the city: what every learner may sit, what every trainer keeps, marked without a name.
    "learn/quizzes/<int:pk>/", "training/questions/", "training/blueprints/", "training/marking/",
    # Lessons of the city, the same for whoever learns; each with one's own progress.
    "learn/programmes/", "learn/lessons/",
)  # fmt: skip


def object_addresses() -> list[str]:
    return [a for a in matrix.addresses() if matrix.PARAM.search(a) and not a.startswith(NO_OBJECT)]


def test_every_address_with_an_object_is_asked(house: House) -> None:
    known = keys(house)
    for address in object_addresses():
        assert any(address.startswith(start) for start in known), f"{address}: name its keys in tests/test_outsider.py"
    assert not [start for start, found in known.items() if not found], "keys without anything to ask for"


@pytest.mark.parametrize("stranger", STRANGERS)
def test_no_object_of_the_county_is_there_for_a_stranger(stranger: str, house: House) -> None:
    """Some keys of each kind, for 赵强 more of them; every one in the slow test below."""
    assert sweep(stranger, house, most=4 if stranger == "赵强" else 2) > 100


@pytest.mark.slow
@pytest.mark.parametrize("stranger", STRANGERS)
def test_no_key_whatever_opens_an_object_to_a_stranger(stranger: str, house: House) -> None:
    assert sweep(stranger, house, most=10_000) > 1000


def sweep(stranger: str, house: House, *, most: int) -> int:
    """GET and POST with up to `most` keys of each kind: nothing but "not there", and nothing has changed."""
    browser, known = house.strangers.browsers[stranger], keys(house)  # type: ignore[attr-defined]
    if stranger == "a colleague of the caseworker":  # hours at their own organisation are theirs to look at
        own = ServiceLog.objects.filter(office=house.cast.chunhui).values_list("pk", flat=True)
        known["volunteers/verify/<int:pk>"] = [p for p in known["volunteers/verify/<int:pk>"] if p["pk"] not in own]
        known |= dict.fromkeys(OF_THE_ORGANISATION, [])
    before, opened, n = state(), [], 0
    for address in object_addresses():
        found = known[max((start for start in known if address.startswith(start)), key=len)]
        for params in found[:: max(1, len(found) // most)]:
            path = "/" + matrix.PARAM.sub(lambda hit, p=params: str(p[hit[1] or hit[2]]), address)
            for method in matrix.METHODS:
                n += 1
                status = matrix.ask(browser, method, path).status_code
                if status not in (404, 405):
                    opened.append(f"{method} {path}: {status}")
    assert opened == []
    assert state() == before
    sys.stdout.write(f"\n{stranger}: {n} requests")
    return n


def state() -> tuple[Any, ...]:
    return (
        Move.objects.count(),
        *(
            sorted(model._default_manager.values_list("pk", "status"))
            for model in (AssistanceRequest, Offer, Session, Plan)
        ),
    )


def test_of_a_page_that_takes_only_posts_a_stranger_learns_nothing(house: House) -> None:
    """405 comes before anything was looked up: it is the same for what is there and for what is not."""
    browser = house.strangers.browsers["赵强"]  # type: ignore[attr-defined]
    for known, unknown in ((house.approval.number, "AR-209901-00001"),):
        for page in ("approve", "no_place"):
            answers = [browser.get(reverse(f"matching:{page}", args=[number])) for number in (known, unknown)]
            assert answers[0].status_code == answers[1].status_code


# --- lists, searches, counts -----------------------------------------------------------------------------------
def marks(house: House) -> dict[str, str]:
    """What a person would recognise something of 东溪区 by: codes, numbers, names, as they stand on pages."""
    found = {c.code: "a file's code" for c in of_dongxi(Client)}
    found |= {r.number: "a request's number" for r in of_dongxi(AssistanceRequest)}
    found |= {house.volunteer.number: "a volunteer's number", "王芳": "a volunteer's name"}
    return found


LISTS = (
    "/desk/", "/desk/late/", "/desk/messages/", "/desk/jobs/", "/desk/jobs/?all=1", "/desk/imports/", "/help/clients/",
    "/help/clients/?status=active", "/help/requests/", "/help/requests/?late=1", "/help/matches/", "/help/offers/",
    "/help/mine/", "/help/mine/?over=1", "/help/applications/", "/help/legal-aid/", "/help/places/",
    "/help/places/?kind=volunteer",
    "/volunteers/",
    "/volunteers/mine/", "/volunteers/counter/",
    "/volunteers/hours/", "/volunteers/verify/", "/volunteers/list/", "/volunteers/list/?q=王",
    "/volunteers/honours/", "/volunteers/honours/stars/", "/volunteers/honours/commendations/", "/ngos/",
    "/volunteers/certificates/", "/volunteers/reviews/?show=all", "/notices/",
    "/training/courses/", "/training/trainers/", "/learn/courses/", "/learn/certificates/", "/training/rates/",
    "/training/competences/", "/training/teaching/",
    "/account/people/", "/account/people/waiting/", "/account/me/", "/account/stand-in/",
    "/desk/own-data/", "/desk/own-data/copy/", "/desk/own-data/copy.json",
)  # fmt: skip


@pytest.mark.parametrize("stranger", STRANGERS)
def test_lists_searches_and_counts_hold_nothing_of_the_county(stranger: str, house: House) -> None:
    browser, found = house.strangers.browsers[stranger], []  # type: ignore[attr-defined]
    known = marks(house)
    for path in LISTS:
        text = matrix.ask(browser, "GET", path).content.decode()
        found += [f"{path}: {what} {mark}" for mark, what in known.items() if mark in text]
    for wanted in (*known, house.client.id_number, house.volunteer.id_number, "15400000001"):
        response = browser.post("/desk/search/", {"q": wanted})
        if response.status_code != 404:
            groups = response.context["groups"]
            found += [f"search {wanted}: {hit.code or hit.title}" for _group, hits in groups for hit in hits]
    assert found == []


def test_the_search_finds_for_those_whose_it_is(house: House) -> None:
    """The control of the test above: the same words, asked by 李明."""
    browser = house.browsers["OFF"]
    for wanted in (house.client.code, house.client.id_number, house.matching.number):
        assert browser.post("/desk/search/", {"q": wanted}).context["groups"], wanted
    text = browser.get("/help/clients/").content.decode() + browser.get("/help/requests/").content.decode()
    assert [mark for mark in marks(house) if mark in text]


@pytest.mark.parametrize("stranger", STRANGERS)
def test_no_query_hands_a_stranger_a_row(stranger: str, house: House) -> None:
    """The querysets that every list, count and page begins with."""
    user = house.strangers.people[stranger]  # type: ignore[attr-defined]
    for query in (queries.clients, queries.clients_to_name_officer, queries.requests, queries.asked_by_office,
                  queries.helped_by, queries.offers, queries.sessions, queries.plans):  # fmt: skip
        rows = query(user)
        fields = {f.name for f in rows.model._meta.get_fields()}
        mine = rows.filter(county_code=DONGXI) if "county_code" in fields else rows.filter(request__county_code=DONGXI)
        assert mine.count() == 0, query.__name__


# --- writing by hand -------------------------------------------------------------------------------------------
def test_no_form_takes_an_object_of_another_county_as_its_target(house: House) -> None:
    """赵强 fills in his own form with what is 东溪区's: its officers, places, people, rows."""
    cast, browser = house.cast, house.strangers.browsers["赵强"]  # type: ignore[attr-defined]
    mine = house.elsewhere
    request = build.draft(cast, who=mine)
    build.requests.submit_request(request, by=cast.outsider)
    targets = [
        (reverse("matching:name_officer", args=[mine.code]), {"officer": cast.officer.pk, "deputy": ""}),
        (reverse("volunteers:verify"), {"log": [house.log.pk]}),
        (reverse("matching:match", args=[request.number]), {"place": [house.contacted.pk], "grant": ["full_name"]}),
        (reverse("matching:strike", args=[mine.code, "order", house.order.pk]), {}),
        (reverse("matching:withdraw_consent", args=[mine.code, house.client.consents.get().pk]), {}),
        (reverse("matching:find_client"), {"id_number": house.client.id_number}),
    ]
    for path, data in targets:
        response = browser.post(path, data)
        assert response.status_code != 302 or path == reverse("volunteers:verify"), path
    mine.refresh_from_db()
    assert mine.officer_id == cast.outsider.pk
    assert ServiceLog.objects.get(pk=house.log.pk).status == "submitted"
    assert m.Order.objects.filter(pk=house.order.pk).exists()
    assert house.client.consents.get().withdrawn_at is None
    assert not AuditEvent.objects.filter(actor_id=cast.outsider.pk, thing_type="matching.Client",
                                         thing_id=str(house.client.pk)).exists()  # fmt: skip


# --- minors ------------------------------------------------------------------------------------------------------
def minor_pages(house: House) -> list[str]:
    minor, address = house.minor, "help/clients/<str:code>"
    pages = [a for a in matrix.addresses() if a.startswith(address) and "<int:pk>" not in a]
    return ["/" + a.replace("<str:code>", minor.code) for a in pages]


def test_a_minors_file_is_there_for_its_officer_and_deputy_alone(house: House) -> None:
    """Law: R-MIN-02. Not for another officer of the same office, not for the county, whoever asks how."""
    cast, minor = house.cast, house.minor
    deputy = seat(person("副手", "fushou@example.cn"), "OFF", cast.office)
    supervisees.name_officer(minor, by=cast.colleague, officer=cast.colleague, deputy=deputy)
    third = seat(person("第三人", "disan@example.cn"), "OFF", cast.office)
    pages = [p for p in minor_pages(house) if not p.endswith("/officer/")]
    for user in (cast.colleague, deputy):
        assert sign_in(user).get(reverse("matching:client", args=[minor.code])).status_code == 200
    for user in (third, cast.officer, cast.county_manager, cast.city_manager, cast.data_clerk, cast.auditor,
                 cast.system_admin):  # fmt: skip
        browser = sign_in(user)
        for page in pages:
            for method in matrix.METHODS:
                assert matrix.ask(browser, method, page).status_code in (404, 405), (user.display_name, method, page)


def test_a_minor_is_in_no_list_search_count_or_sheet_of_others(house: House) -> None:
    cast, minor = house.cast, house.minor
    for user in (cast.officer, cast.county_manager, cast.outsider, cast.city_manager, cast.data_clerk, cast.auditor):
        browser: Browser = sign_in(user)
        lists = ["/help/clients/", "/help/clients/?status=active", "/desk/late/", "/desk/imports/"]
        if user != cast.county_manager:  # who has the minor's request to approve, by its card
            lists += ["/desk/", "/help/requests/", "/help/matches/"]
        for path in lists:
            assert minor.code not in browser.get(path).content.decode(), (user.display_name, path)
        for wanted in (minor.code, minor.id_number):
            response = browser.post("/desk/search/", {"q": wanted})
            assert response.context["groups"] == [], (user.display_name, "search")
        for sheet in ("csv", "xlsx"):
            page = reverse("desk:import_sheet", args=[house.batch.pk, sheet])
            assert "册上人6".encode() not in b"".join(sign_in(user).get(page)), (user.display_name, sheet)
        assert not queries.clients(user).filter(pk=minor.pk).exists()
    own = sign_in(cast.colleague)
    assert own.post("/desk/search/", {"q": minor.code}).context["groups"], "the control: 陈静 finds her file"


def test_the_county_names_an_officer_for_a_sealed_file_by_its_code_alone(house: House) -> None:
    browser, minor = house.browsers["CBM"], house.unnamed_minor
    page = browser.get(reverse("matching:name_officer", args=[minor.code])).content.decode()
    assert minor.code in page
    assert minor.full_name not in page
    assert browser.get(reverse("matching:client", args=[minor.code])).status_code == 404


def test_who_leaves_the_seat_leaves_the_objects(house: House) -> None:
    """8.3.2: a right that ends, ends with the next request, in a session that is open."""
    cast = house.cast
    browser, page = sign_in(cast.social_worker), reverse("matching:request", args=[house.granted.number])
    assert browser.get(page).status_code == 200
    Membership.objects.filter(user=cast.social_worker).update(until_on="2020-01-01")
    assert browser.get(page).status_code == 404
    assert browser.post(reverse("matching:granted", args=[house.granted.number])).status_code == 404


@pytest.mark.parametrize("kind", ["volunteer", "service", "job"])
@pytest.mark.parametrize("end", ["decline", "expire", "revoke"])
def test_the_card_goes_when_the_offer_does(end: str, kind: str, house: House) -> None:
    """Who was asked and did not take the request stops reading about the person; the office goes on."""
    offer = house.offered[kind].offers.get()
    column = next(c for c, k in HELPING.items() if k == kind and c != "NGC")
    browser, page = house.browsers[column], reverse("matching:offer", args=[offer.pk])
    known = (offer.card["code"], house.offered[kind].wish)
    assert all(mark in browser.get(page).content.decode() for mark in known)
    by = None if end == "expire" else house.cast.officer if end == "revoke" else house.people[column]
    if by is not None:
        by.acting_role = "OFF" if end == "revoke" else column  # type: ignore[attr-defined]
    move(offer, end, by=by)
    for path in (page, "/help/offers/"):
        assert not [mark for mark in known if mark in browser.get(path).content.decode()], path
    assert offer.card["code"] in house.browsers["OFF"].get(page).content.decode()


def test_units_of_another_county_are_told_apart(house: House) -> None:
    assert OrgUnit.objects.get(name="栖霞社工").county_code == QIXIA
    assert Volunteer.objects.get(user=house.strangers.people["another volunteer"]).pk != house.volunteer.pk  # type: ignore[attr-defined]
