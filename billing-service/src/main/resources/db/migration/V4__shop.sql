-- What can be had: perks for GC, and packs of GC for money.

CREATE TABLE shop_items (
    item_id          text    PRIMARY KEY CHECK (item_id ~ '^[a-z0-9][a-z0-9-]{0,63}$'),
    name             text    NOT NULL CHECK (length(name) BETWEEN 1 AND 100),
    description      text    NOT NULL CHECK (length(description) BETWEEN 1 AND 500),
    kind             text    NOT NULL CHECK (kind IN ('perk', 'pack')),
    price_gc         bigint  CHECK (price_gc BETWEEN 1 AND 1000000000),
    price_cents      bigint  CHECK (price_cents > 0),
    gives_gc         bigint  CHECK (gives_gc > 0),
    -- Nothing here means that there is always more.
    stock            bigint  CHECK (stock >= 0),
    -- What there was in the beginning, by which one knows that little is left.
    stock_seeded     bigint  CHECK (stock_seeded > 0),
    per_player_limit integer CHECK (per_player_limit > 0),
    listed           boolean NOT NULL DEFAULT true,
    CONSTRAINT perks_cost_gc CHECK ((kind = 'perk') = (price_gc IS NOT NULL)),
    CONSTRAINT packs_cost_money_and_give_gc
        CHECK ((kind = 'pack') = (price_cents IS NOT NULL) AND (kind = 'pack') = (gives_gc IS NOT NULL)),
    CONSTRAINT stock_has_a_beginning CHECK ((stock IS NULL) = (stock_seeded IS NULL))
);

INSERT INTO shop_items (item_id, name, description, kind, price_gc, stock, stock_seeded, per_player_limit) VALUES
    ('coloured-name', 'Coloured name', 'Your name in a colour of your choice, for 30 days.', 'perk', 500, NULL, NULL, NULL),
    ('queue-priority', 'Priority in the queue', 'Ahead of the queue for community servers, for 7 days.', 'perk', 800, NULL, NULL, NULL),
    ('own-role', 'A role of your own', 'A role with a name that you choose.', 'perk', 3000, NULL, NULL, 1),
    ('emoji-slot', 'An emoji of yours', 'An emoji that you choose, for the whole community.', 'perk', 2000, 50, 50, 3),
    ('founder-badge', 'Founder''s badge', 'Shows that you were there early. There will be no more.', 'perk', 5000, 100, 100, 1);

INSERT INTO shop_items (item_id, name, description, kind, price_cents, gives_gc) VALUES
    ('gc-1000', '1,000 GC', '1,000 GameCredits.', 'pack', 99, 1000),
    ('gc-5500', '5,500 GC', '5,500 GameCredits: 500 of them on top.', 'pack', 499, 5500),
    ('gc-12000', '12,000 GC', '12,000 GameCredits: 2,000 of them on top.', 'pack', 999, 12000);

CREATE TABLE purchases (
    purchase_id uuid        PRIMARY KEY,
    account_id  uuid        NOT NULL REFERENCES accounts,
    item_id     text        NOT NULL REFERENCES shop_items,
    quantity    integer     NOT NULL CHECK (quantity BETWEEN 1 AND 100),
    paid_gc     bigint      NOT NULL CHECK (paid_gc > 0),
    refunded_gc bigint      NOT NULL DEFAULT 0,
    transfer_id uuid        NOT NULL CONSTRAINT purchase_of_transfer UNIQUE,
    at          timestamptz NOT NULL,
    CONSTRAINT refunded_at_most_what_was_paid CHECK (refunded_gc BETWEEN 0 AND paid_gc)
);

-- How many of an item a player has bought already.
CREATE INDEX purchases_of_item ON purchases (account_id, item_id) INCLUDE (quantity);

-- The service sells and gives back; what there is and what it costs is for migrations to say.
REVOKE INSERT, UPDATE, DELETE, TRUNCATE ON shop_items FROM billing_app;
GRANT UPDATE (stock) ON shop_items TO billing_app;
REVOKE UPDATE, DELETE, TRUNCATE ON purchases FROM billing_app;
GRANT UPDATE (refunded_gc) ON purchases TO billing_app;
