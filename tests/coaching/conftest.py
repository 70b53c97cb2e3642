"""What the tests of first conversations share."""

import pytest

from tests.coaching.making import Two


@pytest.fixture
def two(db: None) -> Two:
    """Somebody who asks, and a coach."""
    return Two()
