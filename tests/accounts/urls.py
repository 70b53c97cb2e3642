"""allauth's pages, and one that says whether the vault is open."""

from django.http import HttpRequest, HttpResponse
from django.urls import include, path

from tegenwind.accounts.queries import unlocked_of


def probe(request: HttpRequest) -> HttpResponse:
    unlocked = unlocked_of(request)
    return HttpResponse("locked" if unlocked is None else str(unlocked.vault_id))


def silent(_request: HttpRequest) -> HttpResponse:
    return HttpResponse("nothing asked")


urlpatterns = [path("", include("allauth.account.urls")), path("probe", probe), path("silent", silent)]
