-- What grows is kept by month. A migration says so once, with partition_by_month; the upkeep makes months ahead and
-- drops those that have had their time.
CREATE TABLE monthly_tables (
    name          text PRIMARY KEY,
    moment_column text NOT NULL,
    -- How long after its end a month is kept; for ever where there is none.
    keep          interval
);

CREATE FUNCTION partition_upkeep_at(moment timestamptz) RETURNS void
    LANGUAGE plpgsql AS
$$
DECLARE
    app     text := current_schema() || '_app';
    monthly monthly_tables;
    month   timestamptz;
    child   text;
BEGIN
    -- One at a time, and never long in the way of those who insert: what does not succeed now is tried again.
    IF NOT pg_try_advisory_xact_lock(hashtext(current_schema() || '/months')) THEN
        RETURN;
    END IF;
    PERFORM set_config('lock_timeout', '2s', true);

    FOR monthly IN SELECT * FROM monthly_tables ORDER BY name LOOP
        FOR month IN
            SELECT date_trunc('month', moment, 'UTC') + n * interval '1 month' FROM generate_series(-1, 3) n
        LOOP
            child := monthly.name || '_' || to_char(month AT TIME ZONE 'UTC', 'YYYY_MM');
            CONTINUE WHEN to_regclass(quote_ident(child)) IS NOT NULL;
            EXECUTE format('CREATE TABLE %I (LIKE %I INCLUDING ALL)', child, monthly.name);
            -- A service goes through the whole table and has no way around what that refuses.
            IF EXISTS (SELECT FROM pg_roles WHERE rolname = app) THEN
                EXECUTE format('REVOKE ALL ON %I FROM %I', child, app);
            END IF;
            -- Filled before it is attached: rows that came too early for it wait in the default partition.
            EXECUTE format('WITH moved AS (DELETE FROM %I WHERE %I >= $1 AND %2$I < $2 RETURNING *)
                            INSERT INTO %I SELECT * FROM moved', monthly.name || '_default', monthly.moment_column, child)
                USING month, month + interval '1 month';
            EXECUTE format('ALTER TABLE %I ATTACH PARTITION %I FOR VALUES FROM (%L) TO (%L)',
                           monthly.name, child, month, month + interval '1 month');
        END LOOP;

        CONTINUE WHEN monthly.keep IS NULL;
        FOR child IN
            SELECT c.relname FROM pg_inherits i JOIN pg_class c ON c.oid = i.inhrelid
             WHERE i.inhparent = to_regclass(quote_ident(monthly.name)) AND c.relname ~ '_\d{4}_\d{2}$'
               AND to_timestamp(right(c.relname, 7) || ' +00', 'YYYY_MM TZH') + interval '1 month' < moment - monthly.keep
        LOOP
            EXECUTE format('DROP TABLE %I', child);
        END LOOP;
        EXECUTE format('DELETE FROM %I WHERE %I < $1', monthly.name || '_default', monthly.moment_column)
            USING moment - monthly.keep;
    END LOOP;
END
$$;

-- Called once for a table that is declared PARTITION BY RANGE on that column.
CREATE FUNCTION partition_by_month(table_name text, moment_column text, keep interval) RETURNS void
    LANGUAGE plpgsql AS
$$
DECLARE
    app text := current_schema() || '_app';
BEGIN
    -- Takes whatever no month takes, so that a late upkeep or a strange clock stops nothing.
    EXECUTE format('CREATE TABLE %I PARTITION OF %I DEFAULT', table_name || '_default', table_name);
    IF EXISTS (SELECT FROM pg_roles WHERE rolname = app) THEN
        EXECUTE format('REVOKE ALL ON %I FROM %I', table_name || '_default', app);
    END IF;
    INSERT INTO monthly_tables VALUES (table_name, moment_column, keep);
    PERFORM partition_upkeep_at(now());
END
$$;

-- The service's login owns no table and may neither make nor drop one; it may have the upkeep done, and only as of now.
CREATE FUNCTION partition_upkeep() RETURNS void
    LANGUAGE sql SECURITY DEFINER AS
$$ SELECT partition_upkeep_at(now()) $$;

DO
$$
DECLARE
    app text := current_schema() || '_app';
BEGIN
    EXECUTE format('ALTER FUNCTION partition_upkeep() SET search_path = %I, pg_temp', current_schema());
    REVOKE ALL ON FUNCTION partition_upkeep_at(timestamptz), partition_upkeep(),
                           partition_by_month(text, text, interval) FROM PUBLIC;
    IF EXISTS (SELECT FROM pg_roles WHERE rolname = app) THEN
        EXECUTE format('REVOKE ALL ON FUNCTION partition_upkeep_at(timestamptz),
                        partition_by_month(text, text, interval) FROM %I', app);
        EXECUTE format('REVOKE ALL ON monthly_tables FROM %I', app);
        EXECUTE format('GRANT EXECUTE ON FUNCTION partition_upkeep() TO %I', app);
    END IF;
END
$$;
