CREATE TABLE "drift_reports" (
	"team_id" text NOT NULL,
	"checked_at" timestamp with time zone NOT NULL,
	"rows_expected" integer NOT NULL,
	"rows_found" integer NOT NULL,
	"missing" integer NOT NULL,
	"extra" integer NOT NULL,
	"stale" integer NOT NULL,
	"repaired" integer NOT NULL,
	"took_ms" integer NOT NULL,
	CONSTRAINT "drift_reports_team_id_checked_at_pk" PRIMARY KEY("team_id","checked_at")
);
--> statement-breakpoint
ALTER TABLE "drift_reports" ENABLE ROW LEVEL SECURITY;--> statement-breakpoint
ALTER TABLE "index_state" ADD COLUMN "table_version" integer DEFAULT 1;--> statement-breakpoint
ALTER TABLE "index_state" ADD COLUMN "building_version" integer;--> statement-breakpoint
ALTER TABLE "index_state" ADD COLUMN "building_embedder_id" text;--> statement-breakpoint
ALTER TABLE "index_state" ADD COLUMN "building_dims" integer;--> statement-breakpoint
ALTER TABLE "index_state" ADD COLUMN "building_channel_id" text;--> statement-breakpoint
ALTER TABLE "index_state" ADD COLUMN "building_ts" text COLLATE "C";--> statement-breakpoint
ALTER TABLE "index_state" ADD COLUMN "building_done" integer DEFAULT 0 NOT NULL;--> statement-breakpoint
ALTER TABLE "index_state" ADD COLUMN "retired_versions" integer[] DEFAULT '{}'::integer[] NOT NULL;--> statement-breakpoint
ALTER TABLE "index_state" ADD COLUMN "purge_at" timestamp with time zone;--> statement-breakpoint
ALTER TABLE "drift_reports" ADD CONSTRAINT "drift_reports_team_id_teams_team_id_fk" FOREIGN KEY ("team_id") REFERENCES "public"."teams"("team_id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "index_state_work" ON "index_state" USING btree ("team_id") WHERE building_version is not null or purge_at is not null or cardinality(retired_versions) > 0;--> statement-breakpoint
CREATE POLICY "drift_reports_tenant" ON "drift_reports" AS PERMISSIVE FOR ALL TO "app_rw" USING (team_id = nullif(current_setting('app.team_id', true), '')) WITH CHECK (team_id = nullif(current_setting('app.team_id', true), ''));--> statement-breakpoint
CREATE POLICY "drift_reports_system" ON "drift_reports" AS PERMISSIVE FOR ALL TO "app_system" USING (current_user = 'app_system') WITH CHECK (current_user = 'app_system');--> statement-breakpoint
-- Written by hand: drizzle-kit does not emit FORCE.
ALTER TABLE "drift_reports" FORCE ROW LEVEL SECURITY;
