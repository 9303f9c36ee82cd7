-- A hash chain over everything that was ever transferred: each link covers its transfer and the link before. Whoever
-- changes history, with whatever right, breaks every later link, and the head is public.
CREATE TABLE chain (
    position    bigint      PRIMARY KEY,
    transfer_id uuid        NOT NULL UNIQUE,
    -- Links follow the order in which the transfers' transactions began.
    xid         xid8        NOT NULL,
    hash        bytea       NOT NULL CHECK (octet_length(hash) = 32),
    linked_at   timestamptz NOT NULL
);

REVOKE UPDATE, DELETE, TRUNCATE ON chain FROM billing_app;
