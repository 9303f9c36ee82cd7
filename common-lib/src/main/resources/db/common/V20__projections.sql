-- What other services' compacted topics say, as far as this one has read.
CREATE TABLE projections (
    topic         text   NOT NULL,
    key           text   NOT NULL,
    version       bigint NOT NULL,
    type          text,
    payload       bytea,
    record_offset bigint NOT NULL,
    PRIMARY KEY (topic, key),
    -- A tombstone takes both; the version stays, so that a late record cannot bring back what is gone.
    CHECK ((type IS NULL) = (payload IS NULL))
);

-- Positions live beside what was read up to them: a restored database goes on from where its rows end.
CREATE TABLE projection_positions (
    topic       text   NOT NULL,
    partition   int    NOT NULL,
    next_offset bigint NOT NULL,
    PRIMARY KEY (topic, partition)
);

-- Topics that have once been read whole: from then on what is not there does not exist.
CREATE TABLE projection_loads (
    topic     text        PRIMARY KEY,
    loaded_at timestamptz NOT NULL DEFAULT now()
);
