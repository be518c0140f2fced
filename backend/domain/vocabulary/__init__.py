"""The words all chapters share: money, days, areas, findings, faults."""
