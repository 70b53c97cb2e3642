"""Numbers and addresses made by the hundred, written as people write them, in sentences of case notes."""

from __future__ import annotations

import random
from collections.abc import Callable, Iterator

CARRIERS = (
    "{}",
    "Cliënt geeft {} door.",
    "Ik schreef {} op een briefje, en vergat het.",
    "Volgens de map: {}.",
    "({})",
    "Gisteren, {}, en verder niets.",
    "- {}\n- terugbellen om 10.30 uur",
    "Kijk bij {} voor de rest",
    "In het dossier staat {}; dat klopt.",
    "She gave me {} on the way out.",
)
STREETS = (
    "Dorpsstraat",
    "Lange Nieuwstraat",
    "Prins Bernhardlaan",
    "Kerkplein",
    "Oude Gracht",
    "Antwerpsesteenweg",
    "Van der Meerstraat",
    "Molenweg",
    "Burg. Jansenlaan",
    "Beukendreef",
    "Keizersgracht",
    "Sint-Annaplein",
    "Wilhelminakade",
    "Hoge Rijndijk",
    "Noordsingel",
    "Tweede Kerkstraat",
    "Jan van Eycklei",
    "Kloosterhof",
    "Parklaan",
    "Stationsstraat",
)
MONTHS = (
    "januari",
    "februari",
    "maart",
    "april",
    "mei",
    "juni",
    "juli",
    "augustus",
    "september",
    "oktober",
    "november",
    "december",
    "jan.",
    "feb",
    "mrt",
    "okt.",
)


def digits(random_: random.Random, count: int) -> str:
    return "".join(random_.choice("0123456789") for _ in range(count))


def shaped(number: str, shape: str) -> str:
    """A number in a shape: every 9 takes the next digit."""
    rest = iter(number)
    return "".join(next(rest) if sign == "9" else sign for sign in shape)


def bsn(r: random.Random) -> str:
    while True:
        eight = r.choice("123456789") + digits(r, 7)
        check = sum(weight * int(digit) for weight, digit in zip(range(9, 1, -1), eight, strict=True)) % 11
        if check < 10:
            return shaped(
                f"{eight}{check}",
                r.choice(("999999999", "999 999 999", "999.999.999", "9999.99.999", "9999 99 999", "999-999-999")),
            )


def rrn(r: random.Random) -> str:
    year = r.randint(1930, 2019)
    nine = f"{year % 100:02}{r.randint(1, 12):02}{r.randint(1, 28):02}{r.randint(1, 998):03}"
    check = 97 - int(("2" if year > 1999 else "") + nine) % 97
    return shaped(
        f"{nine}{check:02}",
        r.choice(
            (
                "99.99.99-999.99",
                "99999999999",
                "99.99.99-999-99",
                "999999-999-99",
                "99 99 99 999 99",
                "99.99.99 999.99",
                "99/99/99-999/99",
            )
        ),
    )


def iban(r: random.Random) -> str:
    if r.random() < 0.6:
        country, rest = "NL", r.choice(("ABNA", "INGB", "RABO", "TRIO", "KNAB")) + digits(r, 10)
    else:
        ten = digits(r, 10)
        country, rest = "BE", f"{ten}{int(ten) % 97 or 97:02}"
    check = 98 - int("".join(str(int(sign, 36)) for sign in rest + country + "00")) % 97
    whole = f"{country}{check:02}{rest}"
    sign = r.choice(("", " ", " ", "."))
    parts = [whole[at : at + 4] for at in range(0, len(whole), 4)]
    return r.choice((str.upper, str.upper, str.lower))(sign.join(parts))


def phone(r: random.Random) -> str:
    eight = r.choice("12345678") + digits(r, 7)
    nl = (
        "0699999999",
        "06-99999999",
        "06 99999999",
        "06 99 99 99 99",
        "06-99 99 99 99",
        "06 - 99 99 99 99",
        "+31699999999",
        "+31 6 99999999",
        "+31 6 99 99 99 99",
        "+31 (0)6 99 99 99 99",
        "0031 6 99999999",
        "06.99.99.99.99",
        "06 999 999 99",
        "(06) 99 99 99 99",
    )
    be = (
        "0479 99 99 99",
        "0479/99.99.99",
        "0479/99 99 99",
        "0479999999",
        "+32 479 99 99 99",
        "+32 (0)479 99 99 99",
        "0032479999999",
        "0479-99-99-99",
        "+32479999999",
    )
    fixed = (
        "020-9999999",
        "020 999 99 99",
        "(020) 999 99 99",
        "0570-999999",
        "0570 99 99 99",
        "+31 20 999 9999",
        "09 999 99 99",
        "03/999.99.99",
        "011 99 99 99",
        "+32 9 999 99 99",
        "02/999 99 99",
    )
    shape = r.choice(r.choice((nl, be, fixed)))
    return _fill(shape, eight + digits(r, 6))


def _fill(shape: str, number: str) -> str:
    """Nines that stand for digits; a 09 or 479 at the beginning is meant as it is."""
    head = next(
        (
            one
            for one in ("09 ", "0479", "+32 479", "+32 (0)479", "0032479", "+32479", "+32 9 ")
            if shape.startswith(one)
        ),
        "",
    )
    return head + shaped(number, shape[len(head) :])


def birth_date(r: random.Random) -> str:
    day, month, year = r.randint(1, 28), r.randint(1, 12), r.randint(1930, 2009)
    return r.choice(
        (
            f"{day}-{month}-{year}",
            f"{day:02}-{month:02}-{year}",
            f"{day}/{month}/{year}",
            f"{day:02}.{month:02}.{year}",
            f"{day} {r.choice(MONTHS)} {year}",
            f"{year}-{month:02}-{day:02}",
            f"{day} {r.choice(MONTHS)} '{r.randint(31, 99)}",
        )
    )


def born(r: random.Random) -> str:
    day, month, year = r.randint(1, 28), r.randint(1, 12), r.randint(1930, 2024)
    return r.choice(
        (
            f"{day}-{month}-{year % 100:02}",
            f"{day}/{month}/{year}",
            f"{day} {r.choice(MONTHS)} {year}",
            f"{day:02}{month:02}{year}",
            f"{day} {r.choice(MONTHS)}",
            f"{day:02}.{month:02}.{year}",
        )
    )


def email(r: random.Random) -> str:
    name = r.choice(("jan", "f.yilmaz", "els_maes", "p-de-wit", "moeder+kind", "k.vandenberg87", "O.Visser"))
    return f"{name}@{r.choice(('gmail.com', 'telenet.be', 'ziggo.nl', 'mail.wijkteam-gent.be', 'nhs.example.co.uk', 'HOTMAIL.NL'))}"


def street(r: random.Random) -> str:
    return f"{r.choice(STREETS)} {r.randint(1, 480)}{r.choice(('', '', 'a', ' B', 'bis', '-2', ' bus 3', '/4', ' hs', '-III'))}"


def postcode(r: random.Random) -> str:
    if r.random() < 0.3:
        return r.choice(
            (
                "9000 Gent",
                "2018 Antwerpen",
                "3500 Hasselt",
                "8800 Roeselare",
                "9100 Sint-Niklaas",
                "1020 Laken",
                "B-3000 Leuven",
            )
        )
    letters = "".join(r.choice("ABCDEGHJKLNPRSTVWXZ") for _ in range(2))
    letters = "AB" if letters in ("SA", "SD", "SS", "KG", "KL") else letters
    return f"{r.randint(1000, 9999)}{r.choice((' ', '', ' '))}{letters}"


def plate(r: random.Random) -> str:
    code = r.choice(
        (
            "XX-99-99",
            "99-99-XX",
            "99-XX-99",
            "XX-99-XX",
            "XX-XX-99",
            "99-XX-XX",
            "99-XXX-9",
            "9-XXX-99",
            "XX-999-X",
            "X-999-XX",
            "XXX-99-X",
            "9-XX-999",
            "1-XXX-999",
            "2-XXX-999",
        )
    )
    return "".join(
        r.choice("0123456789") if sign == "9" else r.choice("BDFGHJKLNPRSTVXZ") if sign == "X" else sign
        for sign in code
    )


MAKERS: dict[str, Callable[[random.Random], str]] = {
    "bsn": bsn,
    "rrn": rrn,
    "iban": iban,
    "phone": phone,
    "birth-date": birth_date,
    "email": email,
    "street": street,
    "postcode": postcode,
    "plate": plate,
}


def made(kind: str, count: int, seed: int = 20) -> Iterator[tuple[str, int, int]]:
    """Sentences, each with one of a kind in it, and where that begins and ends."""
    r = random.Random(f"{kind} {seed}")
    for _ in range(count):
        carrier, one = r.choice(CARRIERS), MAKERS[kind](r)
        start = carrier.index("{}")
        yield carrier.format(one), start, start + len(one)
    if kind == "birth-date":
        for _ in range(count):
            cue, one = (
                r.choice(
                    (
                        "geboren op ",
                        "geb. ",
                        "°",
                        "Geboortedatum: ",
                        "born ",
                        "DOB ",
                        "geb ",
                        "Hij werd geboren te Gent op ",
                        "jarig op ",
                        "(geb. ",
                    )
                ),
                born(r),
            )
            yield f"Cliënt, {cue}{one}, woont alleen.", len(f"Cliënt, {cue}"), len(f"Cliënt, {cue}{one}")
