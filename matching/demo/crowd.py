"""The people in register: those received and released within the year, and the register of today."""

from __future__ import annotations

from datetime import date, timedelta

from django.utils.translation import override

from accounts.models import Division, OrgUnit
from desk import hooks
from desk.imports import services as imports
from desk.imports.models import ImportBatch
from kit import clock
from kit.crypto import blind_index
from kit.errors import Refused
from matching.demo import names
from matching.demo.stage import PAPER, City
from matching.models import Client
from matching.outcomes.services import end_client
from matching.supervisees import services
from matching.supervisees.register import CATEGORIES, OFFENCES
from messaging import queue

FORMER = 2_000
REGISTER_DAYS_AGO = 120  # the file is taken in when the season of requests begins


def former(city: City) -> None:
    """Two thousand people received during the year and released before today, file by file in order of arrival."""
    rng = city.rng
    towns = {d.code: d for d in Division.objects.filter(level="town")}
    offices = list(OrgUnit.objects.filter(kind="judicial_office").order_by("division_id"))
    starts = sorted(city.day - timedelta(days=rng.randint(130, 365)) for _i in range(FORMER))
    open_: list[tuple[date, Client]] = []
    for start in starts:
        open_ = _release(open_, until=start)
        with clock.frozen(clock.at(start, 10)):
            office = rng.choice(offices)
            client = _received(city, office, towns[office.division_id], start)
        if client:
            open_.append((client.end_on, client))
    _release(open_, until=city.day)


def _received(city: City, office: OrgUnit, town: Division, start: date) -> Client | None:
    rng = city.rng
    sex = 2 if rng.random() < 0.15 else 1
    born = names.birthday(rng, start)
    number = names.id_numbers(office.county_code, born, sex, rng)
    offence, group = rng.choice(list(OFFENCES.items()))
    index = blind_index("client.id_number", number)
    if Client.objects.filter(id_index=index).exists():
        return None
    return services.register_client(
        by=None,
        full_name=names.name(rng),
        sex=sex,
        id_number=number,
        id_index=index,
        born_on_text=born.isoformat(),
        category=rng.choices(list(CATEGORIES.values()), (1, 90, 6, 3))[0],
        start_on=start,
        end_on=start + timedelta(days=rng.randint(20, 100)),
        offence=offence,
        offence_groups=str(1 << group),
        office=office,
        county_code=office.county_code,
        town=town,
        x_m=town.x_m,
        y_m=town.y_m,
        officer=rng.choice(city.officers[office.pk]),
    )


def _release(open_: list[tuple[date, Client]], *, until: date) -> list[tuple[date, Client]]:
    """End the files whose last day is before `until`, each on the day after it."""
    for end, client in sorted((pair for pair in open_ if pair[0] < until), key=lambda pair: (pair[0], pair[1].pk)):
        with clock.frozen(clock.at(end + timedelta(days=1), 8)):
            end_client(client, by=None, reason="released")
    return [pair for pair in open_ if pair[0] >= until]


def register(city: City) -> None:
    """The municipal data clerk takes in the register, as anybody would: upload, preview, confirm."""
    clerk = city.people["吴涛"]
    kind = next(k for k in hooks.import_kinds if k.code == "matching.register")
    with city.at(REGISTER_DAYS_AGO, 14), override("zh-hans"):
        batch = imports.upload(kind, (PAPER / "register.csv").read_bytes(), by=clerk)
        queue.run_due()
        batch = ImportBatch.objects.get(pk=batch.pk)
        imports.apply(batch, by=clerk)
        queue.run_due()
        _name_officers(city)


def _name_officers(city: City) -> None:
    """Each county manager names the officer of every file, and a deputy for the sealed ones."""
    for client in Client.objects.filter(status__in=("registered", "active"), officer=None).order_by("pk"):
        officers = city.officers[client.office_id]
        officer = city.people["李明"] if city.people["李明"] in officers else city.rng.choice(officers)
        others = [o for o in officers if o.pk != officer.pk]
        deputy = others[0] if client.is_minor_track and others else None
        by = city.managers[client.county_code]
        try:
            services.name_officer(client, by=by, officer=officer, deputy=deputy)
        except Refused:  # an office without people of its own yet: the file waits on the manager's desk
            continue
