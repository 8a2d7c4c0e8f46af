CREATE TABLE "channel_tallies" (
	"team_id" text NOT NULL,
	"id" bigint GENERATED ALWAYS AS IDENTITY (sequence name "channel_tallies_id_seq" INCREMENT BY 1 MINVALUE 1 MAXVALUE 9223372036854775807 START WITH 1 CACHE 1),
	"channel_id" text NOT NULL,
	"stored" integer NOT NULL,
	"indexed" integer NOT NULL,
	CONSTRAINT "channel_tallies_team_id_id_pk" PRIMARY KEY("team_id","id")
);
--> statement-breakpoint
ALTER TABLE "channel_tallies" ENABLE ROW LEVEL SECURITY;--> statement-breakpoint
ALTER TABLE "teams" ADD COLUMN "onboarding_dismissed_at" timestamp with time zone;--> statement-breakpoint
ALTER TABLE "channels" ADD COLUMN "purge_at" timestamp with time zone;--> statement-breakpoint
ALTER TABLE "channels" ADD COLUMN "answers_enabled" boolean DEFAULT true NOT NULL;--> statement-breakpoint
ALTER TABLE "channel_tallies" ADD CONSTRAINT "channel_tallies_team_id_teams_team_id_fk" FOREIGN KEY ("team_id") REFERENCES "public"."teams"("team_id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "audit_log_created" ON "audit_log" USING btree ("team_id","created_at");--> statement-breakpoint
CREATE INDEX "audit_log_action" ON "audit_log" USING btree ("team_id","action","id");--> statement-breakpoint
CREATE INDEX "audit_log_actor" ON "audit_log" USING btree ("team_id","actor","id");--> statement-breakpoint
CREATE INDEX "llm_calls_ref" ON "llm_calls" USING btree ("team_id","ref") WHERE ref is not null;--> statement-breakpoint
CREATE POLICY "channel_tallies_tenant" ON "channel_tallies" AS PERMISSIVE FOR ALL TO "app_rw" USING (team_id = nullif(current_setting('app.team_id', true), '')) WITH CHECK (team_id = nullif(current_setting('app.team_id', true), ''));--> statement-breakpoint
CREATE POLICY "channel_tallies_system" ON "channel_tallies" AS PERMISSIVE FOR ALL TO "app_system" USING (current_user = 'app_system') WITH CHECK (current_user = 'app_system');--> statement-breakpoint
-- Written by hand from here on. Each statement that touches messages adds what it changed per channel, whoever wrote it.
-- A team that is being erased takes its tallies along: its own row is gone before its messages.
CREATE FUNCTION "tally_messages"() RETURNS trigger LANGUAGE plpgsql SET search_path = public, pg_temp AS $$
BEGIN
  IF TG_OP = 'INSERT' THEN
    INSERT INTO channel_tallies (team_id, channel_id, stored, indexed)
    SELECT team_id, channel_id, count(*), count(*) FILTER (WHERE indexed_version = version)
    FROM added WHERE deleted_at IS NULL GROUP BY team_id, channel_id;
  ELSIF TG_OP = 'UPDATE' THEN
    INSERT INTO channel_tallies (team_id, channel_id, stored, indexed)
    SELECT team_id, channel_id, sum(one), coalesce(sum(one) FILTER (WHERE indexed_version = version), 0) FROM (
      SELECT team_id, channel_id, 1 AS one, indexed_version, version FROM added WHERE deleted_at IS NULL
      UNION ALL
      SELECT team_id, channel_id, -1, indexed_version, version FROM removed WHERE deleted_at IS NULL) changed
    GROUP BY team_id, channel_id
    HAVING sum(one) <> 0 OR coalesce(sum(one) FILTER (WHERE indexed_version = version), 0) <> 0;
  ELSE
    INSERT INTO channel_tallies (team_id, channel_id, stored, indexed)
    SELECT r.team_id, r.channel_id, -count(*), -count(*) FILTER (WHERE r.indexed_version = r.version)
    FROM removed r JOIN teams t ON t.team_id = r.team_id WHERE r.deleted_at IS NULL GROUP BY r.team_id, r.channel_id;
  END IF;
  RETURN NULL;
END $$;--> statement-breakpoint
CREATE TRIGGER "messages_tally_added" AFTER INSERT ON "messages"
  REFERENCING NEW TABLE AS added FOR EACH STATEMENT EXECUTE FUNCTION "tally_messages"();--> statement-breakpoint
CREATE TRIGGER "messages_tally_changed" AFTER UPDATE ON "messages"
  REFERENCING OLD TABLE AS removed NEW TABLE AS added FOR EACH STATEMENT EXECUTE FUNCTION "tally_messages"();--> statement-breakpoint
CREATE TRIGGER "messages_tally_removed" AFTER DELETE ON "messages"
  REFERENCING OLD TABLE AS removed FOR EACH STATEMENT EXECUTE FUNCTION "tally_messages"();--> statement-breakpoint
-- The owner itself is bound by FORCE and would see no message to count.
ALTER TABLE "messages" NO FORCE ROW LEVEL SECURITY;--> statement-breakpoint
INSERT INTO "channel_tallies" ("team_id", "channel_id", "stored", "indexed")
SELECT "team_id", "channel_id", count(*), count(*) FILTER (WHERE "indexed_version" = "version")
FROM "messages" WHERE "deleted_at" IS NULL GROUP BY "team_id", "channel_id";--> statement-breakpoint
ALTER TABLE "messages" FORCE ROW LEVEL SECURITY;--> statement-breakpoint
-- drizzle-kit emits no FORCE. Without it the owner would see every team.
ALTER TABLE "channel_tallies" FORCE ROW LEVEL SECURITY;
