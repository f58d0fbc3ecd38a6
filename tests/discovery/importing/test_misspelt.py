"""Words of columns' names with a letter amiss, and words that are others."""

import pytest

from discovery.importing.names.columns import field_named
from discovery.importing.names.misspelt import corrected
from discovery.importing.names.name_words import misspelt_in
from discovery.importing.proposals.sampling import Confidence
from tests.discovery.importing.proposed import proposed


@pytest.mark.parametrize(
    ("word", "meant"),
    [
        *((word, "subscribers") for word in ("suscribers", "subcribers", "subscirbers")),
        *((word, "followers") for word in ("folowers", "follwers", "folllowers", "fallowers")),
        *(("engagment", "engagement"), ("commments", "comments"), ("avarage", "average"), ("segidores", "seguidores")),
        *(("lieks", "likes"), ("veiws", "views"), ("platfrom", "platform"), ("usernmae", "username")),
        # Other words, other forms of a word, and words too short to be told.
        *((word, word) for word in ("followed", "coverage", "contents", "reviews", "previews", "betrag", "vertrag", "visitas", "liks")),
        *((word, word) for word in ("subscription", "reposted", "moments", "shared", "follower2", "integration")),
    ],
)
def test_a_word_with_a_letter_amiss(word: str, meant: str) -> None:
    assert corrected(word) == meant


@pytest.mark.parametrize(
    ("name", "field"),
    [
        *(
            ("Polub. śr.", "likes"),
            ("Koment. śr.", "comments"),
            ("Comm. moy.", "comments"),
            ("Visual. media", "views"),
            ("Subscr.", "followers"),
        ),
        # Followers or following; no abbreviation; too short.
        *(("Foll.", None), ("Polub śr.", None), ("Com. moy.", None)),
    ],
)
def test_a_word_that_is_cut(name: str, field: str | None) -> None:
    assert field_named(name) == field


def test_a_misspelt_name_is_likely_and_says_so() -> None:
    assert (field_named("Avarage coments"), misspelt_in("Suscribers")) == ("comments", [("suscribers", "subscribers")])
    guess = proposed("username,Suscribers\nanna,1200\nbert,3400\n").guesses[1]
    assert (guess.field, guess.confidence) == ("followers", Confidence.LIKELY)
    assert guess.reason == "matched by its name, where “suscribers” is “subscribers”"
