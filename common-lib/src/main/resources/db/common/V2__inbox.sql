-- What a consumer has applied. The time is the event's own and the same on every redelivery, so that the key holds
-- across partitions. The event's id leads the key: it decides alone, and ids made one after another lie together.
CREATE TABLE inbox (
    event_id   uuid        NOT NULL,
    consumer   text        NOT NULL,
    event_time timestamptz NOT NULL,
    PRIMARY KEY (event_id, consumer, event_time)
) PARTITION BY RANGE (event_time);

-- Takes whatever no other partition takes, so that a late upkeep or a strange clock stops nothing.
CREATE TABLE inbox_default PARTITION OF inbox DEFAULT;

-- Months are made three ahead and dropped once their last event is 90 days old.
CREATE FUNCTION inbox_upkeep_at(moment timestamptz) RETURNS void
    LANGUAGE plpgsql AS
$$
DECLARE
    month  timestamptz;
    child  text;
    oldest timestamptz := moment - interval '90 days';
BEGIN
    -- One at a time, and never long in the way of those who insert: what does not succeed now is tried again.
    IF NOT pg_try_advisory_xact_lock(hashtext(current_schema() || '/inbox-upkeep')) THEN
        RETURN;
    END IF;
    PERFORM set_config('lock_timeout', '2s', true);

    FOR month IN SELECT date_trunc('month', moment, 'UTC') + n * interval '1 month' FROM generate_series(-1, 3) n LOOP
        child := 'inbox_' || to_char(month AT TIME ZONE 'UTC', 'YYYY_MM');
        CONTINUE WHEN to_regclass(quote_ident(child)) IS NOT NULL;
        -- Filled before it is attached: rows that came too early for it wait in the default partition.
        EXECUTE format('CREATE TABLE %I (LIKE inbox INCLUDING ALL)', child);
        EXECUTE format('WITH moved AS (DELETE FROM inbox_default WHERE event_time >= $1 AND event_time < $2 RETURNING *)
                        INSERT INTO %I SELECT * FROM moved', child) USING month, month + interval '1 month';
        EXECUTE format('ALTER TABLE inbox ATTACH PARTITION %I FOR VALUES FROM (%L) TO (%L)',
                       child, month, month + interval '1 month');
    END LOOP;

    FOR child IN
        SELECT c.relname FROM pg_inherits i JOIN pg_class c ON c.oid = i.inhrelid
        WHERE i.inhparent = 'inbox'::regclass AND c.relname ~ '^inbox_\d{4}_\d{2}$'
          AND to_timestamp(right(c.relname, 7) || ' +00', 'YYYY_MM TZH') + interval '1 month' < oldest
    LOOP
        EXECUTE format('DROP TABLE %I', child);
    END LOOP;
    DELETE FROM inbox_default WHERE event_time < oldest;
END
$$;

-- The service's login owns no table and may neither make nor drop one; it may have the upkeep done, and only as of now.
CREATE FUNCTION inbox_upkeep() RETURNS void
    LANGUAGE sql SECURITY DEFINER AS
$$ SELECT inbox_upkeep_at(now()) $$;

DO
$$
DECLARE
    app text := current_schema() || '_app';
BEGIN
    EXECUTE format('ALTER FUNCTION inbox_upkeep() SET search_path = %I, pg_temp', current_schema());
    REVOKE ALL ON FUNCTION inbox_upkeep_at(timestamptz), inbox_upkeep() FROM PUBLIC;
    IF EXISTS (SELECT FROM pg_roles WHERE rolname = app) THEN
        EXECUTE format('REVOKE ALL ON FUNCTION inbox_upkeep_at(timestamptz) FROM %I', app);
        EXECUTE format('GRANT EXECUTE ON FUNCTION inbox_upkeep() TO %I', app);
    END IF;
END
$$;

SELECT inbox_upkeep_at(now());
