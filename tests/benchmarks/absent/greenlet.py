"""Stands before a package that the tests bring along, and that would be used wherever it is there."""

raise ImportError("as where Svar is installed to be run")
