"""Settings, addresses, look and language of the office; the top of the Django project."""
