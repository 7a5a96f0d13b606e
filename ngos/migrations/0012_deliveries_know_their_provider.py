"""Give deliveries the provider and contract of their order, and contracts the sum of their supplements."""

from django.db import migrations
from django.db.models import OuterRef, Subquery, Sum


def fill(apps, editor):
    Record, Order = apps.get_model("ngos", "DeliveryRecord"), apps.get_model("ngos", "ServiceOrder")
    of = Order.objects.filter(pk=OuterRef("order_id"))
    Record.objects.filter(provider=None).update(
        provider_id=Subquery(of.values("provider_id")[:1]), contract_id=Subquery(of.values("contract_id")[:1])
    )
    Contract, Supplement = apps.get_model("ngos", "Contract"), apps.get_model("ngos", "Supplement")
    for pk, fen in Supplement.objects.values_list("contract_id").annotate(n=Sum("amount_fen")):
        Contract.objects.filter(pk=pk).update(added_fen=fen)


class Migration(migrations.Migration):
    dependencies = [("ngos", "0011_delivery_acceptance_and_payment")]
    operations = [migrations.RunPython(fill, migrations.RunPython.noop)]
