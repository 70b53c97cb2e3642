"""A visitor as of a real server, without a server between: for flows that are walked on both."""

from __future__ import annotations

from collections.abc import Mapping
from http.client import HTTPMessage
from typing import Any

from django.test import Client

from tests.server import Answer, Visitor


class Inside(Visitor):
    """Gets and posts with a test client, and is told the same as over a line."""

    def __init__(self, client: Client) -> None:
        self.client = client

    def get(self, address: str) -> Answer:
        return _answer(self.client.get(address))

    def post(self, address: str, fields: Mapping[str, str | list[str]], autosave: bool = False) -> Answer:
        return _answer(self.client.post(address, dict(fields), headers={"X-Autosave": "1"} if autosave else None))


def _answer(response: Any) -> Answer:
    told = HTTPMessage()
    for name, value in response.headers.items():
        told[name] = value
    return Answer(response.status_code, told, response.content)
