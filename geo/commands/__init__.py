"""Run the commands of `python -m geo`, a module each; what is slow to import is imported when a command runs."""

__all__: list[str] = []
