"""Both languages, whole: the catalogue is complete, and no page of the one says anything in the other.

The pages are those of a whole journey, with what goes wrong on the way. Each is searched for every sentence of the catalogue in the
other language, for the titles and statements of the packs, and for what Django and allauth say by themselves.
"""

from __future__ import annotations

import html
import re
from pathlib import Path
from typing import Final

import pytest
from django.conf import settings
from django.test import Client

from tegenwind.project import serving
from tegenwind.web import library
from tegenwind.wording import LANGUAGES, Language
from tests.languages import Heard, Phrase, pairs, places, strange_to
from tests.tools import translations
from tests.web.journey import journey
from tests.web.people import PACK, Human, at, record_in

#: What a journey cannot show on a page: names for tables, and answers of the libraries that our own ways in never come to.
ELSEWHERE: Final = {
    *("e-mailadres", "kluis", "kluizen", "naam", "open kluis", "open kluizen", "personen", "persoon"),
    *(
        "groep van een peiling",
        "groepen van een peiling",
        "peilingen",
        "plaats in een peiling",
        "plaatsen in een peiling",
    ),
    *("leidinggevende in een peiling", "leidinggevenden in een peiling"),
    *("wens om mail over peilingen", "wensen om mail over peilingen"),
    # Only where mail is sent, and only where no statements for teams are offered (tests/web/test_wave_running.py).
    "Wie daar zelf voor koos, krijgt ook een mail. Wie dat zijn, zie je niet.",
    "Er zijn hier nog geen stellingen voor een team. Vraag het aan wie Tegenwind beheert.",
    *("sessie", "sessies", "sleutelvak", "sleutelvakken", "taal", "verzegeld stuk", "verzegelde stukken"),
}


#: Rooms that this journey does not come to. A browser comes to each of their pages (tests/browser/test_every_page.py), and
#: looks there for what is said in the other language.
NOT_ON_THE_WAY: Final = (
    *(f"web/{room}" for room in ("keeping/", "keeping_keys/", "sharing/", "spoken/", "people/")),
    *(f"web/templates/{room}" for room in ("keeping/", "keeping_keys/", "sharing/", "spoken/", "people/")),
    *(
        "accounts/",
        "portability/",
        "practice/share",
        "practice/spoken",
        "report/book",
        "report/templates/book",
        "sharing/",
        "waves/reminding",
    ),
)


@pytest.fixture(scope="module", autouse=True)
def _prepared() -> None:
    assert serving.install_packs(settings.TEGENWIND) == []
    serving._static(settings.TEGENWIND)


@pytest.mark.parametrize(
    ("text", "words", "stands"),
    [
        ("Genoeg voor vandaag", ["Zo. Genoeg voor vandaag, dacht ik."], True),
        ("Genoeg voor vandaag", ["Genoeg voor vandaagse dingen"], False),
        ("wat", ["stevige wind · wat"], True),
        ("wat", ["lading: wat"], True),
        ("wat", ["Iets wat past"], False),
        ("Je zette hier: gedaan op %(done_on)s.", ["Je zette hier: gedaan op 22 november 2026."], True),
        ("{count} minuten", ["alleen · 15 minuten"], True),
        ("{count} minuten", ["vijftien minuten lang"], False),
    ],
)
def test_what_counts_as_said(text: str, words: list[str], stands: bool) -> None:
    assert Phrase.of(text).stands_in(words) is stands
    assert Heard(["", "iets anders", *words, ""]).says(Phrase.of(text)) is stands


@pytest.mark.django_db
@pytest.mark.parametrize("language", LANGUAGES)
def test_a_page_speaks_one_language(language: Language, monkeypatch: pytest.MonkeyPatch) -> None:
    said = journey(language, monkeypatch)
    strange = strange_to(language)
    everything = Heard({word for one in said for word in one.words})
    found = {text for text, phrase in strange.items() if everything.says(phrase)}
    told = [
        f"{one.address} ({one.status}): {text}"
        for text in sorted(found)
        for one in said
        if strange[text].stands_in(one.words)
    ]
    assert not told, "\n".join(told)
    for one in said:
        if one.markup and "<html" in one.markup:
            assert f'<html lang="{language}"' in one.markup, one.address
    # The search would find nothing if the journey led nowhere: nearly everything there is to say was said, in this language.
    said_at = places()
    own = {
        dutch: (dutch,) if language == "nl" else english
        for dutch, english in pairs().items()
        if dutch not in ELSEWHERE and not all(path.startswith(NOT_ON_THE_WAY) for path in said_at[dutch])
    }
    unsaid = [dutch for dutch, forms in own.items() if not any(everything.says(Phrase.of(form)) for form in forms)]
    assert len(unsaid) <= len(own) // 10, "\n".join(["never said on this journey:", *sorted(unsaid)])


def test_the_catalogue_is_whole() -> None:
    assert translations.mistakes() == []
    assert all(text.strip() for texts in pairs().values() for text in texts)


def test_writing_it_anew_changes_nothing(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    before = translations.PO.read_bytes(), translations.MO.read_bytes()
    for name, kept in (("PO", before[0]), ("MO", before[1])):
        copy = tmp_path / f"django.{name.lower()}"
        copy.write_bytes(kept)
        monkeypatch.setattr(translations, name, copy)
    translations.update()
    assert (translations.PO.read_bytes(), translations.MO.read_bytes()) == before
    assert str(translations.ROOT) not in before[0].decode()


class TestTheTool:
    """What gathers the sentences, and what it says about a catalogue with something wrong."""

    def test_a_tag_inside_an_attribute_of_a_component(self) -> None:
        template = """<c-card title="{% translate 'Van jou alleen' %}" x="{% translate "Dag's eind" as y %}">\n {{ z }}\n</c-card>"""
        assert [one for one, _many in translations.in_template(template)] == ["Van jou alleen", "Dag's eind"]

    def test_a_trimmed_block_is_found_as_it_is_looked_up(self) -> None:
        template = "{% blocktranslate trimmed with n=a.b %}\n   Tot   {{ n }}\n   dan, 100%\n{% endblocktranslate %}"
        assert list(translations.in_template(template)) == [("Tot   %(n)s dan, 100%%", "")]

    def test_one_and_many(self) -> None:
        template = "{% blocktranslate count n=x %}één{% plural %}{{ n }} stuks{% endblocktranslate %}"
        assert list(translations.in_template(template)) == [("één", "%(n)s stuks")]

    def test_python_in_its_ways(self, tmp_path: Path) -> None:
        (tmp_path / "web").mkdir()
        (tmp_path / "one.py").write_text(
            'a = _("Een " "zin.")\nb = w.t("Nog {x}.", x=w.t("iets"))\nc = w.n("één", "{count}", 2)\n'
        )
        assert {one: found.many for one, found in translations.gather(tmp_path).items()} == {
            "Een zin.": "",
            "Nog {x}.": "",
            "iets": "",
            "één": "{count}",
        }

    def test_a_sentence_that_babel_cannot_see(self, tmp_path: Path) -> None:
        (tmp_path / "one.py").write_text("a = f'{_(\"verstopt\")} en {len(x)}'\n")
        assert translations.unseen(tmp_path) == ["one.py: «verstopt»"]

    def test_words_in_a_template_of_the_report(self, tmp_path: Path) -> None:
        folder = tmp_path / "report" / "templates"
        folder.mkdir(parents=True)
        (folder / "a.html").write_text(
            '<style>p{color:red}</style><p title="Weg">{{ said }} · </p>{# niets #}<b>Dag</b>'
        )
        assert translations.words_in_report_templates(tmp_path) == [
            "report/templates/a.html: «Weg»",
            "report/templates/a.html: «Dag»",
        ]

    @pytest.mark.parametrize(
        ("before", "after", "told"),
        [
            ('msgstr "Today"', 'msgstr ""', "no English yet: «Vandaag»"),
            ('msgid "Vandaag"', 'msgid "Gisteren"', "nobody says this any more (run `make words`): «Gisteren»"),
            (
                "Saved at {time}.",
                "Saved at {clock}.",
                "places differ: «Bewaard om {time}.» has {time}, «Saved at {clock}.»",
            ),
            (
                "You left {count} statements open.",
                "You left them open.",
                "places differ: «{count} stellingen liet je open.",
            ),
        ],
    )
    def test_what_is_wrong_is_named(
        self,
        before: str,
        after: str,
        told: str,
        tmp_path: Path,
        monkeypatch: pytest.MonkeyPatch,
        capsys: pytest.CaptureFixture[str],
    ) -> None:
        text = translations.PO.read_text(encoding="utf-8")
        assert before in text
        wrong = tmp_path / "django.po"
        wrong.write_text(text.replace(before, after), encoding="utf-8")
        monkeypatch.setattr(translations, "PO", wrong)
        assert translations.main(["--check"]) == 1
        said = capsys.readouterr()
        found = (said.out + said.err).splitlines()
        assert any(line.startswith(told) for line in found), found
        assert any("django.mo does not belong" in line for line in found)


@pytest.mark.django_db
class TestTheSwitch:
    def test_it_keeps_the_page(self) -> None:
        noor = Human.join("Noor")
        page = at("answer-one", PACK, library.pack(PACK).statements[3].id) + "?x=1"
        assert '<html lang="nl"' in noor.client.get(page).content.decode()
        following = re.search(r'name="next" value="([^"]+)"', noor.client.get(page).content.decode())
        assert following
        answer = noor.client.post(
            at("set_language"), {"language": "en", "next": html.unescape(following[1])}, follow=True
        )
        assert answer.redirect_chain == [(page, 302)]
        assert '<html lang="en"' in answer.content.decode()
        assert answer.headers["Content-Language"] == "en"
        assert library.pack(PACK).statements[3].text["en"] in html.unescape(answer.content.decode())

    def test_it_is_not_offered_where_words_would_be_lost(self) -> None:
        noor = Human.join("Noor").lock()
        page = noor.answer({library.pack(PACK).statements[0].id: (3, "", "xx")}).content.decode()
        assert 'value="xx"' in page and 'name="language"' not in page

    def test_it_leads_nowhere_else(self) -> None:
        answer = Client().post(at("set_language"), {"language": "en", "next": "https://example.org/"})
        assert answer.headers["Location"] == "/"
        assert "tegenwind_language" not in Client().post(at("set_language"), {"language": "xx"}).cookies

    def test_the_record_id_of_a_walk_stays_the_same(self) -> None:
        noor = Human.join("Noor")
        walk = noor.begin_route()
        noor.client.post(at("set_language"), {"language": "en", "next": at("route", walk)})
        assert record_in(at("route", walk)) == walk and noor.get("route", walk).status_code == 200
