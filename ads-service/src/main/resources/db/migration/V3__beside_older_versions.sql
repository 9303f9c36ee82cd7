-- While versions change, one that knows nothing of held or rejected conversions still writes here: whatever it adds, it has
-- credited.
ALTER TABLE conversions ALTER COLUMN credited SET DEFAULT true;
