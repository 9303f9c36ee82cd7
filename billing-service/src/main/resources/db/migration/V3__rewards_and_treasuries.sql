-- What players may still get, what guilds have been given and what keeps their servers running.

-- A conversion that is held is pending until it ends, which it does once. Where a reward's transfer stands, that tells
-- the end and there is no row; any other end is kept, so that a fact that comes late opens nothing.
CREATE TABLE pending_rewards (
    conversion_id uuid PRIMARY KEY,
    account_id    uuid REFERENCES accounts,
    reward_gc     bigint  NOT NULL CHECK (reward_gc >= 0),
    ended         boolean NOT NULL,
    CONSTRAINT nobodys_once_it_has_ended CHECK (ended = (account_id IS NULL)),
    CONSTRAINT nothing_once_it_has_ended CHECK (NOT ended OR reward_gc = 0)
);

CREATE INDEX pending_rewards_of_account ON pending_rewards (account_id) INCLUDE (reward_gc) WHERE NOT ended;

-- Which request got a day's reward: the transfer itself is made from player and day.
CREATE TABLE daily_rewards (
    request_id  uuid PRIMARY KEY,
    transfer_id uuid NOT NULL UNIQUE REFERENCES transfers
);

CREATE TABLE treasury_settings (
    guild_id   text PRIMARY KEY CHECK (guild_id ~ '^[0-9]{1,20}$'),
    -- The guild's share of what its members earn by ads.
    tax_bp     integer     NOT NULL CHECK (tax_bp BETWEEN 0 AND 5000),
    changed_at timestamptz NOT NULL
);

-- What each member has given in all; written by whoever posts a contribution or takes one back, in the same commit.
CREATE TABLE contributions (
    guild_account  uuid        NOT NULL REFERENCES accounts,
    player_account uuid        NOT NULL REFERENCES accounts,
    total          bigint      NOT NULL CHECK (total >= 0),
    times          bigint      NOT NULL CHECK (times >= 0),
    last_at        timestamptz NOT NULL,
    PRIMARY KEY (guild_account, player_account)
) WITH (fillfactor = 80);

CREATE INDEX contributions_largest_first ON contributions (guild_account, total DESC, player_account);

-- What each server costs by the hour, as provisioning-service said last. A server that has stopped stays, so that a fact
-- that comes late does not start it again.
CREATE TABLE running_servers (
    server_id uuid PRIMARY KEY,
    guild_id  text        NOT NULL,
    hourly    bigint      NOT NULL CHECK (hourly >= 0),
    running   boolean     NOT NULL,
    at        timestamptz NOT NULL
);

CREATE INDEX running_servers_of_guild ON running_servers (guild_id) INCLUDE (hourly) WHERE running;

-- A guild's money, as the ledger has it. In a taxed reward the guild gets a tax.
CREATE VIEW treasury_transactions AS
SELECT substr(a.owner, length('guild:') + 1) AS guild_id, p.transfer_id, p.at,
       CASE t.kind WHEN 'ad-reward' THEN 'guild-tax' ELSE t.kind END AS kind,
       p.unit, p.amount, p.available, p.sequence, t.reason, t.cause
  FROM accounts a
  JOIN postings p ON p.account_id = a.account_id
  JOIN transfers t ON t.transfer_id = p.transfer_id
 WHERE a.owner LIKE 'guild:%';

REVOKE UPDATE, DELETE ON daily_rewards FROM billing_app;
REVOKE DELETE ON treasury_settings, contributions, running_servers FROM billing_app;
REVOKE INSERT, UPDATE, DELETE ON treasury_transactions FROM billing_app;
