"""Web addresses told apart: the same page under another spelling is the same page."""

import re
from collections.abc import Iterable
from urllib.parse import urljoin

from w3lib.url import canonicalize_url, url_query_cleaner

_LONGEST = 4_096

TRACKING = """
    __twitter_impression _ga _gl _hsenc _hsmi _openstat action_object_map action_ref_map action_type_map at_campaign
    at_custom1 at_custom2 at_custom3 at_custom4 at_medium campaign_id cmpid ct_source dclid ef_id erid ess_source
    fb_action_ids fb_action_types fb_ref fb_source fbclid from ftag gaa_at gbraid gclid gclsrc gs_l guccounter guce_referrer
    guce_referrer_sig hmb_campaign hmb_medium hmb_source hss_channel icid igsh igshid intcmp isappinstalled itm_campaign
    itm_medium itm_source li_fat_id mbid mc_cid mc_eid mkt_tok mkwid msclkid nsukey oly_anon_id oly_enc_id openstat partner
    pcrid ref ref_src ref_url referer referrer roistat rss rsstoday s_cid s_kwcid scene share share_from share_source
    share_token sharer smid smtyp spm spref sr_share src srsltid tgclid ttclid tw_source twclid utm_brand utm_campaign
    utm_cid utm_content utm_id utm_medium utm_name utm_newsletter utm_place utm_pubreferrer utm_reader utm_referrer
    utm_social utm_source utm_source_platform utm_swu utm_term utm_userid utm_viz_id vero_conv vero_id wickedid wt.mc_id
    wt_mc_id wtrid wvr xtor yclid ymclid ysclid zanpid
"""
"""Names of parameters that say who sent the reader, never what is read."""

_TRACKING = frozenset(TRACKING.split())
_TRACKING_BEGINS = ("utm_", "at_custom", "itm_", "hsa_", "pk_", "mtm_", "matomo_", "stm_")
_SESSION = re.compile(r";(?:jsessionid|phpsessid|sid)=[^/?#]*", re.IGNORECASE)
_PARAMETER = re.compile(r"[?&]([^=&#]+)")
_SITE = re.compile(r"https?://(?:www\.|m\.|amp\.)?", re.IGNORECASE)
# Most links of most feeds: nothing in them could be spelled another way.
_PLAIN = re.compile(r"https?://[a-z0-9.-]+(?::(?!80/|443/)\d+)?/[A-Za-z0-9._/-]*")
_DEFAULT_PORT = re.compile(r"^(http://[^/]*):80(?=/|$)|^(https://[^/]*):443(?=/|$)")


def canonical(url: str) -> str:
    """Spell ``url`` the one way we keep it.

    url      "HTTPS://News.Example:443/a?utm_source=rss&b=2&a=1#top"
    returns  "https://news.example/a?a=1&b=2": no tracking parameters, no session, no fragment; parameters in order.
             What is no http(s) address comes back as it is.
    source   w3lib's rules, and the list above.
    """
    url = url.strip()
    if _PLAIN.fullmatch(url) or not _SITE.match(url) or len(url) > _LONGEST:
        return url
    try:
        kept = url_query_cleaner(_SESSION.sub("", url), list(_tracking_in(url)), remove=True, unique=False, keep_fragments=True)
        spelled = canonicalize_url(kept, keep_fragments="#!" in kept)
    except ValueError:
        # An address that breaks the rules is still an address somebody printed.
        return url
    return _DEFAULT_PORT.sub(r"\1\2", spelled)


def place(url: str) -> str:
    """Say where ``url`` leads, whatever the scheme, the www. before it and the slash behind: "news.example/a"."""
    return _SITE.sub("", canonical(url)).removesuffix("/")


def _tracking_in(url: str) -> Iterable[str]:
    names = _PARAMETER.findall(url.partition("#")[0])
    return (name for name in names if name.lower() in _TRACKING or name.lower().startswith(_TRACKING_BEGINS))


def absolute(address: str, base: str) -> str:
    """Tell ``address`` from where it stood, as a browser does; what cannot be joined comes back as it is."""
    if _PLAIN.fullmatch(address):
        return address
    try:
        return urljoin(base, address) if address else ""
    except ValueError:
        return address
