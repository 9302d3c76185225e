"""The board of the office: who owes which report until when, and what came of it."""
