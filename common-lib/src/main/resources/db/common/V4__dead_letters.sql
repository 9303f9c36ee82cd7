-- What a listener could not apply ('waiting'), and what must not overtake it ('parked', only for listeners whose keys
-- wait). Both become 'resent' when they have been applied after all.
CREATE TABLE dead_letters (
    id          bigint      GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    consumer    text        NOT NULL,
    state       text        NOT NULL CHECK (state IN ('waiting', 'parked', 'resent')),
    topic       text        NOT NULL,
    partition   integer     NOT NULL,
    "offset"    bigint      NOT NULL,
    key         text,
    event_id    uuid,
    event_time  timestamptz,
    type        text,
    headers     jsonb       NOT NULL,
    payload     bytea,
    reason      text        NOT NULL CHECK (length(reason) <= 2000),
    created_at  timestamptz NOT NULL,
    resolved_at timestamptz,
    resolved_by text,
    CONSTRAINT dead_letters_resolved CHECK ((state = 'resent') = (resolved_at IS NOT NULL AND resolved_by IS NOT NULL)),
    -- A record that is delivered again is still the same letter.
    CONSTRAINT dead_letters_once UNIQUE (consumer, topic, partition, "offset")
);

-- What is still open, in the order in which a key's letters are to be applied.
CREATE INDEX dead_letters_open ON dead_letters (consumer, key, id) WHERE state <> 'resent';
