"""The analysis report 分析研判: what every trade measures, for a period, by county, kept as it was on its day."""
