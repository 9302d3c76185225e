"""Extensions (gia hạn): a unit asks for more time, the office grants or refuses it."""
