-- What is only ever looked up together with its time is kept in the order of time: rows that are written one after another
-- lie together, and the index is written at its end instead of at a random page for each conversion. That an id comes once
-- is for conversion_keys to say.
ALTER TABLE conversions DROP CONSTRAINT conversions_pkey;
ALTER TABLE conversions ADD PRIMARY KEY (received_at, conversion_id);

-- Whoever is too many is too many in any order, and what is too old to count is soon deleted: the key is index enough. And
-- with no index on when somebody was seen, seeing them again moves no row.
DROP INDEX sightings_by_time;
ALTER TABLE sightings SET (fillfactor = 80);
ALTER TABLE player_days SET (fillfactor = 80);
