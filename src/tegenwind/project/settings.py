"""Django's settings, made from :mod:`tegenwind.project.config`. Nothing here is meant to be edited by an operator."""

from __future__ import annotations

from pathlib import Path

from csp.constants import NONE, SELF

from tegenwind.project import config

TEGENWIND = config.read()
SECRET_KEY = config.prepare(TEGENWIND)
SOURCE = Path(__file__).resolve().parents[1]

DEBUG = False
ALLOWED_HOSTS = [TEGENWIND.host] if TEGENWIND.secure else ["localhost", "127.0.0.1", "[::1]"]
CSRF_TRUSTED_ORIGINS = [TEGENWIND.url]

INSTALLED_APPS = [
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.staticfiles",
    "allauth",
    "allauth.account",
    "django_cotton.apps.SimpleAppConfig",
    "csp",
    "tegenwind.accounts",
    "tegenwind.vault",
    "tegenwind.web",
]

MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "tegenwind.web.middleware.CompressedPagesMiddleware",
    "csp.middleware.CSPMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "tegenwind.web.middleware.LanguageMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "tegenwind.accounts.middleware.UnlockedSessionMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "tegenwind.web.middleware.PersonalPagesMiddleware",
]

ROOT_URLCONF = "tegenwind.project.urls"
WSGI_APPLICATION = "tegenwind.project.wsgi.application"

TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [SOURCE / "web" / "templates", SOURCE / "web" / "design" / "templates"],
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.template.context_processors.csrf",
                "tegenwind.web.context.house",
            ],
            "loaders": [
                (
                    "django.template.loaders.cached.Loader",
                    [
                        "django_cotton.cotton_loader.Loader",
                        "django.template.loaders.filesystem.Loader",
                        "django.template.loaders.app_directories.Loader",
                    ],
                )
            ],
            "builtins": ["django_cotton.templatetags.cotton"],
        },
    }
]

DATABASES = {"default": TEGENWIND.database}
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"
# Rate limits only: kept in memory, gone with the process, never on disk.
CACHES = {"default": {"BACKEND": "django.core.cache.backends.locmem.LocMemCache"}}

LANGUAGE_CODE = TEGENWIND.language
LANGUAGES = [("nl", "Nederlands"), ("en", "English")]
LOCALE_PATHS = [SOURCE / "locale"]
LANGUAGE_COOKIE_NAME = "tegenwind_language"
LANGUAGE_COOKIE_AGE = 365 * 24 * 3600
LANGUAGE_COOKIE_SECURE = TEGENWIND.secure
USE_I18N = True
USE_TZ = True
TIME_ZONE = "Europe/Amsterdam"

AUTH_USER_MODEL = "accounts.Person"
AUTHENTICATION_BACKENDS = ["tegenwind.accounts.backend.NameBackend"]
AUTH_PASSWORD_VALIDATORS = [{"NAME": "tegenwind.accounts.passphrases.PassphraseValidator"}]
# Passphrases are checked by Person itself (peppered Argon2id); this hasher only serves unusable passwords.
PASSWORD_HASHERS = ["django.contrib.auth.hashers.PBKDF2PasswordHasher"]
TEGENWIND_ARGON2: tuple[int, int, int] | None = None
TEGENWIND_SOURCE_URL = TEGENWIND.source_url
LOGIN_URL = "/sign-in/"
LOGIN_REDIRECT_URL = "/"
LOGOUT_REDIRECT_URL = "/"

ACCOUNT_ADAPTER = "tegenwind.accounts.adapter.AccountAdapter"
ACCOUNT_LOGIN_METHODS = {"username"}
ACCOUNT_SIGNUP_FIELDS = ["username*", "password1*"]
ACCOUNT_EMAIL_VERIFICATION = "none"
ACCOUNT_PRESERVE_USERNAME_CASING = True
ACCOUNT_USERNAME_MIN_LENGTH = 2
ACCOUNT_SESSION_REMEMBER = True
ACCOUNT_LOGOUT_ON_GET = False
ACCOUNT_PASSWORD_INPUT_RENDER_VALUE = False
ACCOUNT_PREVENT_ENUMERATION = False
# Per name tight, per address wide: a whole office may sit behind one address.
ACCOUNT_RATE_LIMITS = {"login": "300/m/ip", "login_failed": "10/m/key,300/5m/ip", "signup": "60/m/ip"}
# Over https one proxy of our own stands in front and says who asks; without it everybody would share the proxy's address.
ALLAUTH_TRUSTED_PROXY_COUNT = 1 if TEGENWIND.secure else 0

SESSION_ENGINE = "tegenwind.accounts.sessions"
SESSION_COOKIE_NAME = "__Host-tegenwind" if TEGENWIND.secure else "tegenwind"
SESSION_COOKIE_AGE = 14 * 24 * 3600
SESSION_COOKIE_HTTPONLY = True
SESSION_COOKIE_SECURE = TEGENWIND.secure
SESSION_COOKIE_SAMESITE = "Lax"
CSRF_COOKIE_NAME = "csrftoken"
CSRF_COOKIE_SECURE = TEGENWIND.secure
CSRF_COOKIE_SAMESITE = "Lax"
CSRF_FAILURE_VIEW = "tegenwind.web.problems.csrf_failure"

SECURE_CONTENT_TYPE_NOSNIFF = True
SECURE_REFERRER_POLICY = "same-origin"
SECURE_CROSS_ORIGIN_OPENER_POLICY = "same-origin"
SECURE_SSL_REDIRECT = False  # The proxy that ends TLS does this; behind it everything arrives as http.
SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https") if TEGENWIND.secure else None
SECURE_HSTS_SECONDS = 365 * 24 * 3600 if TEGENWIND.secure else 0
SECURE_HSTS_INCLUDE_SUBDOMAINS = TEGENWIND.secure
X_FRAME_OPTIONS = "DENY"
CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": [NONE],
        "script-src": [SELF],
        "style-src": [SELF],
        "font-src": [SELF],
        "img-src": [SELF, "data:"],
        "connect-src": [SELF],
        "form-action": [SELF],
        "base-uri": [NONE],
        "frame-ancestors": [NONE],
        "manifest-src": [SELF],
    }
}

STATIC_URL = "/static/"
STATIC_ROOT = TEGENWIND.data / "static"
STATICFILES_DIRS = [SOURCE / "web" / "design" / "static"]
STATICFILES_FINDERS = ["django.contrib.staticfiles.finders.FileSystemFinder"]
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {"BACKEND": "whitenoise.storage.CompressedManifestStaticFilesStorage"},
}
WHITENOISE_MAX_AGE = 3600

# A form is some hundred short fields; anything far over that is refused before it is read.
DATA_UPLOAD_MAX_MEMORY_SIZE = 1024 * 1024
DATA_UPLOAD_MAX_NUMBER_FIELDS = 2000
FILE_UPLOAD_HANDLERS = ["django.core.files.uploadhandler.MemoryFileUploadHandler"]

# Logs say that something failed and where; never a body, a cookie, an address or a word of a person.
LOGGING = {
    "version": 1,
    "disable_existing_loggers": True,
    "formatters": {
        "plain": {"()": "tegenwind.project.logs.Discreet", "format": "{levelname} {name} {message}", "style": "{"}
    },
    "handlers": {"console": {"class": "logging.StreamHandler", "formatter": "plain"}},
    "root": {"handlers": ["console"], "level": "WARNING"},
    "loggers": {
        "django": {"handlers": ["console"], "level": "ERROR", "propagate": False},
        "tegenwind": {"handlers": ["console"], "level": "INFO", "propagate": False},
    },
}
