"""Ambulance numbers by country: the numbers that answer for somebody very ill, never the police's.

Holds what one reader knew and one public list confirmed, and apart from it what still has to be
checked. Holds no number for a crisis line, an advice line or a hospital: those a team enters.

Owner: the care team's lead. Date: 2026-11. Source: own knowledge, compared with the public list
`emergencyNumbers.js` of armenta-i/health-routes, whose first number is often the police's: never
import such a list. Status: KNOWN where the two agree, VERIFY where they differ; the staff of each
team confirm their own country's from an official page, since such a number is not called to try it.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum


class Trust(StrEnum):
    """How far a number was checked. Only what is known or confirmed is shown to patients."""

    KNOWN = "known"
    VERIFY = "verify"
    CONFIRMED = "confirmed"  # by a team, for its own country


@dataclass(frozen=True, slots=True)
class EmergencyNumber:
    """The ambulance of a country. `also` answers too; `note` is for staff, never for patients.

    `sms` takes text messages from who cannot speak.
    """

    number: str
    also: tuple[str, ...] = ()
    note: str = ""
    trust: Trust = Trust.KNOWN
    sms: str | None = None

    @property
    def numbers(self) -> tuple[str, ...]:
        """Return every number that answers, the one to call first in front."""
        return (self.number, *self.also)


def _known(number: str, *also: str, note: str = "", sms: str | None = None) -> EmergencyNumber:
    return EmergencyNumber(number, also, note, Trust.KNOWN, sms)


def _verify(number: str, *also: str, note: str = "") -> EmergencyNumber:
    return EmergencyNumber(number, also, note, Trust.VERIFY)


NUMBERS: Mapping[str, EmergencyNumber] = {
    # the Americas
    "US": _known("911"),
    "CA": _known("911", note="811 is medical advice"),
    "MX": _known("911"),
    "BR": _known("192", note="193 is fire and rescue"),
    "AR": _known("107", note="911 is a general emergency number"),
    "CL": _known("131"),
    "CO": _known("123", note="125 is listed too"),
    "PE": _verify("106", note="116 is fire, 105 police"),
    "UY": _verify("105", note="911 is listed too"),
    "EC": _known("911"),
    "PA": _known("911"),
    "CR": _known("911"),
    "DO": _known("911"),
    "VE": _known("911"),
    # Europe
    "GB": _known("999", "112", note="111 is medical advice"),
    "IE": _known("112", "999"),
    "FR": _known("15", "112", sms="114"),
    "DE": _known("112", note="116117 is medical advice"),
    "ES": _known("112", note="061 in some regions"),
    "PT": _known("112", note="808 24 24 24 is medical advice"),
    "IT": _known("112", "118"),
    "NL": _known("112"),
    "BE": _known("112"),
    "LU": _known("112"),
    "AT": _known("144", "112", note="1450 is medical advice"),
    "CH": _known("144", "112"),
    "DK": _known("112"),
    "SE": _known("112", note="1177 is medical advice"),
    "NO": _known("113", "112", note="116117 is medical advice"),
    "FI": _known("112", note="116117 is medical advice"),
    "IS": _known("112"),
    "EE": _known("112"),
    "LT": _known("112"),
    "RO": _known("112"),
    "MT": _known("112"),
    "SI": _known("112"),
    "LV": _known("113", "112"),
    "PL": _known("112", "999"),
    "CZ": _known("155", "112"),
    "SK": _known("155", "112"),
    "HU": _known("104", "112"),
    "BG": _known("112"),
    "GR": _known("166", "112"),
    "CY": _known("112", "199"),
    "HR": _known("194", "112"),
    "RS": _known("194", "112"),
    "BA": _verify("124", note="112 is listed too"),
    "MK": _known("194", "112"),
    "ME": _known("124", "112"),
    "AL": _known("127", "112"),
    "UA": _known("103", "112"),
    "BY": _known("103", "112"),
    "RU": _known("103", "112"),
    # Caucasus, Central Asia, the Middle East
    "KZ": _known("103", "112"),
    "UZ": _known("103", "112"),
    "KG": _known("103", "112"),
    "GE": _known("112"),
    "AM": _known("103", "112"),
    "AZ": _known("103", "112"),
    "TR": _known("112"),
    "IL": _verify("101", note="100 is police"),
    "PS": _verify("101"),
    "JO": _known("911"),
    "LB": _known("140", note="112 is police"),
    "IQ": _verify("122", note="104 is police"),
    "IR": _verify("115", note="110 is police"),
    "SA": _known("997", note="911 in the main regions"),
    "AE": _verify("998", note="999 is police"),
    "QA": _known("999"),
    "KW": _known("112"),
    "BH": _known("999"),
    "OM": _known("9999"),
    # Africa
    "EG": _known("123"),
    "MA": _verify("150", note="15 is used too"),
    "DZ": _verify("14", note="1021 is listed too"),
    "TN": _known("190"),
    "ZA": _verify("10177", note="112 from a mobile phone"),
    "NG": _known("112"),
    "GH": _known("112"),
    "KE": _known("999", "112", note="1199 is the Red Cross"),
    "ET": _verify("907", note="911 is listed too"),
    "UG": _known("999", "112"),
    "RW": _verify("912", note="112 is police"),
    # South and East Asia, Oceania
    "IN": _known("112", "108", note="102 is listed too"),
    "PK": _verify("1122", note="115 is the Edhi ambulance"),
    "BD": _known("999"),
    "LK": _verify("1990"),
    "NP": _verify("102", note="100 is police"),
    "CN": _known("120"),
    "HK": _known("999"),
    "MO": _known("999"),
    "TW": _verify("119", note="110 is police"),
    "JP": _known("119"),
    "KR": _verify("119", note="112 is police"),
    "TH": _verify("1669", note="191 is police"),
    "VN": _verify("115", note="113 is police"),
    "MY": _known("999"),
    "SG": _known("995"),
    "ID": _verify("119", note="112 in many cities"),
    "PH": _known("911"),
    "KH": _verify("119"),
    "AU": _known("000", note="112 from a mobile phone"),
    "NZ": _known("111"),
    "FJ": _known("911"),
}

# ISO 3166-1, and XK, which many use for Kosovo. A country without a line above has no number here:
# nobody has checked one, and a guess would be worse than "your local ambulance number".
_CODES = """
    AD AE AF AG AI AL AM AO AQ AR AS AT AU AW AX AZ BA BB BD BE BF BG BH BI BJ BL BM BN BO
    BQ BR BS BT BV BW BY BZ CA CC CD CF CG CH CI CK CL CM CN CO CR CU CV CW CX CY CZ DE DJ
    DK DM DO DZ EC EE EG EH ER ES ET FI FJ FK FM FO FR GA GB GD GE GF GG GH GI GL GM GN GP
    GQ GR GS GT GU GW GY HK HM HN HR HT HU ID IE IL IM IN IO IQ IR IS IT JE JM JO JP KE KG
    KH KI KM KN KP KR KW KY KZ LA LB LC LI LK LR LS LT LU LV LY MA MC MD ME MF MG MH MK ML
    MM MN MO MP MQ MR MS MT MU MV MW MX MY MZ NA NC NE NF NG NI NL NO NP NR NU NZ OM PA PE
    PF PG PH PK PL PM PN PR PS PT PW PY QA RE RO RS RU RW SA SB SC SD SE SG SH SI SJ SK SL
    SM SN SO SR SS ST SV SX SY SZ TC TD TF TG TH TJ TK TL TM TN TO TR TT TV TW TZ UA UG UM
    US UY UZ VA VC VE VG VI VN VU WF WS XK YE YT ZA ZM ZW
"""
COUNTRIES = frozenset(_CODES.split())
