"""Which accounts a ranked search has: one FilterSet for page, CSV and API.

Nothing is silently ignored: a name or a value it does not know is an error of its form. Order and pages are discovery.ranking's, what a
page says of a search is discovery.chips'.
"""

from collections.abc import Callable
from functools import cache, partial
from typing import Any

import django_filters
from django import forms
from django.db import connection
from django.db.models import Func, QuerySet
from django.http import QueryDict
from django.utils.choices import CallableChoiceIterator
from django_countries import countries

from discovery.importing.cells.numbers import read_count
from discovery.models import Account, CreatorList, Platform
from discovery.models.campaigns import LEAST_CENTRE, LEAST_WIDTH, MOST_CENTRE, MOST_WIDTH
from discovery.models.creators import words_query
from discovery.models.imports import accounts_told_of, is_told_of
from discovery.sweet_spots import NAMES as SIZE
from discovery.sweet_spots import SweetSpot, asked_for, default
from scoring.flagged import flag_choices, has_flag
from scoring.models import AccountScore, Tier

Scores = QuerySet[AccountScore]
Choices = list[tuple[str, str]]
# Names in the same address that say which part of the result is wanted, not which accounts.
ORDER_AND_PAGE = {"sort", "after", "before"}
TOPICS_FROM = 5_000
# Of a list with so many accounts the best are soon met in order; of a smaller one all are gathered and sorted sooner.
WALKED_FROM = 50_000


class CountField(forms.CharField):
    """A count as people write it: 50K, 1.2M, 50,000; cleaned to a whole number, or None where empty."""

    def __init__(self, *, min_value: int = 0, max_value: int | None = None, **options: Any) -> None:
        super().__init__(**options)
        self.min_value, self.max_value = min_value, max_value

    def clean(self, value: Any) -> int | None:
        text = super().clean(value)
        try:
            number = read_count(text) if text else None
        except ValueError as error:
            raise forms.ValidationError(f"“{text}” {error}. Write it as 50K, 1.2M or 50000.") from error
        if text and number is None:
            # As a list writes what it does not know: a search for it would silently be none.
            raise forms.ValidationError(f"“{text}” is no number. Write it as 50K, 1.2M or 50000.")
        return None if number is None else self._within(round(number.value), text)

    def _within(self, count: int, text: str) -> int:
        if count < self.min_value or (self.max_value is not None and count > self.max_value):
            raise forms.ValidationError(f"“{text}” is not from {self.min_value:,} to {self.max_value:,}.")
        return count


class SearchForm(forms.Form):
    """What a search asks for; a name that is no filter, or that may stand only once, is an error."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name, choices in OFFERED.items():
            # Asked for once, and only where the form is shown.
            self.fields[name].widget.choices = CallableChoiceIterator(cache(partial(choices, self._asked(name))))

    def clean(self) -> dict[str, Any]:
        for name in self.data:
            if name not in self.fields and name not in ORDER_AND_PAGE:
                self.add_error(None, f"There is no filter “{name}”. Known are {', '.join(self.fields)}.")
            elif name not in MANY and len(self._asked(name)) > 1:
                self.add_error(None, f"“{name}” stands in the address more than once.")
        least, most = self.cleaned_data.get("followers_from"), self.cleaned_data.get("followers_to")
        if least is not None and most is not None and least > most:
            self.add_error("followers_to", "No account has fewer followers than the most and more than the least: swap the two.")
        return self.cleaned_data

    def _asked(self, name: str) -> list[str]:
        return self.data.getlist(name) if isinstance(self.data, QueryDict) else []


class AnyOf(django_filters.MultipleChoiceFilter):  # type: ignore[misc]  # django-filter has no types
    """One of several values. Without the DISTINCT of its parent, which no index could follow."""

    def filter(self, scores: Scores, values: list[str]) -> Scores:
        return scores.filter(**{f"{self.field_name}__in": values}) if values else scores


class CountFilter(django_filters.Filter):  # type: ignore[misc]  # as above
    field_class = CountField


class WordsFilter(django_filters.CharFilter):  # type: ignore[misc]  # as above
    """Every word, each as a prefix, in name, handle or bio."""

    def filter(self, scores: Scores, words: str) -> Scores:
        if not words:
            return scores
        query = words_query(words)
        return scores.filter(account__search=query) if query else scores.none()


class TopicFilter(django_filters.CharFilter):  # type: ignore[misc]  # as above
    """Accounts that have this topic, spelt as the lists spell it."""

    def filter(self, scores: Scores, topic: str) -> Scores:
        return scores.filter(account__topics__contains=[topic]) if topic else scores


class ListFilter(django_filters.ModelChoiceFilter):  # type: ignore[misc]  # as above
    """Accounts that a creator list created, counted, changed or confirmed."""

    def filter(self, scores: Scores, creator_list: CreatorList | None) -> Scores:
        if creator_list is None:
            return scores
        if creator_list.created + creator_list.updated + creator_list.unchanged < WALKED_FROM:
            return scores.filter(account__in=accounts_told_of(creator_list.pk))
        return scores.filter(is_told_of(creator_list.pk))


class LeastFilter(django_filters.NumberFilter):  # type: ignore[misc]  # as above
    """Without the DecimalField of its parent: 0.05 is less there than the double 0.05."""

    field_class = forms.FloatField


class CentreSetting(CountFilter):
    """Whom the search ranks first, not whom it finds: discovery.sweet_spots reads it."""

    def filter(self, scores: Scores, value: int | None) -> Scores:
        return scores


class NumberSetting(LeastFilter):
    """As CentreSetting."""

    def filter(self, scores: Scores, value: Any) -> Scores:
        return scores


class GrowthFilter(LeastFilter):
    """In percent, as people say it; scores keep a share."""

    def filter(self, scores: Scores, percent: float | None) -> Scores:
        return scores if percent is None else scores.filter(growth__gte=percent / 100)


class FlagFilter(django_filters.ChoiceFilter):  # type: ignore[misc]  # as above
    """None, any, or of one kind; dismissed flags do not count."""

    def filter(self, scores: Scores, wanted: str) -> Scores:
        return scores.filter(has_flag(wanted)) if wanted else scores


def _least(label: str, field: str, most: float) -> Any:
    """A filter for at least so much of a number from 0 to `most`."""
    scale = forms.NumberInput({"placeholder": f"0 to {most:g}"})
    return LeastFilter(label=label, field_name=field, lookup_expr="gte", min_value=0, max_value=most, widget=scale)


class AccountFilter(django_filters.FilterSet):  # type: ignore[misc]  # as above
    """Between filters AND, inside one OR; words must all be there."""

    words = WordsFilter(label="Words", max_length=200)
    platform = AnyOf(label="Platform", choices=Platform.choices, widget=forms.CheckboxSelectMultiple)
    tier = AnyOf(label="Tier", choices=Tier.choices, widget=forms.CheckboxSelectMultiple)
    followers_from = CountFilter(label="Followers from", field_name="followers", lookup_expr="gte", max_length=30)
    followers_to = CountFilter(label="Followers to", field_name="followers", lookup_expr="lte", max_length=30)
    peer_trust_from = _least("Peer trust at least", "peer_trust", 100)
    confidence_from = _least("Confidence at least", "confidence", 1)
    response_from = _least("Response at least", "response", 100)
    conversation_from = _least("Conversation at least", "conversation", 100)
    natural_growth_from = _least("Natural growth at least", "natural_growth", 100)
    steadiness_from = _least("Steadiness at least", "steadiness", 100)
    reciprocity_from = _least("Reciprocity at least", "reciprocity", 100)
    growth_from = GrowthFilter(label="Growth at least, % in 30 days", min_value=-100, max_value=1_000)
    flags = FlagFilter(label="Flags", choices=flag_choices(), empty_label="With or without")
    country = AnyOf(label="Country", choices=list(countries), widget=forms.CheckboxSelectMultiple)
    topic = TopicFilter(label="Topic", max_length=100, widget=forms.Select)
    list = ListFilter(
        label="List",
        queryset=CreatorList.objects.all(),
        widget=forms.HiddenInput,
        error_messages={"invalid_choice": "There is no such list: it was discarded, or its number is wrong."},
    )
    sweet_centre = CentreSetting(label="Wanted size", max_length=30, min_value=LEAST_CENTRE, max_value=MOST_CENTRE)
    sweet_width = NumberSetting(label="Wanted size: width", min_value=LEAST_WIDTH, max_value=MOST_WIDTH)
    size_share = NumberSetting(label="Size share", min_value=0, max_value=1)

    class Meta:
        form = SearchForm

    @property
    def wanted(self) -> SweetSpot:
        """By which size a valid search ranks."""
        return asked_for(self.form.cleaned_data)


def wanted_in(asked: QueryDict) -> SweetSpot:
    """The size that an address of another page wants; the method's own where it says none, or one that cannot be."""
    names = {name: asked[name] for name in SIZE if name in asked}
    search = AccountFilter(names, queryset=AccountScore.objects.none())
    return search.wanted if search.is_valid() else default()


MANY = {"platform", "tier", "country"}


def platforms_in_use(asked: list[str]) -> Choices:
    """The platforms that accounts are on, and those that were asked for."""
    used = {*_used("platform"), *asked}
    return [(value, label) for value, label in Platform.choices if value in used]


def countries_in_use(asked: list[str]) -> Choices:
    """The countries that accounts are from, and those that were asked for, by name."""
    used = {*_used("country"), *asked}
    return [(code, name) for code, name in countries if code in used]


def topics_in_use(asked: list[str]) -> Choices:
    """The topics of the newest accounts, and the one that was asked for. All topics would mean reading all accounts."""
    newest = Account.objects.order_by("-id")[:TOPICS_FROM].values("pk")
    topics = Account.objects.filter(pk__in=newest).annotate(topic=Func("topics", function="unnest"))
    found = {*topics.values_list("topic", flat=True).distinct(), *filter(None, asked)}
    return [("", "Any"), *((topic, topic) for topic in sorted(found, key=str.casefold))]


OFFERED: dict[str, Callable[[list[str]], Choices]] = {
    "platform": platforms_in_use,
    "country": countries_in_use,
    "topic": topics_in_use,
}


def _used(column: str) -> list[str]:
    """The different values of an indexed text column of the scores, "" left out.

    DISTINCT would read the whole index: this leaps in it from each value to the next.
    """
    with connection.cursor() as cursor:
        cursor.execute(f"""
            WITH RECURSIVE used AS (
                SELECT min({column}) AS value FROM scoring_accountscore WHERE {column} > ''
                UNION ALL
                SELECT (SELECT min({column}) FROM scoring_accountscore WHERE {column} > used.value) FROM used WHERE used.value IS NOT NULL
            )
            SELECT value FROM used WHERE value IS NOT NULL
            """)  # noqa: S608  # the column is one of ours
        return [value for (value,) in cursor.fetchall()]
