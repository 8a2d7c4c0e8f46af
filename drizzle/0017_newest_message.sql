ALTER TABLE "channel_tallies" ADD COLUMN "newest_ts" text COLLATE "C";--> statement-breakpoint
ALTER TABLE "channel_tallies" ADD COLUMN "lost_ts" text COLLATE "C" DEFAULT '9999999999.999999';--> statement-breakpoint
-- Written by hand from here on. What changed is told message by message: one that was edited or indexed has neither come nor gone.
CREATE OR REPLACE FUNCTION "tally_messages"() RETURNS trigger LANGUAGE plpgsql SET search_path = public, pg_temp AS $$
BEGIN
  IF TG_OP = 'INSERT' THEN
    INSERT INTO channel_tallies (team_id, channel_id, stored, indexed, newest_ts, lost_ts)
    SELECT team_id, channel_id, count(*), count(*) FILTER (WHERE indexed_version = version), max(ts), null
    FROM added WHERE deleted_at IS NULL GROUP BY team_id, channel_id;
  ELSIF TG_OP = 'UPDATE' THEN
    INSERT INTO channel_tallies (team_id, channel_id, stored, indexed, newest_ts, lost_ts)
    SELECT team_id, channel_id, sum(live), sum(searched), max(ts) FILTER (WHERE live > 0), max(ts) FILTER (WHERE live < 0) FROM (
      SELECT team_id, channel_id, ts, sum(one) AS live, coalesce(sum(one) FILTER (WHERE indexed_version = version), 0) AS searched FROM (
        SELECT team_id, channel_id, ts, 1 AS one, indexed_version, version FROM added WHERE deleted_at IS NULL
        UNION ALL
        SELECT team_id, channel_id, ts, -1, indexed_version, version FROM removed WHERE deleted_at IS NULL) changed
      GROUP BY team_id, channel_id, ts) told
    GROUP BY team_id, channel_id
    HAVING bool_or(live <> 0) OR sum(searched) <> 0;
  ELSE
    INSERT INTO channel_tallies (team_id, channel_id, stored, indexed, newest_ts, lost_ts)
    SELECT r.team_id, r.channel_id, -count(*), -count(*) FILTER (WHERE r.indexed_version = r.version), null, max(r.ts)
    FROM removed r JOIN teams t ON t.team_id = r.team_id WHERE r.deleted_at IS NULL GROUP BY r.team_id, r.channel_id;
  END IF;
  RETURN NULL;
END $$;
