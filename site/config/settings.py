"""Every setting of the house, read from the environment by theme; docs/settings.md has a line for each."""

import base64
from pathlib import Path
from typing import Any

from csp.constants import NONCE
from django.utils.translation import gettext_lazy as _

from config import env

BASE_DIR = Path(__file__).resolve().parent.parent.parent

# --- where state lives -------------------------------------------------------------------------------------
VAR_DIR = env.read("VAR_DIR", BASE_DIR / "var", env.folder)
KEY_DIR = env.read("KEY_DIR", VAR_DIR / "keys", env.folder)
ERASURE_MIRROR = env.read("ERASURE_MIRROR", KEY_DIR / "erasure-mirror", env.folder)
VAR_DIR.mkdir(parents=True, exist_ok=True, mode=0o700)

# --- what kind of installation -----------------------------------------------------------------------------
DEBUG = env.read("DEBUG", False, env.flag)
DEMO_PUBLIC = env.read("DEMO_PUBLIC", False, env.flag)
HOST = env.read("HOST", "127.0.0.1", str)
PORT = env.read("PORT", 8000, env.whole(1, 65535))
PUBLIC_URL = env.read("PUBLIC_URL", f"http://127.0.0.1:{PORT}", env.web_address)
ALLOWED_HOSTS = env.read("ALLOWED_HOSTS", ["127.0.0.1", "localhost", "[::1]"], env.words)
# A demo city takes no real ID number; its file appears when it is told and goes when it is removed.
DEMO = (VAR_DIR / "demo.json").exists()
# ID numbers with the unassigned prefix 99 and phones of the demo city; never on where real people are kept.
ALLOW_SYNTHETIC_IDS = env.read("ALLOW_SYNTHETIC_IDS", DEMO, env.flag)
# The prefix that the Open Contracting Partnership gives to a publisher; ours says only that it is none yet.
OCDS_PREFIX = env.read(
    "OCDS_PREFIX", "ocds-000000", env.matching(r"ocds-[a-z0-9]{6}", "ocds- and six letters or digits")
)
OFFICE_NAME = env.read("OFFICE_NAME", "", str)  # unset: the name of the bureau in the database
OFFICE_PHONE = env.read("OFFICE_PHONE", "0990-5550100", str)
SECURE = PUBLIC_URL.startswith("https://")
SECRET_KEY = base64.b64encode(env.key_file(KEY_DIR / "django", 48)).decode()
VERSION = "0.1.0"

# --- the house ---------------------------------------------------------------------------------------------
INSTALLED_APPS = [
    "config",
    "kit",
    "audit",
    "messaging",
    "accounts",
    "desk",
    "training",
    "volunteers",
    "ngos",
    "matching",
    "allauth",
    "allauth.account",
    "allauth.mfa",
    "allauth.usersessions",
    "wagtail.contrib.settings",
    "wagtail.contrib.simple_translation",
    "wagtail.contrib.redirects",
    "wagtail.contrib.typed_table_block",
    "wagtail.embeds",
    "wagtail.sites",
    "wagtail.users",
    "wagtail.snippets",
    "wagtail.documents",
    "wagtail.images",
    "wagtail.search",
    "wagtail.admin",
    "wagtail",
    "cms",  # after Wagtail, since it puts its own rights in place of Wagtail's when both are ready
    "taggit",
    "django_filters",
    "modelcluster",
    "csp",
    "rules",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.humanize",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.staticfiles",
    "django.forms",  # so that our templates come before the framework's own
]

MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "desk.language.Language",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "allauth.usersessions.middleware.UserSessionsMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "csp.middleware.CSPMiddleware",
    "cms.middleware.EditorsDesk",
    "wagtail.contrib.redirects.middleware.RedirectMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "accounts.middleware.GroundRules",
    "desk.middleware.Faults",
]

ROOT_URLCONF = "config.urls"
WSGI_APPLICATION = "config.wsgi.application"
TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [BASE_DIR / "site" / "templates"],
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "csp.context_processors.nonce",
                "desk.context.frame",
            ],
            "builtins": ["django.templatetags.i18n", "desk.templatetags.show"],
        },
    },
]
FORM_RENDERER = "desk.forms.Renderer"

# --- data --------------------------------------------------------------------------------------------------
DATABASES = {"default": env.read("DATABASE_URL", env.sqlite(VAR_DIR / "tongxin.sqlite3"), env.database)}
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"
REDIS_URL = env.read("REDIS_URL", "", env.redis_address)
CACHES = {
    "default": (
        {"BACKEND": "django.core.cache.backends.redis.RedisCache", "LOCATION": REDIS_URL}
        if REDIS_URL
        # Limits on log-in are kept here, so several processes must see one cache.
        else {"BACKEND": "config.cache.FileCache", "LOCATION": VAR_DIR / "cache"}
    )
}

# --- background work ---------------------------------------------------------------------------------------
CELERY_BROKER_URL = REDIS_URL or None
CELERY_TASK_ACKS_LATE = True
CELERY_TASK_REJECT_ON_WORKER_LOST = True
CELERY_WORKER_PREFETCH_MULTIPLIER = 1
JOB_LEASE_SECONDS = env.read("JOB_LEASE_SECONDS", 60, env.whole(1, 3600))

# --- copies -------------------------------------------------------------------------------------------------
BACKUP_DIR = env.read("BACKUP_DIR", VAR_DIR / "backups", env.folder)
BACKUP_EVERY_MINUTES = env.read("BACKUP_EVERY_MINUTES", 1440, env.whole(0, 10_080))
BACKUP_KEEP = env.read("BACKUP_KEEP", 14, env.whole(1, 1000))

# --- mail ---------------------------------------------------------------------------------------------------
# Empty: no mail leaves the house; a demo writes it to its log, a real city keeps messages on the site.
EMAIL_URL: dict[str, Any] = env.read("EMAIL_URL", {}, env.mail_server)
locals().update(EMAIL_URL)
EMAIL_TIMEOUT = 10  # a server that hangs must not hold up the other messages
# A Maildir into which the mail server delivers what comes back to EMAIL_FROM; empty: nobody reads it.
BOUNCE_FOLDER = env.read("BOUNCE_FOLDER", None, env.folder)
DEFAULT_FROM_EMAIL = env.read("EMAIL_FROM", "tongxin@localhost", str)

# --- text messages ------------------------------------------------------------------------------------------
# Empty: no text message leaves the house. Twilio is a provider abroad: only members who agreed to it (R-PI-07).
SMS_GATEWAY = env.read("SMS_GATEWAY", "", env.one_of("twilio", "aliyun"))
ALIYUN_KEY_ID = env.read("ALIYUN_KEY_ID", "", str)
ALIYUN_KEY_SECRET = env.read("ALIYUN_KEY_SECRET", "", str)
ALIYUN_SIGN = env.read("ALIYUN_SIGN", "", str)
ALIYUN_TEMPLATES: dict[str, str] = env.read("ALIYUN_TEMPLATES", {}, env.pairs)
ALIYUN_API = env.read("ALIYUN_API", "https://dysmsapi.aliyuncs.com", env.web_address)
TWILIO_ACCOUNT = env.read("TWILIO_ACCOUNT", "", env.matching(r"AC[0-9a-fA-F]{32}", "the account's SID, AC and 32 hex"))
TWILIO_TOKEN = env.read("TWILIO_TOKEN", "", str)
TWILIO_FROM = env.read(
    "TWILIO_FROM", "", env.matching(r"\+\d{8,15}|MG[0-9a-fA-F]{32}", "a number such as +8610… or MG…")
)
TWILIO_API = env.read("TWILIO_API", "https://api.twilio.com", env.web_address)

# --- who comes in ------------------------------------------------------------------------------------------
AUTH_USER_MODEL = "accounts.User"
AUTHENTICATION_BACKENDS = [
    "rules.permissions.ObjectPermissionBackend",
    "cms.rights.SeatBackend",
    "allauth.account.auth_backends.AuthenticationBackend",
]
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": "django.contrib.auth.password_validation.UserAttributeSimilarityValidator"},
    {"NAME": "django.contrib.auth.password_validation.MinimumLengthValidator", "OPTIONS": {"min_length": 12}},
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
    {"NAME": "django.contrib.auth.password_validation.NumericPasswordValidator"},
]
LOGIN_URL = "account_login"
LOGIN_REDIRECT_URL = "desk:home"
WAGTAILADMIN_LOGIN_URL = "/account/login/"
SESSION_ENGINE = "accounts.sessions"
SESSION_COOKIE_AGE = 12 * 3600
# Whoever must show a second factor logs in again after so long without a request (accounts.idle).
IDLE_MINUTES = env.read("IDLE_MINUTES", 30, env.whole(5, 720))
# Between two notes in the session, each a write: a log-in ends so much later at most, never sooner.
IDLE_STEP_SECONDS = 15
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = SECURE
SESSION_COOKIE_HTTPONLY = True
SESSION_COOKIE_SAMESITE = CSRF_COOKIE_SAMESITE = "Lax"
CSRF_TRUSTED_ORIGINS = [PUBLIC_URL]
CSRF_FAILURE_VIEW = "desk.errors.form_expired"
# Letters about faults, where somebody sets ADMINS, hold no value of a form or a variable.
DEFAULT_EXCEPTION_REPORTER = "desk.reports.FaultReport"

ACCOUNT_ADAPTER = "accounts.adapter.AccountAdapter"
ACCOUNT_USER_MODEL_USERNAME_FIELD = None
ACCOUNT_LOGIN_METHODS = {"email", "phone"}
# "phone" is no field here on purpose: with it, whoever has no phone could not log in.
ACCOUNT_SIGNUP_FIELDS = ["email*", "password1*", "password2*"]
ACCOUNT_EMAIL_VERIFICATION = "none"  # an invitation is answered from the mailbox it was sent to
ACCOUNT_EMAIL_UNKNOWN_ACCOUNTS = False
ACCOUNT_EMAIL_SUBJECT_PREFIX = ""
ACCOUNT_PREVENT_ENUMERATION = True
ACCOUNT_LOGIN_BY_CODE_ENABLED = True
ACCOUNT_LOGIN_BY_CODE_TIMEOUT = 300
ACCOUNT_LOGIN_BY_CODE_MAX_ATTEMPTS = 3
ACCOUNT_SESSION_REMEMBER = False
PASSWORD_RESET_TIMEOUT = 3600
ACCOUNT_REAUTHENTICATION_REQUIRED = True
ACCOUNT_REAUTHENTICATION_TIMEOUT = 300
ACCOUNT_FORMS = {
    "login": "accounts.forms.LoginForm",
    "request_login_code": "accounts.forms.RequestCodeForm",
    "confirm_login_code": "accounts.forms.ConfirmCodeForm",
    "reauthenticate": "accounts.forms.ReauthenticateForm",
    "change_password": "accounts.forms.ChangePasswordForm",
    "reset_password": "accounts.forms.ResetPasswordForm",
    "reset_password_from_key": "accounts.forms.NewPasswordForm",
}
ACCOUNT_RATE_LIMITS = {
    "login": "30/m/ip",
    "login_failed": "10/m/ip,60/h/ip,5/300s/key,20/d/key",
    # Three guesses a code: fifteen codes a day are 45 guesses in a million. A hall of volunteers shares an address.
    "request_login_code": "20/m/ip,120/h/ip,1/30s/key,5/h/key,15/d/key",
    # Wrong codes at the door of whoever joins, by number and by address, in whatever session.
    "phone_code_failed": "10/m/ip,60/h/ip,5/h/key",
    "reset_password": "10/m/ip,3/h/key",
    "reset_password_from_key": "20/m/ip",
    "reauthenticate": "10/m/user",
    "change_password": "5/m/user",
}
ALLAUTH_USER_CODE_FORMAT = {"numeric": True, "length": 6, "dashed": False}
# How many proxies of ours stand before us; their X-Forwarded-For tells who knocks, for the limits above.
ALLAUTH_TRUSTED_PROXY_COUNT = env.read("TRUSTED_PROXIES", 0, env.whole(0, 5))
MFA_ADAPTER = "accounts.adapter.MFAAdapter"
MFA_SUPPORTED_TYPES = ["totp", "recovery_codes"]
MFA_TOTP_ISSUER = "同心桥"
MFA_TOTP_TOLERANCE = 1  # half a minute of drift; a code still works once only (accounts.forms)
MFA_RECOVERY_CODES_SHOW_ONCE = True
MFA_FORMS = {
    "authenticate": "accounts.forms.SecondFactorForm",
    "reauthenticate": "accounts.forms.SecondFactorAgainForm",
    "activate_totp": "accounts.forms.ActivateForm",
}

# --- words and time ----------------------------------------------------------------------------------------
LANGUAGE_CODE = "zh-hans"
LANGUAGES = WAGTAIL_CONTENT_LANGUAGES = [("zh-hans", _("简体中文")), ("en", _("英语"))]
LANGUAGE_COOKIE_NAME = "lang"
LANGUAGE_COOKIE_SAMESITE = "Lax"
LOCALE_PATHS = [BASE_DIR / "site" / "locale"]
TIME_ZONE = "Asia/Shanghai"
USE_TZ = True
USE_I18N = True

# --- pages and files ---------------------------------------------------------------------------------------
WAGTAIL_SITE_NAME = "同心桥"
WAGTAILADMIN_BASE_URL = PUBLIC_URL
WAGTAIL_I18N_ENABLED = True
# A page saved by hand while it saved itself for the first time met itself and failed.
WAGTAIL_AUTOSAVE_INTERVAL = 0
WAGTAIL_ENABLE_UPDATE_CHECK = False
WAGTAIL_GRAVATAR_PROVIDER_URL = None
WAGTAIL_EMAIL_MANAGEMENT_ENABLED = False
WAGTAIL_PASSWORD_MANAGEMENT_ENABLED = False
WAGTAIL_PASSWORD_RESET_ENABLED = False
WAGTAILIMAGES_IMAGE_FORM_BASE = "cms.images.CleanImageForm"
WAGTAILDOCS_DOCUMENT_FORM_BASE = "desk.uploads.documents.CheckedDocumentForm"
WAGTAILIMAGES_EXTENSIONS = ["jpg", "jpeg", "png", "webp"]
WAGTAILIMAGES_MAX_UPLOAD_SIZE = 8 * 1024 * 1024
WAGTAILIMAGES_MAX_IMAGE_PIXELS = 40_000_000
WAGTAILDOCS_EXTENSIONS = ["pdf", "docx", "xlsx", "pptx", "csv", "mp4", "webm"]
WAGTAILEMBEDS_FINDERS: list[dict] = []  # nothing is fetched from outside
WAGTAILSEARCH_BACKENDS = {"default": {"BACKEND": "cms.search_backend", "SEARCH_CONFIG": "simple"}}
STATIC_URL = "/static/"
STATIC_ROOT = VAR_DIR / "static"
STATICFILES_DIRS = [BASE_DIR / "site" / "static"]
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {"BACKEND": "whitenoise.storage.CompressedManifestStaticFilesStorage"},
}
MEDIA_URL = "/media/"
MEDIA_ROOT = VAR_DIR / "media"
FILE_UPLOAD_PERMISSIONS = 0o600
FILE_UPLOAD_HANDLERS = [
    "desk.imports.memory.InMemoryImport",
    "django.core.files.uploadhandler.MemoryFileUploadHandler",
    "django.core.files.uploadhandler.TemporaryFileUploadHandler",
]
DATA_UPLOAD_MAX_NUMBER_FIELDS = 5000

# --- what a browser may do ---------------------------------------------------------------------------------
_SELF = "'self'"
CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": ["'none'"],
        "script-src": [_SELF, NONCE],
        "style-src": [_SELF],
        "img-src": [_SELF, "data:"],
        "media-src": [_SELF],
        "font-src": [_SELF],
        "connect-src": [_SELF],
        "manifest-src": [_SELF],
        "form-action": [_SELF],
        "frame-src": [_SELF],
        "frame-ancestors": [_SELF],
        "base-uri": [_SELF],
    }
}
SECURE_REFERRER_POLICY = "same-origin"
SECURE_CROSS_ORIGIN_OPENER_POLICY = "same-origin"
SECURE_SSL_REDIRECT = SECURE
SECURE_HSTS_SECONDS = 31_536_000 if SECURE else 0
SECURE_HSTS_INCLUDE_SUBDOMAINS = SECURE_HSTS_PRELOAD = SECURE
SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https") if SECURE else None
X_FRAME_OPTIONS = "SAMEORIGIN"
