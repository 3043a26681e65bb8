"""Worked sheets for scripts: questions in every accepted spelling in, answers as plain data out."""
