"""Turn news into a map of reported places."""
