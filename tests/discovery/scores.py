"""Score rows for page tests, written directly: what a recompute would store is tests/scoring's to prove."""

from datetime import UTC, datetime
from typing import Any

from discovery.models import Account
from scoring.models import AccountScore, BenchmarkVersion
from tests.factories import TODAY, make_account


def make_score(account: Account | None = None, **changes: Any) -> AccountScore:
    """A healthy micro account near 100,000 followers, seen on TODAY."""
    account = account or make_account()
    version = BenchmarkVersion.objects.first() or BenchmarkVersion.objects.create(method_version="1-test")
    fields: dict[str, Any] = {
        "benchmark_version": version,
        "method_version": version.method_version,
        "computed_at": datetime(2026, 11, 20, 12, tzinfo=UTC),
        "platform": account.platform,
        "handle_key": (account.handle or account.title).lower(),
        "country": account.country,
        "language": account.language,
        "followers": 100_000,
        "last_seen": TODAY,
        "tier": "micro",
        "sweet_spot": 1.0,
        "rate": 0.0156,
        "rate_definition": "per_follower",
        "engagements": 1_560.0,
        "rate_vs_peers": 1.8,
        "response": 70.0,
        "conversation": 60.0,
        "coverage": 0.5,
        "snapshots": 1,
        "span_days": 0,
        "age_days": 0,
        "confidence": 0.25,
        "deductions": 0.0,
        "peer_trust": 54.0,
        "fit": 57.45,
    }
    return AccountScore.objects.create(account=account, **(fields | changes))


def make_unranked(account: Account | None = None, **changes: Any) -> AccountScore:
    """An account of which too little is known: no part, no peer trust, no fit."""
    names = ("rate", "engagements", "rate_vs_peers", "response", "conversation", "peer_trust", "fit")
    nothing: dict[str, Any] = dict.fromkeys(names) | {"rate_definition": "", "coverage": 0.0, "confidence": 0.0}
    return make_score(account, **(nothing | changes))
