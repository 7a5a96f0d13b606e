"""What the form views of all trades share: call one service, and let a refusal stand on the form it answers."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.forms import BaseForm, Form

from kit.errors import Refused


def sentences(refusal: Refused) -> list[str]:
    """The refusal and its reasons, each as a line of its own."""
    return [str(refusal), *map(str, refusal.reasons)]


def tell_form(form: BaseForm, refusal: Refused) -> None:
    """Let the refusal stand at the fields it names, from where the summary links to them, else above the form."""
    if refusal.at and refusal.at.keys() <= form.fields.keys():
        for name, said in refusal.at.items():
            form.add_error(name, said)
    else:
        form.add_error(None, sentences(refusal))


def done(form: Form, service: Callable[..., Any], *args: Any, **kwargs: Any) -> Any:
    """What the service handed back; None when it refused, and then its sentences stand on the form."""
    try:
        return service(*args, **kwargs)
    except Refused as refusal:
        tell_form(form, refusal)
        return None
