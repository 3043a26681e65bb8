"""One module of views per page: guard first, then a view model, then the template."""
