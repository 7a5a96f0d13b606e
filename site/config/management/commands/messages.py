"""Collects the words of the screens into the catalogues, and compiles them."""

from __future__ import annotations

import shutil

from django.core.management.base import BaseCommand, CommandError


class Command(BaseCommand):
    help = "Collect the words of the screens into locale/ and compile them; prints what is still to be translated."
    requires_system_checks: list[str] = []

    def handle(self, *args: object, **options: object) -> None:
        if shutil.which("xgettext") is None:
            raise CommandError("xgettext is not installed (Debian package: gettext)")
        try:
            from config import catalogues
        except ImportError:
            raise CommandError("polib is not installed; it comes with requirements-dev.txt") from None
        for folder, entries in catalogues.extract().items():
            for language in (catalogues.CHINESE, catalogues.ENGLISH):
                book = catalogues.build(folder, language, entries, catalogues.english(folder))
                folder.po(language).parent.mkdir(parents=True, exist_ok=True)
                book.save(str(folder.po(language)))
                book.save_as_mofile(str(folder.mo(language)))
                if language == catalogues.ENGLISH:
                    wanting = sum(not catalogues.translated(e) for e in book)
                    self.stdout.write(f"{folder.path.name}: {len(book)} entries, {wanting} without English")
