-- A server from the wish to its end.
CREATE TABLE servers (
    server_id        uuid PRIMARY KEY,
    guild_id         text        NOT NULL,
    name             text        NOT NULL CHECK (length(name) BETWEEN 1 AND 60),
    template_id      text        NOT NULL REFERENCES templates,
    game             text        NOT NULL,
    requested_by     uuid        NOT NULL REFERENCES people,
    requested_at     timestamptz NOT NULL,
    -- What was asked for, at the prices of that moment.
    hours            int         NOT NULL CHECK (hours > 0),
    setup_gc         bigint      NOT NULL CHECK (setup_gc >= 0),
    hourly_gc        bigint      NOT NULL CHECK (hourly_gc > 0),
    auto_renew       boolean     NOT NULL,
    approvals_needed int         NOT NULL CHECK (approvals_needed >= 0),

    state            text        NOT NULL,
    came_from        text        NOT NULL,
    since            timestamptz NOT NULL,

    -- The game is gs-<serverId>-<generation>: counted before it is made, so that whoever tries again makes the same one.
    generation       int         NOT NULL,
    -- Games up to this generation are deleted.
    cleared          int         NOT NULL,
    game_seen        boolean     NOT NULL,
    replaced         int         NOT NULL,
    start_by         timestamptz,
    host             text,
    port             int,
    players          int,
    idle_since       timestamptz,
    broken_since     timestamptz,

    first_active_at  timestamptz,
    paid_until       timestamptz,
    -- Until when the game ran, while it does not.
    ran_until        timestamptz,
    asleep_since     timestamptz,
    grace_until      timestamptz,
    wakes            int         NOT NULL,
    wake_wanted_at   timestamptz,
    wake_failures    int         NOT NULL,
    wake_after       timestamptz,
    -- The last warning that was given and still holds.
    warned_minutes   int,
    failing          boolean     NOT NULL,
    end_reason       text,

    -- When somebody has to look at it next; never again where there is no such time.
    next_at          timestamptz,

    -- The same table of edges as in ServerState; a test compares them.
    CONSTRAINT legal_edge CHECK ((came_from, state) IN (
        ('requested', 'requested'), ('requested', 'approved'), ('requested', 'refused'),
        ('approved', 'funding'), ('approved', 'stopping'),
        ('funding', 'starting'), ('funding', 'stopping'),
        ('starting', 'active'), ('starting', 'asleep'), ('starting', 'suspended'), ('starting', 'stopping'),
        ('active', 'asleep'), ('active', 'suspended'), ('active', 'stopping'),
        ('asleep', 'starting'), ('asleep', 'stopping'),
        ('suspended', 'starting'), ('suspended', 'stopping'),
        ('stopping', 'ended'), ('stopping', 'failed'))),
    CONSTRAINT paid_while_active CHECK (state <> 'active' OR (paid_until IS NOT NULL AND host IS NOT NULL)),
    CONSTRAINT game_while_running CHECK (state NOT IN ('starting', 'active') OR generation > cleared),
    CONSTRAINT cleared_in_the_end CHECK (state NOT IN ('ended', 'failed') OR generation = cleared),
    CONSTRAINT watched_until_the_end CHECK ((state IN ('ended', 'failed', 'refused')) = (next_at IS NULL))
) WITH (fillfactor = 70);

CREATE UNIQUE INDEX servers_by_name ON servers (guild_id, name)
    WHERE state NOT IN ('ended', 'failed', 'refused');
CREATE INDEX servers_due ON servers (next_at) WHERE next_at IS NOT NULL;
CREATE INDEX servers_of_guild ON servers (guild_id, requested_at DESC, server_id);
CREATE INDEX servers_by_person ON servers (requested_by);

CREATE TABLE approvals (
    server_id uuid        NOT NULL REFERENCES servers,
    person_id uuid        NOT NULL REFERENCES people,
    at        timestamptz NOT NULL,
    PRIMARY KEY (server_id, person_id)
);

-- What was asked of the guild's treasury, at an amount that is frozen before it is asked for the first time, and what was
-- answered. Permanent, as billing's side of it is: an answer finds its request however late it comes.
CREATE TABLE money_requests (
    request_id uuid PRIMARY KEY,
    server_id  uuid        NOT NULL REFERENCES servers,
    purpose    text        NOT NULL,
    kind       text        NOT NULL CHECK (kind IN ('hold', 'charge')),
    setup_gc   bigint      NOT NULL CHECK (setup_gc >= 0),
    hourly_gc  bigint      NOT NULL CHECK (hourly_gc > 0),
    hours      int         NOT NULL CHECK (hours > 0),
    amount     bigint      NOT NULL,
    state      text        NOT NULL CHECK (state IN (
        'asked', 'refused', 'held', 'using', 'releasing', 'posted', 'voided', 'charged', 'dropped')),
    missing    bigint,
    made_at    timestamptz NOT NULL,
    asked_at   timestamptz NOT NULL,
    -- Whether the ledger has told of the payment; its fact and the answer come by different ways.
    in_ledger  boolean     NOT NULL DEFAULT false,
    CONSTRAINT amount_of_parts CHECK (amount = setup_gc + hourly_gc * hours),
    CONSTRAINT state_of_kind CHECK (
        CASE kind WHEN 'hold' THEN state NOT IN ('charged', 'dropped')
                  ELSE state NOT IN ('held', 'using', 'releasing', 'posted', 'voided') END),
    CONSTRAINT one_request_per_purpose UNIQUE (server_id, purpose)
) WITH (fillfactor = 80);

CREATE INDEX money_requests_open ON money_requests (server_id)
    WHERE state IN ('asked', 'refused', 'held', 'using', 'releasing');
-- Those of which the answer has come and the ledger's fact has not, or the other way about.
CREATE INDEX money_requests_half_known ON money_requests (server_id, made_at)
    WHERE in_ledger <> (state IN ('charged', 'posted'));

-- An hour that was paid, and what of it has come back; index -1 is the set-up. No hour comes back twice.
CREATE TABLE server_hours (
    request_id  uuid        NOT NULL REFERENCES money_requests,
    index       int         NOT NULL CHECK (index >= -1),
    server_id   uuid        NOT NULL REFERENCES servers,
    starts_at   timestamptz NOT NULL,
    price       bigint      NOT NULL CHECK (price > 0),
    refunded_gc bigint      NOT NULL DEFAULT 0,
    PRIMARY KEY (request_id, index),
    CONSTRAINT refunded_within_price CHECK (refunded_gc BETWEEN 0 AND price)
) WITH (fillfactor = 80);

-- No hour is paid twice.
CREATE UNIQUE INDEX server_hours_once ON server_hours (server_id, starts_at) WHERE index >= 0 AND refunded_gc < price;
CREATE INDEX server_hours_of ON server_hours (server_id, starts_at);

CREATE TABLE refunds (
    refund_id  uuid PRIMARY KEY,
    request_id uuid        NOT NULL REFERENCES money_requests,
    server_id  uuid        NOT NULL REFERENCES servers,
    amount     bigint      NOT NULL CHECK (amount > 0),
    reason     text        NOT NULL CHECK (reason IN ('ended', 'failed', 'late', 'asleep', 'sla')),
    at         timestamptz NOT NULL
);

CREATE INDEX refunds_of ON refunds (server_id);

-- When a server was paid and did not run well.
CREATE TABLE outages (
    server_id uuid        NOT NULL REFERENCES servers,
    began_at  timestamptz NOT NULL,
    ended_at  timestamptz NOT NULL CHECK (ended_at > began_at),
    PRIMARY KEY (server_id, began_at)
);

CREATE INDEX outages_by_end ON outages (ended_at);

-- Days for which outages have been refunded.
CREATE TABLE sla_days (
    day date PRIMARY KEY
);

-- What each guild's treasury has, as the ledger said last.
CREATE TABLE treasuries (
    guild_id    text PRIMARY KEY,
    available   bigint      NOT NULL,
    sequence    bigint      NOT NULL,
    credited_at timestamptz
);

REVOKE DELETE, TRUNCATE ON servers, money_requests, server_hours, refunds, outages FROM provisioning_app;
REVOKE UPDATE ON money_requests, server_hours, refunds, outages FROM provisioning_app;
GRANT UPDATE (state, missing, asked_at, in_ledger) ON money_requests TO provisioning_app;
GRANT UPDATE (refunded_gc) ON server_hours TO provisioning_app;
