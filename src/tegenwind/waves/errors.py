"""What can stand in the way of a wave. None of these carries an answer, or says who answered."""


class WaveError(Exception):
    """Something about a wave cannot be done; nothing was changed."""


class NotAllowed(WaveError):
    """This person may not do it: who hosts a wave is a host there, and leads none of its teams."""


class NotNow(WaveError):
    """Not in the state, or not on the day, that it is in. `rule` names the rule: closed, too-early, extended, too-long,
    past, reminded."""

    def __init__(self, rule: str) -> None:
        super().__init__(rule)
        self.rule = rule


class WrongPlan(WaveError):
    """What was chosen cannot be opened. `rule`: no-teams, few-members, days, statements, running, changed."""

    def __init__(self, rule: str) -> None:
        super().__init__(rule)
        self.rule = rule


class WrongAnswers(WaveError):
    """Answers that do not belong to this wave; nothing was counted."""


class BoxLost(WaveError):
    """The wave is open and its box or its key is not there, or cannot be written: nothing was counted."""


class WrongAgreement(WaveError):
    """An agreement that cannot be written down; nothing was. `rule`: place, long, who or came."""

    def __init__(self, place: int, rule: str) -> None:
        super().__init__(rule)
        self.place = place
        self.rule = rule
