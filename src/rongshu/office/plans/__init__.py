"""Published plans, their compile runs, reviews and hand-typed figures."""
