import pytest
from tests.web.journey import Book, Speaker
from tests.web.teaming import teams
@pytest.mark.django_db
def test_way():
    from tests.web.journey import _joins
    book = Book(); a = Speaker("Qmx", "nl", book); b = Speaker("Qcoach", "nl", book)
    for one in (a, b):
        one.through_the_pages()
    n = len(book.said)
    teams(a, b)
    from tests.tools import translations as t
    import re
    words = "\n".join(w for s in book.said[n:] for w in s.words)
    print(len(book.said) - n, sorted({s.status for s in book.said[n:]}), [s.address for s in book.said[n:] if s.status >= 500])
    import json
    en = json.load(open("/tmp/t/h7/en-A.json"))
    miss = [k for k in en if not re.search(r"[{%]", k) and k not in words]
    print(len(en), len(miss)); print("\n".join(miss))
