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
    "allauth.mfa",
    "django_cotton.apps.SimpleAppConfig",
    "csp",
    "tegenwind.accounts",
    "tegenwind.vault",
    "tegenwind.sharing",
    "tegenwind.teams",
    "tegenwind.waves",
    "tegenwind.coaching",
    "tegenwind.web",
]

MIDDLEWARE = [
    # What puts headers on answers stands before what answers by itself: static files and refusals carry them too.
    "tegenwind.web.middleware.HeadersMiddleware",
    "django.middleware.security.SecurityMiddleware",
    "csp.middleware.CSPMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "tegenwind.web.middleware.CompressedPagesMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "tegenwind.web.middleware.LanguageMiddleware",
    "django.middleware.common.CommonMiddleware",
    # Before the CSRF middleware: that one reads the form.
    "tegenwind.web.bodies.BoundedBodiesMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "tegenwind.accounts.middleware.UnlockedSessionMiddleware",
    "allauth.account.middleware.AccountMiddleware",
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
# Rate limits only: counted in memory that all processes share, gone with the server, never on disk.
CACHES = {"default": {"BACKEND": "tegenwind.accounts.attempts.AttemptsCache"}}

LANGUAGE_CODE = TEGENWIND.language
LANGUAGES = [("nl", "Nederlands"), ("en", "English")]
LOCALE_PATHS = [SOURCE / "locale"]
LANGUAGE_COOKIE_NAME = "__Host-tegenwind_language" if TEGENWIND.secure else "tegenwind_language"
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
TEGENWIND_DEMO = False  # Only tegenwind demo says otherwise, in settings of its own.
TEGENWIND_RETENTION = config.shipped("policy") / "retention.yaml"
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
# Per name tight, per address wide: a whole office may sit behind one address. 480 a minute is all that two derivations
# at once can do, so those who know their passphrase are never refused. attempts.MOST_MOMENTS bounds every amount.
ACCOUNT_RATE_LIMITS = {
    "login": "480/m/ip",
    "login_failed": "10/m/key,300/5m/ip",
    "signup": "60/m/ip",
    "share": "60/m/key",
    "invite": "6/d/user",
    "reset_password": "60/m/ip,5/m/key",  # nosec B105
    "reset_password_from_key": "60/m/ip",  # nosec B105
    # The code of the second step. Only who has the passphrase gets so far: at worst 30 of a million codes an hour.
    "second_step": "10/m/key,30/h/key",
}
MFA_ADAPTER = "tegenwind.accounts.factors.FactorAdapter"
MFA_SUPPORTED_TYPES = ["totp", "webauthn", "recovery_codes"]
MFA_TOTP_ISSUER = "Tegenwind"
MFA_PASSKEY_LOGIN_ENABLED = True
# What a passkey's PRF gives depends on it, and a passkey alone is to be two factors.
MFA_WEBAUTHN_USER_VERIFICATION = "required"
MFA_ALLOW_UNVERIFIED_EMAIL = True  # An address that was not confirmed yet is no reason to go without a second step.
MFA_RATE_LIMITS = {"webauthn_login": "480/m/ip"}
# Over https one proxy of our own stands in front and says who asks; without it everybody would share the proxy's address.
ALLAUTH_TRUSTED_PROXY_COUNT = 1 if TEGENWIND.secure else 0

# Mail goes by SMTP or not at all: the pages about it are not there without TEGENWIND_MAIL.
EMAIL_BACKEND = (
    "django.core.mail.backends.smtp.EmailBackend" if TEGENWIND.mail else "django.core.mail.backends.dummy.EmailBackend"
)
if TEGENWIND.mail:
    EMAIL_HOST, EMAIL_PORT = TEGENWIND.mail.host, TEGENWIND.mail.port
    EMAIL_HOST_USER, EMAIL_HOST_PASSWORD = TEGENWIND.mail.user, TEGENWIND.mail.password
    EMAIL_USE_SSL, EMAIL_USE_TLS = TEGENWIND.mail.security == "tls", TEGENWIND.mail.security == "starttls"
EMAIL_TIMEOUT = 20
DEFAULT_FROM_EMAIL = SERVER_EMAIL = TEGENWIND.mail.sender if TEGENWIND.mail else "tegenwind@localhost"
PASSWORD_RESET_TIMEOUT = 3600

SESSION_ENGINE = "tegenwind.accounts.sessions"
SESSION_COOKIE_NAME = "__Host-tegenwind" if TEGENWIND.secure else "tegenwind"
SESSION_COOKIE_AGE = 14 * 24 * 3600
SESSION_COOKIE_HTTPONLY = True
SESSION_COOKIE_SECURE = TEGENWIND.secure
SESSION_COOKIE_SAMESITE = "Lax"
CSRF_COOKIE_NAME = "__Host-csrftoken" if TEGENWIND.secure else "csrftoken"
CSRF_COOKIE_SECURE = TEGENWIND.secure
CSRF_COOKIE_SAMESITE = "Lax"
CSRF_FAILURE_VIEW = "tegenwind.web.problems.csrf_failure"

SECURE_CONTENT_TYPE_NOSNIFF = True
SECURE_REFERRER_POLICY = "same-origin"
SECURE_CROSS_ORIGIN_OPENER_POLICY = "same-origin"
# The proxy should do this; one that forgets it is made up for. Health is asked on this machine itself, without TLS.
SECURE_SSL_REDIRECT = TEGENWIND.secure
SECURE_REDIRECT_EXEMPT = [r"^health/$"]
SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https") if TEGENWIND.secure else None
SECURE_HSTS_SECONDS = 365 * 24 * 3600 if TEGENWIND.secure else 0
SECURE_HSTS_INCLUDE_SUBDOMAINS = TEGENWIND.secure
# W021 asks for HSTS preload: that puts a whole domain, with all that its owner runs under it, on a list inside browsers that
# takes months to leave. It is for the owner of the domain to ask for, not for a program on one name of it.
SILENCED_SYSTEM_CHECKS = ["security.W021"]
X_FRAME_OPTIONS = "DENY"
# A browser holds the address that a form's answer leads on to against this list as well: the origin of the organisation's
# identity provider has to be in it, or nobody comes further than our own button.
FORM_TARGETS = [SELF, TEGENWIND.oidc.origin] if TEGENWIND.oidc else [SELF]
CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": [NONE],
        "script-src": [SELF],
        "style-src": [SELF],
        "font-src": [SELF],
        "img-src": [SELF, "data:"],
        "connect-src": [SELF],
        "form-action": FORM_TARGETS,
        "base-uri": [NONE],
        "frame-ancestors": [NONE],
        "manifest-src": [SELF],
        "object-src": [NONE],
        # Text becomes HTML by a script in one place only: the policy of that name in app.js.
        "require-trusted-types-for": ["'script'"],
        "trusted-types": ["tegenwind"],
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
DATA_UPLOAD_MAX_NUMBER_FILES = 1
FILE_UPLOAD_HANDLERS = ["django.core.files.uploadhandler.MemoryFileUploadHandler"]

# Nobody is mailed about a fault, and a report of one, should anything ever ask for it, holds no request.
ADMINS: list[tuple[str, str]] = []
MANAGERS = ADMINS
DEFAULT_EXCEPTION_REPORTER = "tegenwind.project.logs.DiscreetReporter"

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
