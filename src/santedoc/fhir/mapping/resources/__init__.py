"""Tables of the resources: people, header, statements."""
