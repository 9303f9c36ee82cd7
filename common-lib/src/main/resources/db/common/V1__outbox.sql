-- A queue: rows leave when Kafka has acknowledged them. Its key starts with the shard because a relay reads shard by
-- shard; ids grow in the order of commits per key, since whoever publishes holds the lock of the key.
CREATE TABLE outbox (
    shard       smallint    NOT NULL CHECK (shard BETWEEN 0 AND 15),
    id          bigint      GENERATED ALWAYS AS IDENTITY,
    topic       text        NOT NULL,
    key         text        NOT NULL,
    event_id    uuid        NOT NULL,
    type        text,
    occurred_at timestamptz NOT NULL,
    traceparent text,
    payload     bytea,
    PRIMARY KEY (shard, id),
    -- The relay sends the rows of a partition in one batch and so must know how large a row can be.
    CONSTRAINT outbox_payload_limit CHECK (octet_length(payload) <= 262144),
    -- A tombstone has neither.
    CONSTRAINT outbox_type_with_payload CHECK ((type IS NULL) = (payload IS NULL))
) WITH (
    -- Everything that is written is soon dead: the default thresholds would let the index grow far beyond its content.
    autovacuum_vacuum_scale_factor = 0,
    autovacuum_vacuum_threshold = 5000,
    autovacuum_vacuum_insert_scale_factor = 0,
    autovacuum_vacuum_insert_threshold = 50000,
    autovacuum_analyze_scale_factor = 0,
    autovacuum_analyze_threshold = 50000,
    autovacuum_vacuum_cost_delay = 0
);
