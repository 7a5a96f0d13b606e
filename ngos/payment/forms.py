"""Forms of payments."""

from django import forms
from django.utils.translation import gettext_lazy as _

from desk.forms import DayInput


class PaidForm(forms.Form):
    voucher = forms.CharField(label=_("支付凭证号"), max_length=40)
    paid_on = forms.DateField(label=_("支付日期"), widget=DayInput)
