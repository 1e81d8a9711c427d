"""One module for each resource that knows more than its definition."""
