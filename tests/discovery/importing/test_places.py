"""Countries and languages by their names in many languages, and by their codes."""

import pytest

from discovery.importing.cells.places import country_code, language_code


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("United States", "US"),
        ("usa", "US"),
        ("DEU", "DE"),
        ("Turkey", "TR"),
        ("south korea", "KR"),
        ("España", "ES"),
        ("Deutschland", "DE"),
        ("Spanien", "ES"),
        ("Allemagne", "DE"),
        ("Estados Unidos", "US"),
        ("Brasil", "BR"),
        ("Reino Unido", "GB"),
        ("Германия", "DE"),
        ("대한민국", "KR"),
        ("日本", "JP"),
        ("Berlin, Germany", "DE"),
        ("Москва, Россия", "RU"),
        ("🇩🇪", "DE"),
        ("🇧🇷 Brazil", "BR"),
        # A state, and a part of the United Kingdom.
        ("Los Angeles, CA", ""),
        ("London, England", "GB"),
        (", Germany", ""),
        *(("Türkiye", "TR"), ("Česko", "CZ"), ("ČR", "CZ"), ("Nederland", "NL"), ("台灣", "TW"), ("السعودية", "SA"), ("مصر", "EG")),
        *(("Україна", "UA"), ("ไทย", "TH"), ("भारत", "IN"), ("Việt Nam", "VN"), ("Amerika Serikat", "US"), ("İngiltere", "GB")),
        # As addresses and keys of software have them, and with other words between.
        *(("south-korea", "KR"), ("UNITED_STATES", "US"), ("Etats Unis", "US"), ("bosnia-and-herzegovina", "BA"), ("Bresil", "BR")),
        *(("Trinité-et-Tobago", "TT"), ("Trinité et Tobago", "TT"), ("Trinidad y Tobago", "TT"), ("Trinidad & Tobago", "TT")),
        *(("COTE D'IVOIRE", "CI"), ("Corée-du-Sud", "KR"), ("guinea-bissau", "GW"), ("Guinea", "GN"), ("u-k", ""), ("i-n", "")),
        ("Москва", ""),
        ("Nowhere", ""),
        ("", ""),
    ],
)
def test_countries(text: str, code: str) -> None:
    assert country_code(text) == code


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("English", "en"),
        ("español", "es"),
        ("Chinese", "zh"),
        ("pt_BR", "pt-br"),
        ("DE", "de"),
        ("Klingon", ""),
        ("Deutsch", "de"),
        ("Englisch", "en"),
        ("espagnol", "es"),
        ("английский", "en"),
        ("한국어", "ko"),
    ],
)
def test_languages(text: str, code: str) -> None:
    assert language_code(text) == code
