"""Tables that people bring beside a plan: sent, previewed, put in force, taken back, and shown row by row."""
