"""Keeping what the house knows: copies of it, bringing one back, and trying that it works.

A copy is a folder: `database` as the database's own tool wrote it, `files.tar` with uploads, sealed bids and exported
heads, `manifest.json` with what both hold. Keys are never in it (KEY_DIR): a stolen copy reveals no sealed field, and
what was withdrawn from a purchase stays shut when an older copy is brought back.
"""
