"""What keeps a question from being answered."""


class CannotAnswer(Exception):
    """Its message is for people, printed without a traceback; exit code 2."""
