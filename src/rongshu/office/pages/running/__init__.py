"""The month's running of industry, computed from the ledger and traced back to cells."""
