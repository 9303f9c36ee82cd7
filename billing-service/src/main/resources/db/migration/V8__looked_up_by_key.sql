-- Each posting's account and transfer are looked up by their keys, whatever the planner took the tables' sizes for when it
-- first planned this, and however large the batch was: a connection keeps the plan, and reading whole tables for two
-- postings gets worse with every transfer.
ALTER FUNCTION refuse_unsound_postings() SET enable_seqscan = off;
ALTER FUNCTION refuse_unsound_postings() SET enable_hashjoin = off;
ALTER FUNCTION refuse_unsound_postings() SET enable_mergejoin = off;
