"""Absences: how they are put into words, and what they come to for others."""
