-- A save of a server's data, in the storage under saves/<guild>/<save>.
CREATE TABLE saves (
    save_id      uuid PRIMARY KEY,
    server_id    uuid        NOT NULL REFERENCES servers,
    guild_id     text        NOT NULL,
    -- end, or export:<n>: why there is one; the id is made of it.
    cause        text        NOT NULL CHECK (cause = 'end' OR cause ~ '^export:[0-9]+$'),
    -- Nobody, where the server's end is the cause.
    requested_by uuid REFERENCES people,
    requested_at timestamptz NOT NULL,
    state        text        NOT NULL,
    came_from    text        NOT NULL,
    since        timestamptz NOT NULL,
    -- The job is save-<save>-<attempt>: counted before it is made, so that whoever tries again makes the same one.
    attempt      int         NOT NULL CHECK (attempt >= 0),
    bytes        bigint CHECK (bytes > 0),
    expires_at   timestamptz,
    reason       text,
    -- When somebody has to look at it next; never again where there is no such time.
    next_at      timestamptz,

    -- The same table of edges as in SaveState; a test compares them.
    CONSTRAINT legal_edge_of_saves CHECK ((came_from, state) IN (
        ('requested', 'requested'), ('requested', 'running'),
        ('running', 'made'), ('running', 'failed'),
        ('made', 'damaged'), ('made', 'expired'), ('damaged', 'expired'))),
    CONSTRAINT made_is_there CHECK ((state IN ('made', 'damaged', 'expired')) = (bytes IS NOT NULL)),
    CONSTRAINT kept_for_a_time CHECK ((state IN ('made', 'damaged', 'expired')) = (expires_at IS NOT NULL)),
    CONSTRAINT watched_until_the_end CHECK ((state IN ('failed', 'expired')) = (next_at IS NULL)),
    CONSTRAINT one_save_per_cause UNIQUE (server_id, cause)
) WITH (fillfactor = 80);

-- One at a time of a server.
CREATE UNIQUE INDEX saves_on_the_way ON saves (server_id) WHERE state IN ('requested', 'running');
CREATE INDEX saves_due ON saves (next_at) WHERE next_at IS NOT NULL;
CREATE INDEX saves_of_guild ON saves (guild_id, requested_at DESC, save_id DESC);
CREATE INDEX saves_by_person ON saves (requested_by) WHERE requested_by IS NOT NULL;

-- A server that starts from a save: its volume is filled before its first game is made.
CREATE TABLE restores (
    server_id uuid PRIMARY KEY REFERENCES servers,
    save_id   uuid NOT NULL REFERENCES saves,
    state     text NOT NULL CHECK (state IN ('running', 'done', 'damaged', 'failed')),
    -- The job is restore-<server>-<attempt>.
    attempt   int  NOT NULL CHECK (attempt > 0)
);

CREATE INDEX restores_of_save ON restores (save_id);

REVOKE DELETE, TRUNCATE ON saves, restores FROM provisioning_app;
