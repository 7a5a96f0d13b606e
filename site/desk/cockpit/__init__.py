"""The leaders' cockpit: how the city or a county fares in a period, in charts that trades hang in."""
