CREATE TABLE "backfill_runs" (
	"team_id" text NOT NULL,
	"run_id" uuid NOT NULL,
	"trigger" text NOT NULL,
	"actor" text NOT NULL,
	"state" text NOT NULL,
	"channels" text[] NOT NULL,
	"started_at" timestamp with time zone NOT NULL,
	"finished_at" timestamp with time zone,
	"messages_seen" integer DEFAULT 0 NOT NULL,
	"messages_stored" integer DEFAULT 0 NOT NULL,
	"replies_stored" integer DEFAULT 0 NOT NULL,
	"messages_deleted" integer DEFAULT 0 NOT NULL,
	"history_requests" integer DEFAULT 0 NOT NULL,
	"reply_requests" integer DEFAULT 0 NOT NULL,
	"threads_done" integer DEFAULT 0 NOT NULL,
	"throttled_ms" bigint DEFAULT 0 NOT NULL,
	"paused_at" timestamp with time zone,
	"paused_ms" bigint DEFAULT 0 NOT NULL,
	CONSTRAINT "backfill_runs_team_id_run_id_pk" PRIMARY KEY("team_id","run_id")
);
--> statement-breakpoint
ALTER TABLE "backfill_runs" ENABLE ROW LEVEL SECURITY;--> statement-breakpoint
CREATE TABLE "rate_buckets" (
	"team_id" text NOT NULL,
	"method" text NOT NULL,
	"due_at" timestamp with time zone NOT NULL,
	"parked_until" timestamp with time zone NOT NULL,
	CONSTRAINT "rate_buckets_team_id_method_pk" PRIMARY KEY("team_id","method")
);
--> statement-breakpoint
ALTER TABLE "rate_buckets" ENABLE ROW LEVEL SECURITY;--> statement-breakpoint
CREATE TABLE "team_reading" (
	"team_id" text PRIMARY KEY NOT NULL,
	"rate_class" text DEFAULT 'unknown' NOT NULL,
	"rate_class_at" timestamp with time zone,
	"generation" integer DEFAULT 0 NOT NULL,
	"suspect_channel_id" text,
	"lost_since" timestamp with time zone,
	"alive_at" timestamp with time zone,
	"schedule" text DEFAULT 'auto' NOT NULL
);
--> statement-breakpoint
ALTER TABLE "team_reading" ENABLE ROW LEVEL SECURITY;--> statement-breakpoint
CREATE TABLE "thread_syncs" (
	"team_id" text NOT NULL,
	"channel_id" text NOT NULL,
	"root_ts" text COLLATE "C" NOT NULL,
	"reply_count" integer NOT NULL,
	"latest_reply_ts" text COLLATE "C",
	"after_ts" text COLLATE "C",
	"is_pending" boolean NOT NULL,
	CONSTRAINT "thread_syncs_team_id_channel_id_root_ts_pk" PRIMARY KEY("team_id","channel_id","root_ts")
);
--> statement-breakpoint
ALTER TABLE "thread_syncs" ENABLE ROW LEVEL SECURITY;--> statement-breakpoint
-- What was half read is read again; what was read to its end stays so.
-- The owner itself is bound by FORCE and would see no row.
ALTER TABLE "sync_watermarks" NO FORCE ROW LEVEL SECURITY;--> statement-breakpoint
DELETE FROM "sync_watermarks" WHERE NOT "pages_done" OR cardinality("threads_left") > 0;--> statement-breakpoint
ALTER TABLE "sync_watermarks" FORCE ROW LEVEL SECURITY;--> statement-breakpoint
ALTER TABLE "sync_watermarks" ADD COLUMN "from_ts" text COLLATE "C" NOT NULL DEFAULT '0.000000', ADD COLUMN "started_at" timestamp with time zone NOT NULL DEFAULT now(), ADD COLUMN "threads" text NOT NULL DEFAULT 'all';--> statement-breakpoint
ALTER TABLE "sync_watermarks" ALTER COLUMN "from_ts" DROP DEFAULT, ALTER COLUMN "started_at" DROP DEFAULT, ALTER COLUMN "threads" DROP DEFAULT;--> statement-breakpoint
ALTER TABLE "sync_watermarks" ADD COLUMN "jump_at" text COLLATE "C";--> statement-breakpoint
ALTER TABLE "sync_watermarks" ADD COLUMN "jump_to" text COLLATE "C";--> statement-breakpoint
ALTER TABLE "sync_watermarks" ADD COLUMN "is_stopped" boolean DEFAULT false NOT NULL;--> statement-breakpoint
ALTER TABLE "sync_watermarks" ADD COLUMN "messages_read" integer DEFAULT 0 NOT NULL;--> statement-breakpoint
ALTER TABLE "sync_watermarks" ADD COLUMN "threads_found" integer DEFAULT 0 NOT NULL;--> statement-breakpoint
ALTER TABLE "channels" ADD COLUMN "backfill_priority" integer DEFAULT 0 NOT NULL;--> statement-breakpoint
ALTER TABLE "backfill_runs" ADD CONSTRAINT "backfill_runs_team_id_teams_team_id_fk" FOREIGN KEY ("team_id") REFERENCES "public"."teams"("team_id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "rate_buckets" ADD CONSTRAINT "rate_buckets_team_id_teams_team_id_fk" FOREIGN KEY ("team_id") REFERENCES "public"."teams"("team_id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "team_reading" ADD CONSTRAINT "team_reading_team_id_teams_team_id_fk" FOREIGN KEY ("team_id") REFERENCES "public"."teams"("team_id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "thread_syncs" ADD CONSTRAINT "thread_syncs_team_id_teams_team_id_fk" FOREIGN KEY ("team_id") REFERENCES "public"."teams"("team_id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
CREATE UNIQUE INDEX "backfill_runs_open" ON "backfill_runs" USING btree ("team_id") WHERE finished_at is null;--> statement-breakpoint
CREATE INDEX "thread_syncs_pending" ON "thread_syncs" USING btree ("team_id","channel_id","root_ts") WHERE is_pending;--> statement-breakpoint
ALTER TABLE "sync_watermarks" DROP COLUMN "threads_left";--> statement-breakpoint
CREATE POLICY "backfill_runs_tenant" ON "backfill_runs" AS PERMISSIVE FOR ALL TO "app_rw" USING (team_id = nullif(current_setting('app.team_id', true), '')) WITH CHECK (team_id = nullif(current_setting('app.team_id', true), ''));--> statement-breakpoint
CREATE POLICY "backfill_runs_system" ON "backfill_runs" AS PERMISSIVE FOR ALL TO "app_system" USING (current_user = 'app_system') WITH CHECK (current_user = 'app_system');--> statement-breakpoint
CREATE POLICY "rate_buckets_tenant" ON "rate_buckets" AS PERMISSIVE FOR ALL TO "app_rw" USING (team_id = nullif(current_setting('app.team_id', true), '')) WITH CHECK (team_id = nullif(current_setting('app.team_id', true), ''));--> statement-breakpoint
CREATE POLICY "rate_buckets_system" ON "rate_buckets" AS PERMISSIVE FOR ALL TO "app_system" USING (current_user = 'app_system') WITH CHECK (current_user = 'app_system');--> statement-breakpoint
CREATE POLICY "team_reading_tenant" ON "team_reading" AS PERMISSIVE FOR ALL TO "app_rw" USING (team_id = nullif(current_setting('app.team_id', true), '')) WITH CHECK (team_id = nullif(current_setting('app.team_id', true), ''));--> statement-breakpoint
CREATE POLICY "team_reading_system" ON "team_reading" AS PERMISSIVE FOR ALL TO "app_system" USING (current_user = 'app_system') WITH CHECK (current_user = 'app_system');--> statement-breakpoint
CREATE POLICY "thread_syncs_tenant" ON "thread_syncs" AS PERMISSIVE FOR ALL TO "app_rw" USING (team_id = nullif(current_setting('app.team_id', true), '')) WITH CHECK (team_id = nullif(current_setting('app.team_id', true), ''));--> statement-breakpoint
CREATE POLICY "thread_syncs_system" ON "thread_syncs" AS PERMISSIVE FOR ALL TO "app_system" USING (current_user = 'app_system') WITH CHECK (current_user = 'app_system');--> statement-breakpoint
-- Written by hand: drizzle-kit emits no FORCE. Without it the owner would see every team.
ALTER TABLE "backfill_runs" FORCE ROW LEVEL SECURITY;--> statement-breakpoint
ALTER TABLE "rate_buckets" FORCE ROW LEVEL SECURITY;--> statement-breakpoint
ALTER TABLE "team_reading" FORCE ROW LEVEL SECURITY;--> statement-breakpoint
ALTER TABLE "thread_syncs" FORCE ROW LEVEL SECURITY;
