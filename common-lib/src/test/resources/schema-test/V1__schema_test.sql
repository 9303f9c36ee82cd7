CREATE TABLE schema_test (id bigint);
