-- What operators do by hand, and who of them did it.

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
    -- What was acted on, by an id that is nobody's.
    target      text        NOT NULL CHECK (length(target) BETWEEN 1 AND 100),
    reason      text        NOT NULL CHECK (length(reason) BETWEEN 1 AND 200),
    -- Read newest first.
    PRIMARY KEY (at, audit_id)
) PARTITION BY RANGE (at);

SELECT partition_by_month('audit_log', 'at', NULL);

-- Grants and adjustments that one person alone may not make. The id is that of the transfer which they become.
CREATE TABLE adjustments (
    adjustment_id uuid        PRIMARY KEY,
    kind          text        NOT NULL CHECK (kind IN ('grant', 'adjustment')),
    cause         text        NOT NULL,
    account_id    uuid        NOT NULL REFERENCES accounts,
    mode          text        NOT NULL CHECK (mode IN ('increment', 'set')),
    amount        bigint      NOT NULL,
    reason        text        NOT NULL CHECK (length(reason) BETWEEN 1 AND 200),
    state         text        NOT NULL CHECK (state IN ('pending-approval', 'approved', 'withdrawn')),
    asked_by      uuid        NOT NULL REFERENCES operators,
    asked_at      timestamptz NOT NULL,
    approved_by   uuid        REFERENCES operators,
    approved_at   timestamptz,
    -- By how much the balance changed when it was approved; 0 where it was already what it was to be.
    posted_amount bigint,
    CONSTRAINT approved_by_another CHECK (approved_by <> asked_by),
    CONSTRAINT approved_whole CHECK (
        (state = 'approved') = (approved_by IS NOT NULL)
        AND (approved_by IS NULL) = (approved_at IS NULL)
        AND (approved_by IS NULL) = (posted_amount IS NULL))
);

CREATE INDEX adjustments_by_state ON adjustments (state, asked_at, adjustment_id);
CREATE INDEX adjustments_by_age ON adjustments (asked_at, adjustment_id);

REVOKE UPDATE, DELETE, TRUNCATE ON audit_log FROM billing_app;
REVOKE DELETE, TRUNCATE ON operators FROM billing_app;
REVOKE UPDATE, DELETE, TRUNCATE ON adjustments FROM billing_app;
GRANT UPDATE (state, approved_by, approved_at, posted_amount) ON adjustments TO billing_app;
