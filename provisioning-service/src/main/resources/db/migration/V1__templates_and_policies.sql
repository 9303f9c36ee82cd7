-- Who has asked, approved, reviewed or operated. Other tables name people by id, so that what they did outlives who they
-- were: whoever is forgotten gets a pseudonym here, and nothing else has to change.
CREATE TABLE people (
    person_id uuid PRIMARY KEY DEFAULT uuidv7(),
    subject   text NOT NULL CONSTRAINT person_of_subject UNIQUE CHECK (length(subject) BETWEEN 1 AND 200)
);

-- What operators do by hand, in the commit that does it.
CREATE TABLE audit_log (
    audit_id  uuid        NOT NULL DEFAULT uuidv7(),
    at        timestamptz NOT NULL,
    person_id uuid        NOT NULL,
    action    text        NOT NULL CHECK (length(action) BETWEEN 1 AND 64),
    target    text        NOT NULL CHECK (length(target) BETWEEN 1 AND 100),
    reason    text        NOT NULL CHECK (length(reason) BETWEEN 1 AND 200),
    PRIMARY KEY (at, audit_id)
) PARTITION BY RANGE (at);

SELECT partition_by_month('audit_log', 'at', NULL);

-- What may be run, and what it costs. The images speak Agones' SDK: they report ready and healthy by themselves.
CREATE TABLE templates (
    template_id              text PRIMARY KEY CHECK (template_id ~ '^[a-z0-9][a-z0-9-]{0,39}$'),
    game                     text   NOT NULL,
    title                    text   NOT NULL,
    image                    text   NOT NULL,
    port                     int    NOT NULL CHECK (port BETWEEN 1 AND 65535),
    protocol                 text   NOT NULL CHECK (protocol IN ('TCP', 'UDP', 'TCPUDP')),
    players_max              int    NOT NULL CHECK (players_max > 0),
    cpu_millis               int    NOT NULL CHECK (cpu_millis > 0),
    memory_mib               int    NOT NULL CHECK (memory_mib > 0),
    storage_gib              int    NOT NULL CHECK (storage_gib > 0),
    -- A game that loads a world for minutes is not broken.
    health_delay_seconds     int    NOT NULL CHECK (health_delay_seconds > 0),
    health_period_seconds    int    NOT NULL CHECK (health_period_seconds > 0),
    health_failures_max      int    NOT NULL CHECK (health_failures_max > 0),
    setup_gc                 bigint NOT NULL CHECK (setup_gc BETWEEN 0 AND 1000000),
    hourly_gc                bigint NOT NULL CHECK (hourly_gc BETWEEN 1 AND 1000000)
);

INSERT INTO templates VALUES
    ('minecraft-small',      'minecraft',            'Minecraft, small',      'ghcr.io/agis-gg/game-minecraft:1',            25565, 'TCP',    10, 1000, 2048,  5,  60, 10, 6,  500, 100),
    ('minecraft-medium',     'minecraft',            'Minecraft, medium',     'ghcr.io/agis-gg/game-minecraft:1',            25565, 'TCP',    25, 2000, 4096, 10,  60, 10, 6, 1000, 200),
    ('valheim-small',        'valheim',              'Valheim, small',        'ghcr.io/agis-gg/game-valheim:1',               2456, 'UDP',    10, 1500, 3072,  5,  90, 10, 6,  750, 150),
    ('palworld',             'palworld',             'Palworld',              'ghcr.io/agis-gg/game-palworld:1',              8211, 'UDP',    16, 4000, 16384, 20, 120, 10, 6, 1500, 400),
    ('rust',                 'rust',                 'Rust',                  'ghcr.io/agis-gg/game-rust:1',                 28015, 'UDP',    50, 3000, 10240, 20, 300, 15, 6, 1500, 350),
    ('ark',                  'ark',                  'ARK: Survival',         'ghcr.io/agis-gg/game-ark:1',                   7777, 'UDP',    30, 4000, 12288, 40, 300, 15, 6, 1500, 400),
    ('cs2',                  'cs2',                  'Counter-Strike 2',      'ghcr.io/agis-gg/game-cs2:1',                  27015, 'TCPUDP', 12, 2000, 3072, 60, 120, 10, 6,  750, 150),
    ('terraria',             'terraria',             'Terraria',              'ghcr.io/agis-gg/game-terraria:1',              7777, 'TCP',     8,  500, 1024,  2,  30, 10, 6,  300,  50),
    ('factorio',             'factorio',             'Factorio',              'ghcr.io/agis-gg/game-factorio:1',             34197, 'UDP',    16, 1500, 2048,  5,  60, 10, 6,  500, 110),
    ('satisfactory',         'satisfactory',         'Satisfactory',          'ghcr.io/agis-gg/game-satisfactory:1',          7777, 'TCPUDP',  4, 3000, 8192, 20, 120, 10, 6, 1000, 280),
    ('project-zomboid',      'project-zomboid',      'Project Zomboid',       'ghcr.io/agis-gg/game-project-zomboid:1',      16261, 'UDP',    16, 2000, 6144, 10, 120, 10, 6,  900, 200),
    ('7-days-to-die',        '7-days-to-die',        '7 Days to Die',         'ghcr.io/agis-gg/game-7-days-to-die:1',        26900, 'TCPUDP',  8, 3000, 8192, 20, 180, 10, 6, 1000, 260),
    ('dont-starve-together', 'dont-starve-together', 'Don''t Starve Together','ghcr.io/agis-gg/game-dont-starve-together:1', 10999, 'UDP',     6, 1000, 2048,  5,  60, 10, 6,  400,  80),
    ('garrys-mod',           'garrys-mod',           'Garry''s Mod',          'ghcr.io/agis-gg/game-garrys-mod:1',           27015, 'TCPUDP', 16, 1500, 3072, 20,  90, 10, 6,  600, 120),
    ('team-fortress-2',      'team-fortress-2',      'Team Fortress 2',       'ghcr.io/agis-gg/game-team-fortress-2:1',      27015, 'TCPUDP', 24, 1500, 2048, 25,  90, 10, 6,  600, 120),
    ('unturned',             'unturned',             'Unturned',              'ghcr.io/agis-gg/game-unturned:1',             27015, 'UDP',    24, 1000, 3072, 10,  60, 10, 6,  500, 100);

-- What a guild allows its officers; a guild without a row has what the settings say.
CREATE TABLE server_policies (
    guild_id              text PRIMARY KEY,
    auto_approve_below_gc bigint  NOT NULL CHECK (auto_approve_below_gc >= 0),
    approvals_needed      int     NOT NULL CHECK (approvals_needed BETWEEN 1 AND 10),
    servers_max           int     NOT NULL CHECK (servers_max BETWEEN 0 AND 50),
    hours_max             int     NOT NULL CHECK (hours_max BETWEEN 1 AND 720),
    -- None: servers never fall asleep.
    sleep_after_minutes   int     CHECK (sleep_after_minutes BETWEEN 5 AND 1440),
    wake_on_demand        boolean NOT NULL
);

REVOKE UPDATE, DELETE, TRUNCATE ON audit_log FROM provisioning_app;
REVOKE DELETE, TRUNCATE ON people FROM provisioning_app;
REVOKE INSERT, UPDATE, DELETE, TRUNCATE ON templates FROM provisioning_app;
GRANT UPDATE (setup_gc, hourly_gc) ON templates TO provisioning_app;
