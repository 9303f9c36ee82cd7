-- What provisioning-service asked of a treasury, and how it stands. Permanent, as the transfers are: whoever asks again,
-- however late, hears the same answer. So it is not partitioned.
CREATE TABLE requests (
    request_id  uuid PRIMARY KEY,
    account_id  uuid        NOT NULL REFERENCES accounts,
    -- What it pays for. Missing where a hold was settled that nobody had asked for: of that no amount is known either.
    kind        text        CHECK (kind IN ('server-start', 'server-wake', 'server-renewal', 'server-extension')),
    amount      bigint      NOT NULL,
    posted      bigint      NOT NULL,
    refunded    bigint      NOT NULL,
    -- Which follows which stands in RequestState.
    state       text        NOT NULL CHECK (state IN ('HELD', 'POSTED', 'VOIDED', 'EXPIRED', 'CHARGED')),
    void_reason text,
    expires_at  timestamptz,
    -- Counts the row's changes by one: whoever decided on a row that is another by now stores nothing.
    version     bigint      NOT NULL,
    at          timestamptz NOT NULL,
    CONSTRAINT posted_within_amount CHECK (posted BETWEEN 0 AND amount),
    CONSTRAINT refunded_within_posted CHECK (refunded BETWEEN 0 AND posted),
    CONSTRAINT charged_in_full CHECK (state <> 'CHARGED' OR posted = amount),
    CONSTRAINT spent_when_settled CHECK (posted = 0 OR state IN ('POSTED', 'CHARGED')),
    CONSTRAINT unknown_is_voided CHECK (kind IS NOT NULL OR (state = 'VOIDED' AND amount = 0)),
    CONSTRAINT known_has_amount CHECK (kind IS NULL OR amount > 0),
    CONSTRAINT reason_when_voided CHECK ((state = 'VOIDED') = (void_reason IS NOT NULL)),
    CONSTRAINT held_until CHECK (state NOT IN ('HELD', 'EXPIRED') OR expires_at IS NOT NULL)
) WITH (fillfactor = 80);

-- Finds what is due, and what each account holds, without a look at the table.
CREATE INDEX requests_held ON requests (expires_at) INCLUDE (account_id, amount) WHERE state = 'HELD';

-- What was asked for, by whom and when, stays as it was told first.
REVOKE UPDATE, DELETE, TRUNCATE ON requests FROM billing_app;
GRANT UPDATE (posted, refunded, state, void_reason, version) ON requests TO billing_app;
