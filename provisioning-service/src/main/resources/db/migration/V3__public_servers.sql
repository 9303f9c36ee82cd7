-- Servers that a guild shows to everybody.
CREATE TABLE listings (
    server_id uuid PRIMARY KEY REFERENCES servers,
    listed_at timestamptz NOT NULL
);

-- What members of other guilds think of them, one word each.
CREATE TABLE reviews (
    review_id uuid        NOT NULL DEFAULT uuidv7() UNIQUE,
    server_id uuid        NOT NULL REFERENCES servers,
    person_id uuid        NOT NULL REFERENCES people,
    stars     int         NOT NULL CHECK (stars BETWEEN 1 AND 5),
    text      text        NOT NULL CHECK (length(text) <= 1000),
    -- Taken away by a moderator: what was written is gone, and its author does not write again.
    removed   boolean     NOT NULL DEFAULT false,
    at        timestamptz NOT NULL,
    PRIMARY KEY (server_id, person_id),
    CONSTRAINT removed_is_gone CHECK (NOT removed OR text = '')
);

CREATE INDEX reviews_by_age ON reviews (server_id, at DESC, review_id DESC);
CREATE INDEX reviews_by_person ON reviews (person_id);
