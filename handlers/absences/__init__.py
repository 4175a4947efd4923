"""Absences: planning them, and seeing who is out."""
