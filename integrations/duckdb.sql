-- Joins scores to the documents that they are of, and keeps what is good. Attributes are made first:
--   mesoscope score corpus/*.parquet --field text --against good.model --attributes scores
--   duckdb < duckdb.sql
-- Names of files, and what is kept: choose limits from the quantiles that are printed.
SET VARIABLE corpus = 'corpus/*.parquet';
SET VARIABLE scores = 'scores/*.parquet';

-- Ids need to be different within a partition only: attributes have its name.
CREATE VIEW scored AS
  SELECT document.*, score.attributes AS score
  FROM read_parquet(getvariable('corpus'), filename = 'partition') AS document
  JOIN read_parquet(getvariable('scores'), filename = 'partition') AS score
    ON document.id = score.id AND parse_filename(document.partition, true) = parse_filename(score.partition, true);

SELECT count(*) AS documents,
  quantile_cont(score.against, [.05, .25, .5, .75, .95]) AS against,
  avg(score.repeated) AS repeated,
  count(*) FILTER (score."group" <> score.number) AS near_duplicates
FROM scored;

-- Of near duplicates the one that good text makes most likely; what was there before is no reason to keep a document.
COPY (
  SELECT * EXCLUDE (score, partition)
  FROM scored
  WHERE score.reason IS NULL AND score.against < 2.4 AND score.repeated < .3
  QUALIFY row_number() OVER (PARTITION BY score."group" ORDER BY score.against, score.number) = 1
  ORDER BY score.number
) TO 'kept.parquet' (FORMAT parquet);
