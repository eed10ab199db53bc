"""Parameters that tell where a reader came from, as data; they never choose the story.

``ALWAYS`` and ``PREFIXES`` go wherever they stand. ``USUALLY`` goes only where the path itself
names the story and the value does not look like a number: ``story.php?ref=812`` keeps its own.
"""

PREFIXES = (
    "utm_", "utm-", "mtm_", "pk_", "piwik_", "matomo_", "hsa_", "ga_", "fb_", "__hs", "_hs",
    "at_", "ns_", "wt_", "wt.", "oly_", "guce_", "soc_", "vero_", "action_", "trk_", "aff_",
    "_branch_", "sc_c", "asc_", "itm_", "mkt_", "ml_sub", "xtor", "cx_", "aspsessionid",
)  # fmt: skip
_ALWAYS = """
    fbclid gclid gclsrc dclid gbraid wbraid msclkid twclid ttclid yclid ysclid igshid igsh
    li_fat_id mc_cid mc_eid mc_tc _ga _gl _ke _kx _openstat _bta_tid _bta_c wickedid wickedsource
    s_cid s_kwcid ef_id epik srsltid rb_clickid obclid outbrainclickid tblci dicbo vmcid zanpid
    cjevent irclickid irgwc clickid hsctatracking trkcampaign spm scm ncid ocid cmpid icid intcid
    intcmp int_cmp cmp icmp smid smtyp emc sref sr_share ref_src ref_url refsrc referrer referer
    reflink guccounter share_id shareid share_source sharetype share_type sharetoken
    share_token share_from wtrid mbid campaign_id campaignid utm rss_id __twitter_impression
    __source __tn__ __cft__ __xts__ xtref xtcr newsletter_id nl_id user_email email_hash
    phpsessid jsessionid sessionid session_id cfid cftoken _r tpcc sh_kit recirc_id
    taboola_hm tbclid gaa_at gaa_n gaa_ts gaa_sig dgcid ftag
    leadsource promo_code hashed_user trc_mvt
"""
_USUALLY = """
    ref source src from via share medium campaign feature mod st partner traffic_source utm_id
    fromref platform sp sh si s_source wpisrc wprss smprod sns li tw fb
"""
ALWAYS = frozenset(_ALWAYS.split())
USUALLY = frozenset(_USUALLY.split())
