-- Postings are looked up together with their transfer's time, or by their account: kept in the order of time, a batch is
-- written at the end of this index instead of at a random page for each transfer. That a transfer comes once is for the
-- register to say.
ALTER TABLE postings DROP CONSTRAINT postings_pkey;
ALTER TABLE postings ADD PRIMARY KEY (at, transfer_id, line);
