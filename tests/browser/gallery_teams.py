"""The pages of organisations and teams, for who administers and for who is invited."""

from __future__ import annotations

from collections.abc import Iterator

from playwright.sync_api import expect

from tests.browser.people import Person

NAME = "Wijkteams Oost en omstreken"
LONG = "te lang " * 40


def path_of_link(person: Person) -> str:
    """The path of the link that a page shows once."""
    whole = person.page.locator("#link").inner_text()
    return whole[whole.index("/teams/invited/") :]


def begin(person: Person, name: str = NAME) -> None:
    """Found an organisation; ends on the page of its tree."""
    person.go("/teams/new/")
    person.write("name", name)
    person.write("shown", "Ada van Oost")
    person.press(person.primary)
    person.see("teams-tree")


def add(person: Person, name: str) -> None:
    """A team at the top, on the page of the tree."""
    person.write("add", name)
    person.press(person.do("add"))
    person.see("teams-tree")


def link_for(person: Person, organisation: str, what: str, team: str = "") -> str:
    """Make a link, from the page of the organisation at this path; ends on the page that shows it."""
    person.go(f"{organisation}invite/")
    person.hand.choose(person.page.locator(f"[name=what][value={what}]"))
    if team:
        person.field("team").select_option(label=team)
    person.press(person.do("make"))
    person.see("teams-invite")
    return path_of_link(person)


def every_team_page(person: Person) -> Iterator[str]:
    """Ends with the organisation ended: nothing of it stays."""
    person.go("/teams/")
    yield "teams, none"
    person.go("/teams/new/")
    yield "a new organisation"
    person.write("name", LONG)
    person.press(person.primary)
    person.see("teams-new", status=422)
    yield "a new organisation, refused"
    begin(person)
    organisation = person.page.url[person.page.url.index("/teams/") :].removesuffix("tree/")
    yield "a tree, empty"
    for name in ("Jeugd en gezin", "Bereikbaarheidsdienst"):
        add(person, name)
    yield "a tree"
    person.press(person.main.locator("a[href^='?team=']").first)
    person.see("teams-tree")
    person.page.locator("#move-under").select_option(label="Jeugd en gezin")
    person.press(person.do("move"))
    person.see("teams-tree")
    person.press(person.main.locator("a[href^='?team=']").first)
    for fold in person.main.locator("section:has(#change) summary").all():
        person.press(fold)
    yield "a team to change"
    person.press(person.do("anew"))
    person.see("teams-tree", status=422)
    yield "a team to change, refused"
    person.go(f"{organisation}tree/")
    person.press(person.main.locator("a[href^='?role=']").first)
    person.see("teams-tree")
    yield "a role to take back"
    person.go(f"{organisation}invite/")
    yield "inviting"
    person.press(person.do("make"))
    person.see("teams-invite", status=422)
    yield "inviting, refused"
    link = link_for(person, organisation, "member", "Jeugd en gezin")
    yield "a link, once"
    person.go(link)
    person.see("teams-invited")
    yield "invited"
    person.press(person.do("take"))
    person.see("teams-one")
    yield "an organisation"
    person.go(link)
    yield "invited to where one is"
    role = link_for(person, organisation, "leader", "Jeugd en gezin")
    person.go(role)
    yield "invited to lead"
    person.page.locator("[name=shown]").fill("")
    person.press(person.do("take"))
    person.see("teams-invited", status=422)
    yield "invited to lead, without a name"
    person.write("shown", "Ada")
    person.press(person.do("take"))
    person.see("teams-one")
    person.go(role)
    person.see("teams-invited", status=404)
    yield "an invitation that works no more"
    person.go("/teams/")
    yield "teams"
    person.go(f"{organisation}leave/")
    yield "leaving, as the last who administers"
    person.press(person.do("end"))
    person.see("teams-leave", status=422)
    expect(person.alert).to_be_visible()
    person.hand.choose(person.field("sure"))
    person.press(person.do("end"))
    person.see("teams")
