"""The append-only ledger: loads landed in one commit each, and the figures as known on a day."""
