-- What a consumer has applied. The time is the event's own and the same on every redelivery, so that the key holds
-- across partitions. The event's id leads the key: it decides alone, and ids made one after another lie together.
CREATE TABLE inbox (
    event_id   uuid        NOT NULL,
    consumer   text        NOT NULL,
    event_time timestamptz NOT NULL,
    PRIMARY KEY (event_id, consumer, event_time)
) PARTITION BY RANGE (event_time);

SELECT partition_by_month('inbox', 'event_time', interval '90 days');
