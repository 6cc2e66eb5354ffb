"""Pages that a browser check puts before the real one. They are told, never got around."""

import re
from collections.abc import Mapping

_LOOKED_AT = 32_768
_HEADERS = {"cf-mitigated": "challenge", "x-amzn-waf-action": "challenge", "x-datadome": "protected"}
# Only what the checks themselves write: an article about captchas must not look like one.
_SIGNS = re.compile(
    rb"/cdn-cgi/challenge-platform/|_cf_chl_opt|cf-browser-verification|cf-chl-|<title>\s*Just a moment\.\.\.|"
    rb"<title>\s*Attention Required! \| Cloudflare|<title>\s*DDoS-Guard|ddos-guard/js-challenge|_Incapsula_Resource|"
    rb"window\.gokuProps|AwsWafIntegration|captcha-delivery\.com|px-captcha|__qrator|servicepipe\.ru|"
    rb"<title>[^<]{0,40}(?:Checking your browser|"
    # "Checking the browser" in Russian, as UTF-8.
    rb"\xd0\x9f\xd1\x80\xd0\xbe\xd0\xb2\xd0\xb5\xd1\x80\xd0\xba\xd0\xb0 \xd0\xb1\xd1\x80\xd0\xb0\xd1\x83\xd0\xb7\xd0\xb5\xd1\x80\xd0\xb0)",
    re.IGNORECASE,
)
_MARKUP = re.compile(rb"\s*(?:\xef\xbb\xbf)?\s*<(?:!doctype\s+html|html|head|body|script|title|!--)", re.IGNORECASE)


def is_challenge(headers: Mapping[str, str], body: bytes) -> bool:
    """Say whether an answer is a browser check rather than what was asked for.

    headers  as answered, names in lower case.
    body     its beginning is enough.
    """
    if any(mark in headers.get(name, "").lower() for name, mark in _HEADERS.items()):
        return bool(_MARKUP.match(body)) or not body
    return bool(_MARKUP.match(body) and _SIGNS.search(body, 0, _LOOKED_AT))
