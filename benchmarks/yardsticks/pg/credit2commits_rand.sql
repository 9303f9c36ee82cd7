\set player random(1, 100000)
\set number random(1, 9000000000000000000)
BEGIN;
INSERT INTO conversions (network, external_id, player, gc, variant) VALUES ('ayet', :client_id || '/' || :number, :player, 50, 'control') ON CONFLICT DO NOTHING;
INSERT INTO outbox (topic, key, payload) VALUES ('conversions', (:player)::bigint::text, jsonb_build_object('conversion', :client_id || '/' || :number, 'player', (:player)::bigint, 'gc', 50, 'network', 'ayet', 'variant', 'control'));
COMMIT;
BEGIN;
INSERT INTO inbox (consumer, cause) VALUES ('ledger', :client_id || '/' || :number) ON CONFLICT DO NOTHING;
INSERT INTO postings (external_id, account, gc) VALUES (:client_id || '/' || :number, 0, -50), (:client_id || '/' || :number, :player, 50);
UPDATE accounts SET balance = balance + 50, version = version + 1 WHERE id = :player;
INSERT INTO outbox (topic, key, payload) VALUES ('ledger', (:player)::bigint::text, jsonb_build_object('conversion', :client_id || '/' || :number, 'player', (:player)::bigint, 'gc', 50));
COMMIT;
