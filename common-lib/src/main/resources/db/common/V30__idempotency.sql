-- What was answered to a request with an Idempotency-Key, so that its repeat hears the same. The id is made from
-- subject, method, path and key. Ids of money are made from it as well and never lapse, so that a row that is gone, or
-- was never finished, doubles nothing: it only costs the caller the remembered words.
CREATE TABLE idempotency (
    id           uuid        PRIMARY KEY,
    body_hash    bytea       NOT NULL CHECK (octet_length(body_hash) = 32),
    lease_id     uuid        NOT NULL,
    lease_until  timestamptz NOT NULL,
    status       smallint    CHECK (status BETWEEN 200 AND 499),
    content_type text        CHECK (length(content_type) <= 200),
    location     text        CHECK (length(location) <= 2000),
    body         text        CHECK (octet_length(body) <= 65536),
    created_at   timestamptz NOT NULL DEFAULT now(),
    CONSTRAINT idempotency_answer_whole CHECK ((status IS NULL) = (body IS NULL))
);

-- Not partitioned by time: the key must be unique for as long as it is kept. Old rows leave in small batches by this.
CREATE INDEX idempotency_by_age ON idempotency (created_at);
