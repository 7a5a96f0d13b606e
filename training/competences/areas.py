"""The areas in which staff of the bureau are competent, how far, and which credentials speak for which."""

from django.utils.translation import gettext_lazy as _

AREAS = [
    ("law", _("法律")),
    ("psychology", _("心理")),
    ("social_work", _("社会工作")),
    ("it", _("信息技术")),
]
LEVELS = [(1, _("初级")), (2, _("中级")), (3, _("高级"))]
# Kind of credential → the area it speaks for.
OF_CREDENTIAL = {"lawyer": "law", "psychologist": "psychology", "social_worker": "social_work"}
