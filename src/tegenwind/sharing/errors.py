"""What can go wrong with shares. No message carries a key or a word."""


class ShareError(Exception):
    """Anything wrong with a share."""


class NotOpen(ShareError):
    """Nothing opens here: closed, expired, never there, or another key. Nobody is told which."""

    def __init__(self) -> None:
        super().__init__("nothing opens here")


class NumberTaken(ShareError):
    """The number of a new share belongs to another one."""

    def __init__(self) -> None:
        super().__init__("there is a share with this number")


class NoMoreAnswers(ShareError):
    """As many answers as one share takes were given."""

    def __init__(self) -> None:
        super().__init__("this share takes no more answers")
