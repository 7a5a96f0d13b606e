"""What the office expects of the product: one folder a trade, and whole stories in `journeys`."""
