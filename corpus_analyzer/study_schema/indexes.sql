-- By what rows are looked for besides their keys. Made when everything is there, and taken away before
-- more comes: filled row by row in no order they cost as much as the tables.
CREATE INDEX IF NOT EXISTS occurrence_by_blob ON occurrence (blob);
CREATE INDEX IF NOT EXISTS notebook_by_code ON notebook (code_sha1);
CREATE INDEX IF NOT EXISTS cell_by_text ON cell (study_sha1);
CREATE INDEX IF NOT EXISTS loop_by_text ON loop (loop_sha1);
