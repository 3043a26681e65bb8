"""The Django project: who sees and does what with the plan, its data and its findings."""
