-- What conversions can become besides paid, what that was decided by, and who decides on what is held.

ALTER TABLE conversions DROP CONSTRAINT conversions_status_check;
ALTER TABLE conversions
    ADD COLUMN experiment_id      text,
    ADD COLUMN experiment_version bigint,
    ADD COLUMN variant_id         text,
    ADD COLUMN score              integer NOT NULL DEFAULT 0 CHECK (score >= 0),
    ADD COLUMN reasons            text[]  NOT NULL DEFAULT '{}',
    ADD COLUMN release_at         timestamptz,
    -- Whether its reward was ever given; what is reversed afterwards takes back exactly that.
    ADD COLUMN credited           boolean NOT NULL DEFAULT true,
    -- How many of the player's had been credited or held before this one: two of these tell how many lie between.
    ADD COLUMN counted_before     bigint  NOT NULL DEFAULT 0 CHECK (counted_before >= 0),
    -- What the network sent, without signature and token.
    ADD COLUMN received           jsonb   NOT NULL DEFAULT '{}',
    ADD CONSTRAINT conversions_status CHECK (status IN ('rewarded', 'held', 'rejected', 'reversed')),
    ADD CONSTRAINT conversions_held_until CHECK (status <> 'held' OR release_at IS NOT NULL),
    ADD CONSTRAINT conversions_credited CHECK (
        CASE status WHEN 'rewarded' THEN credited WHEN 'reversed' THEN true ELSE NOT credited END),
    ADD CONSTRAINT conversions_of_whole_experiment CHECK (
        (experiment_id IS NULL) = (variant_id IS NULL) AND (experiment_id IS NULL) = (experiment_version IS NULL));
ALTER TABLE conversions ALTER COLUMN credited DROP DEFAULT;

-- What is due, and what operators look through: few rows, however many there are of the others.
CREATE INDEX conversions_held ON conversions (release_at, conversion_id) WHERE status = 'held';

-- What a player's day has seen, kept beside the conversions so that nobody counts them: the cap, the consecutive days and
-- how often they come cost one look each, on the busiest account as on the quietest.
CREATE TABLE player_days (
    player_id text    NOT NULL,
    day       date    NOT NULL,
    -- What was credited or held.
    earned_gc bigint  NOT NULL CHECK (earned_gc >= 0),
    credited  boolean NOT NULL,
    -- Of all the player's days up to this one.
    counted   bigint  NOT NULL CHECK (counted >= 0),
    PRIMARY KEY (player_id, day)
);

-- Who was seen at an address or on a device, and when last. A clue is an id made of either.
CREATE TABLE sightings (
    clue      uuid        NOT NULL,
    player_id text        NOT NULL,
    seen_at   timestamptz NOT NULL,
    PRIMARY KEY (clue, player_id)
);

CREATE INDEX sightings_by_time ON sightings (clue, seen_at DESC) INCLUDE (player_id);

-- The variant that a unit met first stands for ever.
CREATE TABLE unit_variants (
    experiment_id text        NOT NULL,
    unit_id       text        NOT NULL,
    variant_id    text        NOT NULL,
    version       bigint      NOT NULL,
    unit_kind     text        NOT NULL CHECK (unit_kind IN ('player', 'guild')),
    at            timestamptz NOT NULL,
    PRIMARY KEY (experiment_id, unit_id)
);

CREATE INDEX unit_variants_of_unit ON unit_variants (unit_id);

-- Which players met it; each is told once.
CREATE TABLE exposures (
    experiment_id text        NOT NULL,
    unit_id       text        NOT NULL,
    player_id     text        NOT NULL,
    at            timestamptz NOT NULL,
    PRIMARY KEY (experiment_id, unit_id, player_id),
    FOREIGN KEY (experiment_id, unit_id) REFERENCES unit_variants ON UPDATE CASCADE
);

CREATE INDEX exposures_of_player ON exposures (player_id);

-- What networks took back. One for each conversion: whatever comes again is a duplicate. A parked one waits for its
-- original; an ignored one has met nothing that was ever given, and takes back whatever should still come.
CREATE TABLE reversals (
    conversion_id          uuid        PRIMARY KEY,
    state                  text        NOT NULL CHECK (state IN ('parked', 'applied', 'ignored')),
    network                text        NOT NULL,
    network_transaction_id text        NOT NULL,
    amount_gc              bigint      NOT NULL CHECK (amount_gc >= 0),
    received_at            timestamptz NOT NULL
);

CREATE INDEX reversals_parked ON reversals (received_at, conversion_id) WHERE state = 'parked';

-- Ids of what came and was worth nothing, so that whoever takes it back is told so.
CREATE TABLE unpaid (
    conversion_id uuid        PRIMARY KEY,
    received_at   timestamptz NOT NULL
);

-- Of what came without consent a network may take back no more than it ever gave.
ALTER TABLE unconsented ADD COLUMN reversed_at timestamptz;

-- The same id came again with another amount; the first stands.
CREATE TABLE conflicts (
    conversion_id uuid        NOT NULL,
    other_gc      bigint      NOT NULL,
    first_gc      bigint      NOT NULL,
    received_at   timestamptz NOT NULL,
    PRIMARY KEY (conversion_id, other_gc)
);

CREATE INDEX quarantine_by_age ON quarantine (received_at, quarantine_id);

-- An operator is a person too: who they are stands here alone, so that they can be forgotten and what they did stays.
CREATE TABLE operators (
    operator_id uuid PRIMARY KEY DEFAULT uuidv7(),
    subject     text NOT NULL CONSTRAINT operator_of_subject UNIQUE CHECK (length(subject) BETWEEN 1 AND 200)
);

-- What operators decided on what was held; each is decided once.
CREATE TABLE reviews (
    conversion_id uuid        PRIMARY KEY REFERENCES conversion_keys,
    decision      text        NOT NULL CHECK (decision IN ('approved', 'rejected')),
    operator_id   uuid        NOT NULL REFERENCES operators,
    reason        text        NOT NULL CHECK (length(reason) BETWEEN 1 AND 200),
    at            timestamptz NOT NULL
);

-- What was decided and by what never changes. What becomes of it does, and so does whom it leads to.
REVOKE UPDATE, DELETE, TRUNCATE ON conversions, conversion_keys, reviews, conflicts, unconsented FROM ads_app;
GRANT UPDATE (status, credited, player_id, received) ON conversions TO ads_app;
GRANT UPDATE (reversed_at) ON unconsented TO ads_app;
REVOKE DELETE, TRUNCATE ON operators, unit_variants FROM ads_app;
