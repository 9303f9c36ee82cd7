-- Who has agreed that we process their conversions, and since when. Each change is a row: it is the proof.
CREATE TABLE consents (
    consent_id     bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    player_id      text        NOT NULL CHECK (player_id ~ '^[0-9]{17,20}$'),
    granted        boolean     NOT NULL,
    policy_version text        NOT NULL,
    at             timestamptz NOT NULL
);

CREATE INDEX consents_of_player ON consents (player_id, consent_id DESC);

-- The permanent defence against replay: a conversion's id is made from its network and the network's own id, so this
-- key is the unique key on both. It outlives the partitions of what it guards.
CREATE TABLE conversion_keys (
    conversion_id uuid PRIMARY KEY,
    received_at   timestamptz NOT NULL
);

CREATE TABLE conversions (
    conversion_id          uuid        NOT NULL REFERENCES conversion_keys,
    network                text        NOT NULL,
    network_transaction_id text        NOT NULL,
    player_id              text        NOT NULL,
    guild_id               text,
    ad_type                text        NOT NULL,
    status                 text        NOT NULL CHECK (status IN ('rewarded')),
    base_gc                bigint      NOT NULL CHECK (base_gc > 0),
    tier                   text        NOT NULL,
    tier_bp                integer     NOT NULL,
    bonus_bp               integer     NOT NULL,
    experiment_bp          integer     NOT NULL,
    capped_gc              bigint      NOT NULL CHECK (capped_gc >= 0),
    reward_gc              bigint      NOT NULL CHECK (reward_gc >= 0),
    payout_micros_usd      bigint      NOT NULL,
    received_at            timestamptz NOT NULL,
    PRIMARY KEY (conversion_id, received_at)
) PARTITION BY RANGE (received_at);

CREATE INDEX conversions_of_player ON conversions (player_id, received_at DESC);

SELECT partition_by_month('conversions', 'received_at', NULL);

-- Of a conversion without consent nothing personal is kept: a keyed hash tells a repeat, and nobody else anything.
CREATE TABLE unconsented (
    hash        bytea PRIMARY KEY CHECK (length(hash) = 32),
    received_at timestamptz NOT NULL
);

-- Validly signed and yet unusable: kept whole for an operator, never paid.
CREATE TABLE quarantine (
    quarantine_id uuid PRIMARY KEY,
    network       text        NOT NULL,
    reason        text        NOT NULL,
    query         text        NOT NULL,
    received_at   timestamptz NOT NULL
);
