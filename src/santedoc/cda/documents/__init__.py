"""Documents: the templates of document models, and what each narrows."""
