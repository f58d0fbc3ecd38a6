"""The fields that a list's column may be: what an account or a snapshot keeps, with the words the wizard shows.

Values' limits stand here too, since a field's meaning sets what is absurd for it.
"""

from typing import Final, Literal

from django.db import models

from discovery.importing.cells.units import BILLION
from discovery.models import RateDefinition
from discovery.models.creators import MOST


class Field(models.TextChoices):
    HANDLE = "handle", "Handle"
    NAME_AND_HANDLE = "name_and_handle", "Name (handle)"
    PROFILE_URL = "profile_url", "Profile address"
    EXTERNAL_ID = "external_id", "Platform's id"
    FURTHER = "further", "Further accounts"
    TITLE = "title", "Display name"
    MIDDLE_NAME = "middle_name", "Middle name"
    FAMILY_NAME = "family_name", "Last name"
    BIO = "bio", "Bio"
    COUNTRY = "country", "Country"
    LANGUAGE = "language", "Language"
    TOPICS = "topics", "Topics"
    PLATFORM = "platform", "Platform"
    TAKEN_ON = "taken_on", "Date of the counts"
    FOLLOWERS = "followers", "Followers"
    FOLLOWING = "following", "Following"
    POSTS = "posts", "Posts"
    LIKES = "likes", "Likes per post"
    COMMENTS = "comments", "Comments per post"
    SHARES = "shares", "Shares per post"
    VIEWS = "views", "Views per post"
    ENGAGEMENTS = "engagements", "Engagements per post"
    ENGAGEMENT_RATE = "engagement_rate", "Engagement rate"
    ENGAGEMENT_RATE_PER_FOLLOWER = "engagement_rate_per_follower", "Engagement rate per follower"
    ENGAGEMENT_RATE_PER_VIEW = "engagement_rate_per_view", "Engagement rate per view"
    POST = "post", "Post's id or address"
    EXTRA = "extra", "Keep as it came"
    IGNORE = "ignore", "Leave out"

    @property
    def hint(self) -> str:
        """What the field takes, in a sentence; blank where its label says it all."""
        return HINTS.get(self, "")


HINTS: Final = {
    Field.HANDLE: "The name in the profile's address, with or without @, or that address; a name may stand beside it: Anna (@anna).",
    Field.NAME_AND_HANDLE: "A name with the handle in any brackets after it, or with @ behind a bar or a dash; or the handle alone.",
    Field.PROFILE_URL: "A profile's web address; gives the platform, and the handle or the platform's id.",
    Field.EXTERNAL_ID: "What the platform itself calls the account, as UC… on YouTube. Not a running number.",
    Field.FURTHER: "Handles or addresses of other accounts of the same person, on this platform or another; nothing is counted of them.",
    Field.TITLE: "The name as people read it: spaces, emoji and any script.",
    Field.MIDDLE_NAME: "Put between the display name, where that is the first name alone, and the last name.",
    Field.FAMILY_NAME: "Put behind the display name, where that is the first name alone.",
    Field.TOPICS: "Several columns may be topics; a cell is split at | ; and ,",
    Field.TAKEN_ON: "The day on which the row's counts were true; a spreadsheet's number of a day, or a clock's, is read too.",
    Field.LIKES: "An average over posts, not the sum of all. -1 stands for hidden likes, and is missing.",
    Field.COMMENTS: "An average over posts, not the sum of all.",
    Field.SHARES: "An average over posts, not the sum of all.",
    Field.VIEWS: "An average over posts, not the sum of all.",
    Field.ENGAGEMENTS: "Likes and comments together, an average over posts.",
    Field.ENGAGEMENT_RATE: "As the source states it; without what it divides by, it is shown but never scored.",
    Field.ENGAGEMENT_RATE_PER_FOLLOWER: "(likes + comments) / followers",
    Field.ENGAGEMENT_RATE_PER_VIEW: "(likes + comments) / views",
    Field.COUNTRY: "A name in any of forty languages, a code or a flag; of Berlin, Germany the last part.",
    Field.POST: "Where each row is a post: one that stands there twice counts once.",
    Field.EXTRA: "Kept with the counts and shown, never scored. Prices, reach and contact details belong here.",
}

# The last column of the rejected rows' download, which may come back mended.
REASON_COLUMN: Final = "reason"

# By the field's name in a snapshot.
COUNT_LIMITS: Final = {Field(name): most for name, most in MOST.items() if name != "engagement_rate"}
WHOLE_COUNTS: Final = frozenset({Field.FOLLOWERS, Field.FOLLOWING, Field.POSTS})
PER_POST: Final = frozenset(COUNT_LIMITS) - WHOLE_COUNTS
RATE_DEFINITIONS: Final = {
    Field.ENGAGEMENT_RATE: RateDefinition.UNSTATED,
    Field.ENGAGEMENT_RATE_PER_FOLLOWER: RateDefinition.PER_FOLLOWER,
    Field.ENGAGEMENT_RATE_PER_VIEW: RateDefinition.PER_VIEW,
}
# What a rate divides by; "" where that cannot be told.
RateBase = Literal["followers", "views", ""]
RATE_LIMIT: Final = MOST["engagement_rate"]
IDENTITIES: Final = frozenset({Field.HANDLE, Field.NAME_AND_HANDLE, Field.PROFILE_URL, Field.EXTERNAL_ID})
# In which addresses may stand, be it that some rows have an id.
ADDRESSED: Final = (Field.PROFILE_URL, Field.EXTERNAL_ID)
# Some exporters write 3 for likes that are hidden: no account of so many followers averages three.
HIDDEN_LIKES: Final = 3
LARGE: Final = 10_000
# What is said of one account, and never of the same person's others.
OF_ONE_ACCOUNT: Final = IDENTITIES | frozenset({*COUNT_LIMITS, *RATE_DEFINITIONS})
# Of these a list has as many columns as it likes; of every other field one.
REPEATABLE: Final = frozenset({Field.TOPICS, Field.FURTHER, Field.EXTRA, Field.IGNORE, *COUNT_LIMITS})


def most_of(field: Field) -> int:
    """What no count of this field is over as it is read: nobody has a billion followers, though more may be kept."""
    return min(COUNT_LIMITS[field], BILLION) if field in WHOLE_COUNTS else COUNT_LIMITS[field]
