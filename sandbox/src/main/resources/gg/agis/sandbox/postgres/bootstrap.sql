-- Makes the schemas and the two logins of each, for the sandbox, compose and Kubernetes alike. Run it as the
-- administrator inside the database of the suite, again whenever a password changes: it repeats harmlessly.
--
-- A login's password is read from the setting agis.<login>_password:
--   PGOPTIONS="-c agis.ads_owner_password=… -c agis.ads_app_password=…" psql "$DATABASE_URL" -f bootstrap.sql
--
-- <schema>_owner migrates and does nothing else; <schema>_app is the service. What owners create later, the service
-- may read and write through default privileges. Nothing is granted here on tables that exist: a service's migrations
-- revoke what must never change, and running this again must not give it back.
DO $bootstrap$
DECLARE
    schema_name text;
    owner_name text;
    app_name text;
    login text;
    secret text;
    database_to_close text;
    database_name text := current_database();
BEGIN
    -- The server's own databases as well, or else every login could enter them.
    FOREACH database_to_close IN ARRAY ARRAY[database_name, 'postgres', 'template1'] LOOP
        IF EXISTS (SELECT FROM pg_database WHERE datname = database_to_close AND pg_has_role(datdba, 'USAGE')) THEN
            EXECUTE format('REVOKE ALL ON DATABASE %I FROM PUBLIC', database_to_close);
        END IF;
    END LOOP;
    REVOKE ALL ON SCHEMA public FROM PUBLIC;

    FOREACH schema_name IN ARRAY ARRAY['ads', 'billing', 'discord', 'experiments', 'provisioning', 'usage'] LOOP
        owner_name := schema_name || '_owner';
        app_name := schema_name || '_app';

        FOREACH login IN ARRAY ARRAY[owner_name, app_name] LOOP
            IF NOT EXISTS (SELECT FROM pg_roles WHERE rolname = login) THEN
                EXECUTE format('CREATE ROLE %I LOGIN NOCREATEDB NOCREATEROLE NOINHERIT', login);
            END IF;
            secret := current_setting('agis.' || login || '_password', true);
            IF secret IS NULL OR secret = '' THEN
                RAISE EXCEPTION 'the setting agis.%_password is missing', login
                    USING HINT = 'set a password for every login before running this script';
            END IF;
            EXECUTE format('ALTER ROLE %I PASSWORD %L', login, secret);
            EXECUTE format('ALTER ROLE %I IN DATABASE %I SET search_path = %I', login, database_name, schema_name);
            EXECUTE format('GRANT CONNECT ON DATABASE %I TO %I', database_name, login);
        END LOOP;

        -- An administrator who is no superuser acts for the owner below; having made the role does not suffice for it.
        IF NOT (pg_has_role(owner_name, 'USAGE') AND pg_has_role(owner_name, 'SET')) THEN
            EXECUTE format('GRANT %I TO CURRENT_USER WITH INHERIT TRUE, SET TRUE', owner_name);
        END IF;

        EXECUTE format('CREATE SCHEMA IF NOT EXISTS %I AUTHORIZATION %I', schema_name, owner_name);
        EXECUTE format('REVOKE ALL ON SCHEMA %I FROM PUBLIC', schema_name);
        EXECUTE format('GRANT USAGE ON SCHEMA %I TO %I', schema_name, app_name);

        EXECUTE format('ALTER DEFAULT PRIVILEGES FOR ROLE %I REVOKE ALL ON FUNCTIONS FROM PUBLIC', owner_name);
        EXECUTE format('ALTER DEFAULT PRIVILEGES FOR ROLE %I REVOKE ALL ON TYPES FROM PUBLIC', owner_name);
        EXECUTE format('ALTER DEFAULT PRIVILEGES FOR ROLE %I IN SCHEMA %I GRANT SELECT, INSERT, UPDATE, DELETE ON TABLES TO %I',
            owner_name, schema_name, app_name);
        EXECUTE format('ALTER DEFAULT PRIVILEGES FOR ROLE %I IN SCHEMA %I GRANT USAGE ON SEQUENCES TO %I',
            owner_name, schema_name, app_name);
        EXECUTE format('ALTER DEFAULT PRIVILEGES FOR ROLE %I IN SCHEMA %I GRANT EXECUTE ON FUNCTIONS TO %I',
            owner_name, schema_name, app_name);
        EXECUTE format('ALTER DEFAULT PRIVILEGES FOR ROLE %I IN SCHEMA %I GRANT USAGE ON TYPES TO %I',
            owner_name, schema_name, app_name);
    END LOOP;
END
$bootstrap$;
