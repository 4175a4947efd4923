"""What Svar decides: pure functions of values, with `now` as an argument."""
