"""All proposals of units (kiến nghị) in one place: who must answer, what is overdue, what was
answered; the submission to the chairman."""
