"""What somebody can take as one of a team, found without looking through everything that is open."""

STATEMENTS = ("CREATE INDEX places_offered ON places (person_id) WHERE offered_in IS NOT NULL",)
