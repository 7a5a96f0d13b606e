"""The waiting list of any row with places: who is next, how long an offer lasts, who is passed over."""

from datetime import datetime, timedelta

import pytest
from django.db import connection, models
from django.test.utils import isolate_apps
from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, precondition, rule

from kit import clock
from kit.claims import Got, Queued, QueuedSeats, WaitingList, offer_ends, release, seats_check, set_capacity

NOW = datetime(2026, 3, 10, 9, tzinfo=clock.SHANGHAI)
HOUR = timedelta(hours=1)

with isolate_apps("kit"):

    class Tour(QueuedSeats):
        starts_at = models.DateTimeField()

        class Meta:
            app_label = "kit"
            constraints = [seats_check("kit_test_tour_seats")]

    class Guest(Queued):
        tour = models.ForeignKey(Tour, on_delete=models.CASCADE)
        name = models.CharField(max_length=10)
        state = models.CharField(max_length=8)
        lacks = models.CharField(max_length=10, blank=True)
        until = models.DateTimeField(null=True)

        class Meta:
            app_label = "kit"


class TourList(WaitingList):
    """Notes what it is told."""

    def __init__(self, seat, locked=None):
        super().__init__(seat)
        self.locked, self.passed, self.asked, self.called = locked, [], 0, 0

    def starts_at(self):
        return self.seat.starts_at

    def waiting(self):
        return Guest.objects.filter(tour=self.seat, state="waiting")

    def lacking(self, rows):
        return {row.pk: [row.lacks] if row.lacks else [] for row in rows}

    def hold(self, row, until):
        Guest.objects.filter(pk=row.pk).update(state="offered", until=until)

    def skipped(self, row, codes, *, got):
        self.passed.append((row.name, codes, got.name if got else None))

    def is_locked(self, row):
        return self.locked is None or row.name in self.locked

    def later(self):
        self.asked += 1

    def call(self):
        self.called += 1


@pytest.fixture
def tables(db):
    make_tables()


def make_tables():
    editor = connection.SchemaEditorClass(connection)
    for model in (Tour, Guest):
        sql, params = editor.table_sql(model)
        with connection.cursor() as cursor:
            cursor.execute(sql, params or None)


@pytest.fixture
def tour(tables):
    """Two places, both taken, the start in four days."""
    return Tour.objects.create(capacity=2, taken=2, starts_at=NOW + 96 * HOUR)


def wait(tour, name, *, minutes=0, **columns):
    return Guest.objects.create(
        tour=tour, name=name, state="waiting", queued_at=NOW + timedelta(minutes=minutes), **columns
    )


def names(rows):
    return [row.name for row in rows]


# --- how long ------------------------------------------------------------------------------------------------
@pytest.mark.parametrize(
    ("before_start", "lasts"),
    [
        (timedelta(days=30), timedelta(hours=24)),
        (timedelta(hours=72), timedelta(hours=24)),
        (timedelta(hours=71, minutes=57), timedelta(hours=23, minutes=59)),
        (timedelta(hours=6), timedelta(hours=2)),
        (timedelta(hours=2), timedelta(minutes=40)),
        (timedelta(hours=2) - timedelta(seconds=1), None),
        (timedelta(0), None),
        (-HOUR, None),
    ],
)
def test_an_offer_lasts_a_third_of_the_time_left_a_day_at_most_and_none_is_made_within_two_hours(before_start, lasts):
    until = offer_ends(NOW, NOW + before_start)
    assert (until - NOW if until else None) == lasts


# --- coming --------------------------------------------------------------------------------------------------
def test_who_comes_gets_a_place_then_a_turn_then_nothing(tables):
    tour = Tour.objects.create(capacity=1, waiting_limit=1, starts_at=NOW)
    line = TourList(tour)
    assert line.come() == Got.PLACE
    assert line.come() == Got.TURN
    wait(tour, "甲")
    assert line.come() == Got.NOTHING
    tour.refresh_from_db()
    assert tour.taken == 1


def test_a_place_that_is_being_passed_on_is_not_for_newcomers(tour):
    release(tour)
    Tour.objects.update(is_held=True)
    assert TourList(tour).come() == Got.TURN
    tour.refresh_from_db()
    assert tour.taken == 1


# --- passing on ----------------------------------------------------------------------------------------------
def test_the_first_by_rank_then_by_time_then_by_arrival_is_offered_the_place(tour):
    wait(tour, "later", minutes=5)
    wait(tour, "first")
    wait(tour, "same time")
    wait(tour, "ranked", minutes=9, priority=1)
    assert names(TourList(tour).in_order()) == ["ranked", "first", "same time", "later"]
    release(tour)
    assert names(TourList(tour).pass_on(NOW)) == ["ranked"]
    offered = Guest.objects.get(state="offered")
    assert offered.until == NOW + 24 * HOUR
    tour.refresh_from_db()
    assert (tour.taken, tour.is_held) == (2, False)


def test_passing_on_twice_gives_no_second_offer(tour):
    wait(tour, "甲")
    wait(tour, "乙")
    release(tour)
    line = TourList(tour)
    assert names(line.pass_on(NOW)) == ["甲"]
    assert line.pass_on(NOW) == []
    assert Guest.objects.filter(state="offered").count() == 1


def test_who_cannot_come_now_is_passed_over_keeps_the_turn_and_it_is_noted_why(tour):
    wait(tour, "甲", lacks="overlap")
    wait(tour, "乙", lacks="expired")
    wait(tour, "丙")
    wait(tour, "丁", lacks="overlap")
    release(tour)
    line = TourList(tour)
    assert names(line.pass_on(NOW)) == ["丙"]
    assert line.passed == [("甲", ["overlap"], "丙"), ("乙", ["expired"], "丙")]
    assert names(line.in_order()) == ["甲", "乙", "丁"]


def test_where_nobody_can_take_it_the_place_is_open_to_whoever_comes(tour):
    wait(tour, "甲", lacks="overlap")
    release(tour)
    line = TourList(tour)
    assert line.pass_on(NOW) == []
    assert line.passed == [("甲", ["overlap"], None)]
    assert line.come() == Got.PLACE


def test_several_free_places_go_to_as_many_in_order_past_a_whole_chunk_of_others(tour):
    for n in range(120):
        wait(tour, f"{n}", minutes=n, lacks="" if n in (3, 60, 119) else "overlap")
    Tour.objects.update(capacity=5)
    line = TourList(tour)
    assert names(line.heirs(2)) == ["3", "60"]
    assert names(line.pass_on(NOW)) == ["3", "60", "119"]
    tour.refresh_from_db()
    assert tour.taken == 5


def test_what_cannot_be_decided_under_these_locks_is_kept_for_the_next_in_turn(tour):
    wait(tour, "甲")
    wait(tour, "乙")
    release(tour)
    line = TourList(tour, locked={"乙"})
    assert line.pass_on(NOW) == []
    assert line.asked == 1
    tour.refresh_from_db()
    assert (tour.taken, tour.is_held) == (1, True)
    again = TourList(tour, locked={"甲"})
    assert names(again.pass_on(NOW)) == ["甲"]
    tour.refresh_from_db()
    assert (tour.taken, tour.is_held) == (2, False)


def test_close_to_the_start_a_free_place_waits_for_a_telephone_call(tour):
    wait(tour, "甲")
    release(tour)
    line = TourList(tour)
    assert line.pass_on(tour.starts_at - HOUR) == []
    tour.refresh_from_db()
    assert (line.called, tour.is_held, tour.taken) == (1, True, 1)


def test_close_to_the_start_nobody_is_called_when_nobody_waits(tour):
    release(tour)
    line = TourList(tour)
    line.pass_on(tour.starts_at - HOUR)
    tour.refresh_from_db()
    assert (line.called, tour.is_held) == (0, False)


def test_who_let_an_offer_go_by_is_not_offered_the_same_place_again(tour):
    first, second = wait(tour, "甲"), wait(tour, "乙", minutes=1)
    release(tour)
    line = TourList(tour)
    line.let_go_by(first, NOW)
    assert names(line.pass_on(NOW, but=first.pk)) == ["乙"]
    assert names(line.in_order()) == ["甲"], "one unanswered offer costs nothing"
    assert second.offers_ignored == 0


def test_two_unanswered_offers_lead_to_the_end_of_the_list(tour):
    first = wait(tour, "甲")
    wait(tour, "乙", minutes=1)
    line = TourList(tour)
    line.let_go_by(first, NOW)
    line.let_go_by(first, NOW + HOUR)
    assert names(line.in_order()) == ["乙", "甲"]
    first.refresh_from_db()
    assert first.offers_ignored == 0


def test_fewer_places_than_are_taken_are_refused(tour):
    assert not set_capacity(tour, 1)
    assert set_capacity(tour, 2)


# --- anything that may happen, in any order --------------------------------------------------------------------
class Days(RuleBasedStateMachine):
    """A tour whose guests come, leave, answer, ignore, come to lack something; a plain model goes along."""

    def __init__(self):
        super().__init__()
        self.now, self.n = NOW, 0

    @initialize(capacity=st.integers(1, 3), days=st.integers(1, 20))
    def begin(self, capacity, days):
        Guest.objects.all().delete()
        Tour.objects.all().delete()
        self.tour = Tour.objects.create(capacity=capacity, waiting_limit=8, starts_at=NOW + timedelta(days=days))
        self.expected = []  # names in the order in which they wait

    def line(self):
        self.tour.refresh_from_db()
        return TourList(self.tour)

    def passed_on(self, got, but=None):
        """The model: the first who can, in order, but not who just let it go by."""
        for row in got:
            can = [n for n in self.expected if n != but and not Guest.objects.get(name=n).lacks]
            assert row.name == can[0], (row.name, self.expected)
            self.expected.remove(row.name)

    @rule(lacks=st.sampled_from(["", "", "x"]))
    def come(self, lacks):
        self.n += 1
        got = self.line().come()
        if got == Got.NOTHING:
            assert len(self.expected) == 8
            return
        state = "sure" if got == Got.PLACE else "waiting"
        Guest.objects.create(tour=self.tour, name=f"g{self.n}", state=state, queued_at=self.now, lacks=lacks)
        if got == Got.TURN:
            self.expected.append(f"g{self.n}")

    @precondition(lambda self: Guest.objects.filter(state__in=("sure", "offered")).exists())
    @rule(data=st.data())
    def leave(self, data):
        guest = data.draw(st.sampled_from(list(Guest.objects.filter(state__in=("sure", "offered")).order_by("pk"))))
        guest.delete()
        release(self.tour)
        line = self.line()
        self.passed_on(line.pass_on(self.now))

    @precondition(lambda self: Guest.objects.filter(state="offered").exists())
    @rule()
    def take(self):
        guest = Guest.objects.filter(state="offered").order_by("pk").first()
        Guest.objects.filter(pk=guest.pk).update(state="sure")

    @precondition(lambda self: Guest.objects.filter(state="offered").exists())
    @rule()
    def ignore(self):
        guest = Guest.objects.filter(state="offered").order_by("pk").first()
        Guest.objects.filter(pk=guest.pk).update(state="waiting", until=None)
        guest.refresh_from_db()
        line = self.line()
        line.let_go_by(guest, self.now)
        order = {g.name: (g.queued_at, g.pk) for g in Guest.objects.filter(state="waiting")}
        self.expected = sorted([*self.expected, guest.name], key=order.__getitem__)
        release(self.tour)
        self.passed_on(line.pass_on(self.now, but=guest.pk), guest.name)

    @precondition(lambda self: bool(self.expected))
    @rule(data=st.data(), lacks=st.sampled_from(["", "x"]))
    def change(self, data, lacks):
        name = data.draw(st.sampled_from(self.expected))
        Guest.objects.filter(name=name).update(lacks=lacks)

    @rule(hours=st.integers(1, 30))
    def time_goes_by(self, hours):
        self.now += hours * HOUR

    @rule(capacity=st.integers(1, 5))
    def resize(self, capacity):
        line = self.line()
        if not set_capacity(self.tour, capacity):
            assert self.tour.taken > capacity
            return
        self.passed_on(line.pass_on(self.now))

    @invariant()
    def every_place_has_one_holder(self):
        if not hasattr(self, "tour"):
            return
        self.tour.refresh_from_db()
        holding = Guest.objects.filter(state__in=("sure", "offered")).count()
        assert self.tour.taken == holding <= self.tour.capacity

    @invariant()
    def the_list_is_in_order(self):
        if hasattr(self, "tour"):
            assert names(self.line().in_order()) == self.expected


def test_whatever_happens_no_place_is_given_twice_and_the_order_holds(tables):
    from hypothesis.stateful import run_state_machine_as_test

    quick = settings(max_examples=25, stateful_step_count=25, deadline=None, suppress_health_check=list(HealthCheck))
    run_state_machine_as_test(Days, settings=quick)
