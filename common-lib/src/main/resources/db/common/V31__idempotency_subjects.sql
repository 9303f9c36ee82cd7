-- Whose answer it is: a person who is erased takes along what was answered to them, which names them. Rows from before
-- name nobody; they leave by age.
ALTER TABLE idempotency ADD COLUMN subject text CHECK (length(subject) <= 200);

CREATE INDEX idempotency_of_subject ON idempotency (subject);
