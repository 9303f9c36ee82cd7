-- What is compared, and what came of it.

CREATE TABLE experiments (
    -- What other tables know it by: four bytes instead of a text.
    experiment_no   integer     GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    experiment_id   text        NOT NULL CONSTRAINT experiment_by_id UNIQUE CHECK (experiment_id ~ '^[A-Za-z0-9][A-Za-z0-9._-]{0,63}$'),
    version         bigint      NOT NULL CHECK (version > 0),
    status          text        NOT NULL CONSTRAINT experiments_status
                                CHECK (status IN ('draft', 'running', 'paused', 'completed', 'archived')),
    name            text        NOT NULL CHECK (length(name) BETWEEN 1 AND 200),
    hypothesis      text        NOT NULL CHECK (length(hypothesis) <= 2000),
    unit_kind       text        NOT NULL CHECK (unit_kind IN ('player', 'guild')),
    traffic_bp      integer     NOT NULL CHECK (traffic_bp BETWEEN 0 AND 10000),
    hash_version    text        NOT NULL CHECK (hash_version IN ('v1', 'v2', 'md5')),
    seed            text        NOT NULL CHECK (length(seed) BETWEEN 1 AND 100),
    namespace_id    text,
    namespace_from  integer,
    namespace_to    integer,
    primary_metric  text        NOT NULL CHECK (length(primary_metric) BETWEEN 1 AND 64),
    guardrails      jsonb       NOT NULL,
    arms            jsonb       NOT NULL,
    starts_at       timestamptz NOT NULL,
    ends_at         timestamptz NOT NULL,
    -- Whether it was made before its time, and so begins when that has come.
    starts_itself   boolean     NOT NULL,
    created_at      timestamptz NOT NULL,
    archived_at     timestamptz,
    -- When its units were first found to be shared out otherwise than they should be.
    srm_failed_at   timestamptz,
    -- Its last record on the topic is a tombstone.
    forgotten       boolean     NOT NULL DEFAULT false,
    CONSTRAINT experiments_period CHECK (starts_at < ends_at),
    CONSTRAINT experiments_namespace CHECK (
        (namespace_id IS NULL) = (namespace_from IS NULL) AND (namespace_id IS NULL) = (namespace_to IS NULL)
        AND 0 <= namespace_from AND namespace_from < namespace_to AND namespace_to <= 10000),
    CONSTRAINT experiments_archived CHECK ((status = 'archived') = (archived_at IS NOT NULL))
);

CREATE INDEX experiments_by_age ON experiments (created_at, experiment_no);
CREATE INDEX experiments_in_namespace ON experiments (namespace_id) WHERE status IN ('running', 'paused');
CREATE INDEX experiments_to_start ON experiments (starts_at) WHERE status = 'draft' AND starts_itself;
CREATE INDEX experiments_to_end ON experiments (ends_at) WHERE status IN ('running', 'paused');
CREATE INDEX experiments_to_forget ON experiments (archived_at) WHERE status = 'archived' AND NOT forgotten;

-- An assignment never flips: whatever gives units their variants is fixed once they may have met one. The same table of
-- edges stands in the code.
CREATE FUNCTION refuse_flips() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF NEW.status <> OLD.status AND (OLD.status, NEW.status) NOT IN (
            ('draft', 'running'), ('running', 'paused'), ('paused', 'running'), ('running', 'completed'),
            ('paused', 'completed'), ('draft', 'archived'), ('completed', 'archived')) THEN
        RAISE EXCEPTION 'an experiment that is % cannot become %', OLD.status, NEW.status
            USING ERRCODE = 'check_violation';
    END IF;
    IF OLD.status <> 'draft' AND (
            (NEW.experiment_id, NEW.unit_kind, NEW.hash_version, NEW.seed, NEW.arms)
                IS DISTINCT FROM (OLD.experiment_id, OLD.unit_kind, OLD.hash_version, OLD.seed, OLD.arms)
            OR (NEW.namespace_id, NEW.namespace_from, NEW.namespace_to)
                IS DISTINCT FROM (OLD.namespace_id, OLD.namespace_from, OLD.namespace_to)
            OR NEW.traffic_bp < OLD.traffic_bp) THEN
        RAISE EXCEPTION 'experiment % has begun: its units keep their variants', OLD.experiment_id
            USING ERRCODE = 'check_violation';
    END IF;
    IF NEW.version < OLD.version THEN
        RAISE EXCEPTION 'the version of experiment % only grows', OLD.experiment_id USING ERRCODE = 'check_violation';
    END IF;
    RETURN NEW;
END $$;

CREATE TRIGGER experiments_never_flip BEFORE UPDATE ON experiments
    FOR EACH ROW EXECUTE FUNCTION refuse_flips();

-- Every unit that met an experiment, and what came of it so far: kept up in the commit that takes a fact, so that
-- reading costs a row for each unit however much it did. What comes before a unit's exposure waits here with it.
CREATE TABLE units (
    experiment_no integer NOT NULL REFERENCES experiments,
    unit_id       text    NOT NULL CHECK (length(unit_id) BETWEEN 1 AND 100),
    -- The variant of the first exposure; none as long as only outcomes have come.
    variant_id    text    COLLATE "C",
    exposed_at    timestamptz,
    -- Conversions that were rewarded, whatever became of them; that had an end; that were refused; that were taken back.
    conversions   bigint  NOT NULL DEFAULT 0,
    decided       bigint  NOT NULL DEFAULT 0,
    rejected      bigint  NOT NULL DEFAULT 0,
    reversed      bigint  NOT NULL DEFAULT 0,
    -- As rewarded, and without what was taken back.
    reward_gc     bigint  NOT NULL DEFAULT 0,
    kept_gc       bigint  NOT NULL DEFAULT 0,
    -- Without what was taken back.
    payout_micros bigint  NOT NULL DEFAULT 0,
    PRIMARY KEY (experiment_no, unit_id),
    CONSTRAINT units_exposed_whole CHECK ((variant_id IS NULL) = (exposed_at IS NULL))
) WITH (fillfactor = 80);

CREATE INDEX units_by_id ON units (unit_id);

-- Which players met an experiment, when first, and through which unit: what they pay afterwards is that unit's.
CREATE TABLE exposed_players (
    experiment_no integer     NOT NULL REFERENCES experiments,
    player_id     text        NOT NULL,
    unit_id       text        COLLATE "C" NOT NULL,
    at            timestamptz NOT NULL,
    PRIMARY KEY (experiment_no, player_id)
);

CREATE INDEX exposed_players_by_id ON exposed_players (player_id);

-- What is known of each conversion. Its facts come in any order and more than once; the row is the same in the end.
CREATE TABLE conversions (
    conversion_id         uuid        NOT NULL,
    received_at           timestamptz NOT NULL,
    experiment_no         integer     NOT NULL REFERENCES experiments,
    -- Whose it is, by each fact: a player who was erased in between has another name in the later ones.
    rewarded_unit         text,
    rejected_unit         text,
    reversed_unit         text,
    reward_gc             bigint      NOT NULL DEFAULT 0,
    payout_micros         bigint      NOT NULL DEFAULT 0,
    reversed_gc           bigint      NOT NULL DEFAULT 0,
    reversed_micros       bigint      NOT NULL DEFAULT 0,
    PRIMARY KEY (conversion_id, received_at)
) PARTITION BY RANGE (received_at);

CREATE INDEX conversions_rewarded_to ON conversions (rewarded_unit);
CREATE INDEX conversions_rejected_of ON conversions (rejected_unit) WHERE rejected_unit IS NOT NULL;
CREATE INDEX conversions_reversed_of ON conversions (reversed_unit) WHERE reversed_unit IS NOT NULL;

SELECT partition_by_month('conversions', 'received_at', NULL);

-- What players paid. Few beside conversions, and each counts once for ever, so this one is not partitioned; which
-- experiments it counts in is found when they are read.
CREATE TABLE payments (
    payment_id uuid        PRIMARY KEY,
    player_id  text        NOT NULL,
    micros_usd bigint      NOT NULL CHECK (micros_usd >= 0),
    at         timestamptz NOT NULL
);

CREATE INDEX payments_of_player ON payments (player_id, at);

-- What somebody counted besides.
CREATE TABLE custom_events (
    event_id      uuid           NOT NULL,
    at            timestamptz    NOT NULL,
    experiment_no integer        NOT NULL REFERENCES experiments,
    unit_id       text           NOT NULL,
    type          text           NOT NULL CHECK (length(type) BETWEEN 1 AND 64),
    value         numeric(18, 9) NOT NULL,
    PRIMARY KEY (event_id, at)
) PARTITION BY RANGE (at);

CREATE INDEX custom_events_of_unit ON custom_events (unit_id);

SELECT partition_by_month('custom_events', 'at', NULL);

-- What they call it; each experiment knows some few.
CREATE TABLE metric_types (
    experiment_no integer NOT NULL REFERENCES experiments,
    type          text    NOT NULL CHECK (length(type) BETWEEN 1 AND 64),
    PRIMARY KEY (experiment_no, type)
);

CREATE TABLE unit_metrics (
    experiment_no integer        NOT NULL,
    unit_id       text           NOT NULL,
    type          text           NOT NULL,
    events        bigint         NOT NULL CHECK (events > 0),
    total         numeric(38, 9) NOT NULL,
    PRIMARY KEY (experiment_no, type, unit_id),
    FOREIGN KEY (experiment_no, unit_id) REFERENCES units ON UPDATE CASCADE,
    FOREIGN KEY (experiment_no, type) REFERENCES metric_types
);

CREATE INDEX unit_metrics_of_unit ON unit_metrics (experiment_no, unit_id);

-- An operator is a person too: who they are stands here alone, so that they can be forgotten and what they did stays.
CREATE TABLE operators (
    operator_id uuid PRIMARY KEY DEFAULT uuidv7(),
    subject     text NOT NULL CONSTRAINT operator_of_subject UNIQUE CHECK (length(subject) BETWEEN 1 AND 200)
);

CREATE TABLE audit_log (
    audit_id    uuid        NOT NULL DEFAULT uuidv7(),
    at          timestamptz NOT NULL,
    operator_id uuid        NOT NULL,
    action      text        NOT NULL CHECK (length(action) BETWEEN 1 AND 64),
    target      text        NOT NULL CHECK (length(target) BETWEEN 1 AND 100),
    reason      text        NOT NULL CHECK (length(reason) BETWEEN 1 AND 200),
    -- Read newest first.
    PRIMARY KEY (at, audit_id)
) PARTITION BY RANGE (at);

SELECT partition_by_month('audit_log', 'at', NULL);

REVOKE DELETE, TRUNCATE ON experiments, units, exposed_players, conversions, payments, custom_events, metric_types, unit_metrics,
    operators FROM experiments_app;
REVOKE UPDATE, DELETE, TRUNCATE ON audit_log FROM experiments_app;
REVOKE UPDATE ON payments, custom_events FROM experiments_app;
GRANT UPDATE (player_id) ON payments TO experiments_app;
GRANT UPDATE (unit_id) ON custom_events TO experiments_app;
