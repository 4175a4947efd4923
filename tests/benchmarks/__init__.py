"""`make bench`: what Svar costs, as ratios between alternatives run in turn on the same processor."""
