-- The rows that one credited conversion leaves behind, and nothing of the suite: what PostgreSQL itself can do with them.
CREATE TABLE conversions (
    id          bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    network     text        NOT NULL,
    external_id text        NOT NULL,
    player      bigint      NOT NULL,
    gc          bigint      NOT NULL,
    variant     text,
    at          timestamptz NOT NULL DEFAULT now(),
    UNIQUE (network, external_id)
);
CREATE INDEX conversions_of_player ON conversions (player, at);

CREATE TABLE accounts (
    id      bigint PRIMARY KEY,
    balance bigint NOT NULL DEFAULT 0,
    version bigint NOT NULL DEFAULT 0
) WITH (fillfactor = 70);

CREATE TABLE postings (
    id          bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    external_id text        NOT NULL,
    account     bigint      NOT NULL,
    gc          bigint      NOT NULL,
    at          timestamptz NOT NULL DEFAULT now()
);
CREATE INDEX postings_of_account ON postings (account, id);

CREATE TABLE outbox (
    id      bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    topic   text        NOT NULL,
    key     text        NOT NULL,
    payload jsonb       NOT NULL,
    at      timestamptz NOT NULL DEFAULT now()
);

CREATE TABLE inbox (
    consumer text        NOT NULL,
    cause    text        NOT NULL,
    at       timestamptz NOT NULL DEFAULT now(),
    PRIMARY KEY (consumer, cause)
);

-- 0 is the house.
INSERT INTO accounts (id) SELECT number FROM generate_series(0, 100000) AS number;
ANALYZE;
