"""Everything people do with absences."""
