-- One ledger for every unit of money: double entry, correct by adding.

CREATE TABLE accounts (
    account_id uuid PRIMARY KEY DEFAULT uuidv7(),
    owner      text        NOT NULL CHECK (owner ~ '^(player|guild|customer|house):[A-Za-z0-9_-]{1,64}$'),
    unit       text        NOT NULL CHECK (unit IN ('GC', 'CREDIT')),
    -- A house account has no balance of its own: everyone would queue for its row. Its balance is its postings' sum.
    balance    bigint,
    held       bigint      NOT NULL DEFAULT 0 CHECK (held >= 0),
    -- Counts the account's published changes by one.
    sequence   bigint      NOT NULL DEFAULT 0,
    opened_at  timestamptz NOT NULL,
    CONSTRAINT account_of_owner UNIQUE (owner, unit),
    CONSTRAINT balance_unless_house CHECK ((owner LIKE 'house:%') = (balance IS NULL))
) WITH (fillfactor = 70);

-- The permanent register of what has been done: its key outlives every inbox, so it is not partitioned. A transfer's id
-- is made from its kind and cause, so the primary key is the unique key on both, in 16 bytes instead of a text.
CREATE TABLE transfers (
    transfer_id uuid PRIMARY KEY,
    kind        text        NOT NULL,
    cause       text        NOT NULL,
    reason      text        NOT NULL,
    -- What this one takes back: each transfer can be taken back once.
    reverses    uuid,
    at          timestamptz NOT NULL,
    -- Tells whoever reads behind the running transactions how far it may go.
    xid         xid8        NOT NULL DEFAULT pg_current_xact_id()
);

CREATE UNIQUE INDEX transfer_reversed_once ON transfers (reverses) WHERE reverses IS NOT NULL;
CREATE INDEX transfers_by_xid ON transfers (xid);

CREATE TABLE postings (
    transfer_id uuid        NOT NULL,
    line        smallint    NOT NULL,
    account_id  uuid        NOT NULL,
    unit        text        NOT NULL CHECK (unit IN ('GC', 'CREDIT')),
    amount      bigint      NOT NULL CHECK (amount <> 0),
    -- What the owner could spend once this was posted; a house account has no such figure.
    available   bigint,
    -- The account's own count, by which its statement is read; the house's postings have none.
    sequence    bigint,
    at          timestamptz NOT NULL,
    PRIMARY KEY (transfer_id, line, at)
) PARTITION BY RANGE (at);

CREATE INDEX postings_of_account ON postings (account_id, at DESC, sequence DESC);

SELECT partition_by_month('postings', 'at', NULL);

-- Money is neither made nor lost: what one statement inserts must sum to zero for each transfer and unit. A transfer's
-- postings are always inserted by one statement, so this sees each of them whole, and checks a batch at once. It stands
-- for the foreign keys too: they would lock the house's row once per posting, and neither accounts nor transfers can go.
CREATE FUNCTION refuse_unsound_postings() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
    unsound uuid;
BEGIN
    SELECT transfer_id INTO unsound
      FROM inserted GROUP BY transfer_id, unit HAVING sum(amount) <> 0 LIMIT 1;
    IF FOUND THEN
        RAISE EXCEPTION 'the postings of transfer % do not sum to zero', unsound USING ERRCODE = 'check_violation';
    END IF;
    SELECT i.transfer_id INTO unsound
      FROM inserted i
      LEFT JOIN accounts a ON a.account_id = i.account_id AND a.unit = i.unit
      LEFT JOIN transfers t ON t.transfer_id = i.transfer_id
     WHERE a.account_id IS NULL OR t.transfer_id IS NULL LIMIT 1;
    IF FOUND THEN
        RAISE EXCEPTION 'transfer % names an account or unit that does not exist', unsound
            USING ERRCODE = 'foreign_key_violation';
    END IF;
    RETURN NULL;
END $$;

CREATE TRIGGER postings_are_sound AFTER INSERT ON postings
    REFERENCING NEW TABLE AS inserted
    FOR EACH STATEMENT EXECUTE FUNCTION refuse_unsound_postings();

-- A mistake is corrected by a reversing transfer, never by an edit.
REVOKE UPDATE, DELETE, TRUNCATE ON transfers, postings FROM billing_app;
REVOKE DELETE, TRUNCATE ON accounts FROM billing_app;
