CREATE TABLE "answer_cache" (
	"team_id" text NOT NULL,
	"key" text NOT NULL,
	"value" text NOT NULL,
	"created_at" timestamp with time zone NOT NULL,
	"expires_at" timestamp with time zone NOT NULL,
	CONSTRAINT "answer_cache_team_id_key_pk" PRIMARY KEY("team_id","key")
);
--> statement-breakpoint
ALTER TABLE "answer_cache" ENABLE ROW LEVEL SECURITY;--> statement-breakpoint
CREATE TABLE "answer_cache_refs" (
	"team_id" text NOT NULL,
	"key" text NOT NULL,
	"channel_id" text NOT NULL,
	"ts" text COLLATE "C" NOT NULL,
	CONSTRAINT "answer_cache_refs_team_id_channel_id_ts_key_pk" PRIMARY KEY("team_id","channel_id","ts","key")
);
--> statement-breakpoint
ALTER TABLE "answer_cache_refs" ENABLE ROW LEVEL SECURITY;--> statement-breakpoint
CREATE TABLE "answer_posts" (
	"team_id" text NOT NULL,
	"post_id" uuid DEFAULT gen_random_uuid() NOT NULL,
	"answer_id" uuid NOT NULL,
	"channel_id" text NOT NULL,
	"ts" text COLLATE "C",
	"response_url" text,
	"response_url_until" timestamp with time zone,
	"ephemeral" boolean NOT NULL,
	"user_id" text,
	"posted_at" timestamp with time zone NOT NULL,
	"withdrawn_at" timestamp with time zone,
	CONSTRAINT "answer_posts_team_id_post_id_pk" PRIMARY KEY("team_id","post_id")
);
--> statement-breakpoint
ALTER TABLE "answer_posts" ENABLE ROW LEVEL SECURITY;--> statement-breakpoint
CREATE TABLE "feedback" (
	"team_id" text NOT NULL,
	"answer_id" uuid NOT NULL,
	"user_id" text NOT NULL,
	"verdict" text NOT NULL,
	"reason" text,
	"comment" text,
	"created_at" timestamp with time zone NOT NULL,
	CONSTRAINT "feedback_team_id_answer_id_user_id_pk" PRIMARY KEY("team_id","answer_id","user_id")
);
--> statement-breakpoint
ALTER TABLE "feedback" ENABLE ROW LEVEL SECURITY;--> statement-breakpoint
CREATE TABLE "llm_calls" (
	"team_id" text NOT NULL,
	"call_id" uuid DEFAULT gen_random_uuid() NOT NULL,
	"purpose" text NOT NULL,
	"provider" text NOT NULL,
	"model" text NOT NULL,
	"prompt_version" text,
	"input_hash" text,
	"input_tokens" integer,
	"output_tokens" integer,
	"search_units" integer,
	"reserved_micro_usd" bigint DEFAULT 0 NOT NULL,
	"cost_micro_usd" bigint DEFAULT 0 NOT NULL,
	"is_estimate" boolean DEFAULT false NOT NULL,
	"latency_ms" double precision,
	"first_token_ms" double precision,
	"retries" integer DEFAULT 0 NOT NULL,
	"cached" boolean DEFAULT false NOT NULL,
	"status" text NOT NULL,
	"error_code" text,
	"ref" text,
	"trace_id" text,
	"created_at" timestamp with time zone NOT NULL,
	"settled_at" timestamp with time zone,
	CONSTRAINT "llm_calls_team_id_call_id_pk" PRIMARY KEY("team_id","call_id")
);
--> statement-breakpoint
ALTER TABLE "llm_calls" ENABLE ROW LEVEL SECURITY;--> statement-breakpoint
CREATE TABLE "model_prices" (
	"provider" text NOT NULL,
	"model" text NOT NULL,
	"unit" text NOT NULL,
	"valid_from" timestamp with time zone NOT NULL,
	"usd_per_million" numeric NOT NULL,
	"note" text NOT NULL,
	"is_estimate" boolean NOT NULL,
	"edited_by" text NOT NULL,
	CONSTRAINT "model_prices_provider_model_unit_valid_from_pk" PRIMARY KEY("provider","model","unit","valid_from")
);
--> statement-breakpoint
CREATE TABLE "question_clusters" (
	"team_id" text NOT NULL,
	"cluster_id" uuid NOT NULL,
	"label" text NOT NULL,
	"state" text DEFAULT 'open' NOT NULL,
	"owner_id" text,
	"resolved_channel_id" text,
	"resolved_ts" text COLLATE "C",
	"created_at" timestamp with time zone NOT NULL,
	CONSTRAINT "question_clusters_team_id_cluster_id_pk" PRIMARY KEY("team_id","cluster_id")
);
--> statement-breakpoint
ALTER TABLE "question_clusters" ENABLE ROW LEVEL SECURITY;--> statement-breakpoint
CREATE TABLE "team_settings" (
	"team_id" text NOT NULL,
	"version" integer NOT NULL,
	"settings" jsonb NOT NULL,
	"updated_by" text NOT NULL,
	"updated_at" timestamp with time zone NOT NULL,
	CONSTRAINT "team_settings_team_id_pk" PRIMARY KEY("team_id")
);
--> statement-breakpoint
ALTER TABLE "team_settings" ENABLE ROW LEVEL SECURITY;--> statement-breakpoint
ALTER TABLE "answer_sources" ADD COLUMN "removed_at" timestamp with time zone;--> statement-breakpoint
ALTER TABLE "answers" ADD COLUMN "statements" jsonb;--> statement-breakpoint
ALTER TABLE "answers" ADD COLUMN "confidence_parts" jsonb;--> statement-breakpoint
ALTER TABLE "answers" ADD COLUMN "model" text;--> statement-breakpoint
ALTER TABLE "answers" ADD COLUMN "prompt_version" text;--> statement-breakpoint
ALTER TABLE "answers" ADD COLUMN "cost_micro_usd" bigint;--> statement-breakpoint
ALTER TABLE "answers" ADD COLUMN "attempt" integer DEFAULT 1 NOT NULL;--> statement-breakpoint
ALTER TABLE "answers" ADD COLUMN "trace_id" text;--> statement-breakpoint
ALTER TABLE "answers" ADD COLUMN "shared_by" text;--> statement-breakpoint
ALTER TABLE "answers" ADD COLUMN "shared_at" timestamp with time zone;--> statement-breakpoint
ALTER TABLE "answers" ADD COLUMN "shared_channel_id" text;--> statement-breakpoint
ALTER TABLE "answers" ADD COLUMN "stale_since" timestamp with time zone;--> statement-breakpoint
ALTER TABLE "answers" ADD COLUMN "revised_at" timestamp with time zone;--> statement-breakpoint
ALTER TABLE "questions" ADD COLUMN "text_hash" text;--> statement-breakpoint
ALTER TABLE "questions" ADD COLUMN "standalone_text" text;--> statement-breakpoint
ALTER TABLE "questions" ADD COLUMN "audience" text DEFAULT 'private' NOT NULL;--> statement-breakpoint
ALTER TABLE "questions" ADD COLUMN "parent_id" uuid;--> statement-breakpoint
ALTER TABLE "questions" ADD COLUMN "cluster_id" uuid;--> statement-breakpoint
ALTER TABLE "questions" ADD COLUMN "filters" jsonb;--> statement-breakpoint
ALTER TABLE "questions" ADD COLUMN "response_url_until" timestamp with time zone;--> statement-breakpoint
ALTER TABLE "answer_cache" ADD CONSTRAINT "answer_cache_team_id_teams_team_id_fk" FOREIGN KEY ("team_id") REFERENCES "public"."teams"("team_id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "answer_cache_refs" ADD CONSTRAINT "answer_cache_refs_entry_fk" FOREIGN KEY ("team_id","key") REFERENCES "public"."answer_cache"("team_id","key") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "answer_posts" ADD CONSTRAINT "answer_posts_answer_fk" FOREIGN KEY ("team_id","answer_id") REFERENCES "public"."answers"("team_id","answer_id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "feedback" ADD CONSTRAINT "feedback_answer_fk" FOREIGN KEY ("team_id","answer_id") REFERENCES "public"."answers"("team_id","answer_id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "llm_calls" ADD CONSTRAINT "llm_calls_team_id_teams_team_id_fk" FOREIGN KEY ("team_id") REFERENCES "public"."teams"("team_id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "question_clusters" ADD CONSTRAINT "question_clusters_team_id_teams_team_id_fk" FOREIGN KEY ("team_id") REFERENCES "public"."teams"("team_id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "team_settings" ADD CONSTRAINT "team_settings_team_id_teams_team_id_fk" FOREIGN KEY ("team_id") REFERENCES "public"."teams"("team_id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "answer_cache_expires" ON "answer_cache" USING btree ("expires_at");--> statement-breakpoint
CREATE INDEX "answer_cache_refs_key" ON "answer_cache_refs" USING btree ("team_id","key");--> statement-breakpoint
CREATE INDEX "answer_posts_answer" ON "answer_posts" USING btree ("team_id","answer_id");--> statement-breakpoint
CREATE UNIQUE INDEX "answer_posts_message" ON "answer_posts" USING btree ("team_id","channel_id","ts") WHERE ts is not null;--> statement-breakpoint
CREATE INDEX "answer_posts_addresses" ON "answer_posts" USING btree ("response_url_until") WHERE response_url is not null;--> statement-breakpoint
CREATE INDEX "feedback_verdict" ON "feedback" USING btree ("team_id","verdict","answer_id");--> statement-breakpoint
CREATE INDEX "llm_calls_created" ON "llm_calls" USING btree ("team_id","created_at");--> statement-breakpoint
CREATE INDEX "llm_calls_reserved" ON "llm_calls" USING btree ("created_at") WHERE status = 'reserved';--> statement-breakpoint
CREATE INDEX "answers_log" ON "answers" USING btree ("team_id","created_at","answer_id");--> statement-breakpoint
CREATE INDEX "answers_state" ON "answers" USING btree ("team_id","state","created_at");--> statement-breakpoint
CREATE INDEX "answers_without_answer" ON "answers" USING btree ("team_id","created_at","answer_id") WHERE state in ('nothing_found', 'not_confident') or (state = 'failed' and reason = 'no_evidence');--> statement-breakpoint
CREATE INDEX "answers_stale" ON "answers" USING btree ("team_id","stale_since") WHERE stale_since is not null;--> statement-breakpoint
CREATE INDEX "questions_created" ON "questions" USING btree ("team_id","created_at");--> statement-breakpoint
CREATE INDEX "questions_asker" ON "questions" USING btree ("team_id","asker_id","created_at");--> statement-breakpoint
CREATE INDEX "questions_surface" ON "questions" USING btree ("team_id","surface");--> statement-breakpoint
CREATE INDEX "questions_thread" ON "questions" USING btree ("team_id","channel_id","thread_ts");--> statement-breakpoint
CREATE INDEX "questions_cluster" ON "questions" USING btree ("team_id","cluster_id","created_at") WHERE cluster_id is not null;--> statement-breakpoint
CREATE INDEX "questions_addresses" ON "questions" USING btree ("created_at") WHERE response_url is not null;--> statement-breakpoint
CREATE POLICY "answer_cache_tenant" ON "answer_cache" AS PERMISSIVE FOR ALL TO "app_rw" USING (team_id = nullif(current_setting('app.team_id', true), '')) WITH CHECK (team_id = nullif(current_setting('app.team_id', true), ''));--> statement-breakpoint
CREATE POLICY "answer_cache_system" ON "answer_cache" AS PERMISSIVE FOR ALL TO "app_system" USING (current_user = 'app_system') WITH CHECK (current_user = 'app_system');--> statement-breakpoint
CREATE POLICY "answer_cache_refs_tenant" ON "answer_cache_refs" AS PERMISSIVE FOR ALL TO "app_rw" USING (team_id = nullif(current_setting('app.team_id', true), '')) WITH CHECK (team_id = nullif(current_setting('app.team_id', true), ''));--> statement-breakpoint
CREATE POLICY "answer_cache_refs_system" ON "answer_cache_refs" AS PERMISSIVE FOR ALL TO "app_system" USING (current_user = 'app_system') WITH CHECK (current_user = 'app_system');--> statement-breakpoint
CREATE POLICY "answer_posts_tenant" ON "answer_posts" AS PERMISSIVE FOR ALL TO "app_rw" USING (team_id = nullif(current_setting('app.team_id', true), '')) WITH CHECK (team_id = nullif(current_setting('app.team_id', true), ''));--> statement-breakpoint
CREATE POLICY "answer_posts_system" ON "answer_posts" AS PERMISSIVE FOR ALL TO "app_system" USING (current_user = 'app_system') WITH CHECK (current_user = 'app_system');--> statement-breakpoint
CREATE POLICY "feedback_tenant" ON "feedback" AS PERMISSIVE FOR ALL TO "app_rw" USING (team_id = nullif(current_setting('app.team_id', true), '')) WITH CHECK (team_id = nullif(current_setting('app.team_id', true), ''));--> statement-breakpoint
CREATE POLICY "feedback_system" ON "feedback" AS PERMISSIVE FOR ALL TO "app_system" USING (current_user = 'app_system') WITH CHECK (current_user = 'app_system');--> statement-breakpoint
CREATE POLICY "llm_calls_tenant" ON "llm_calls" AS PERMISSIVE FOR ALL TO "app_rw" USING (team_id = nullif(current_setting('app.team_id', true), '')) WITH CHECK (team_id = nullif(current_setting('app.team_id', true), ''));--> statement-breakpoint
CREATE POLICY "llm_calls_system" ON "llm_calls" AS PERMISSIVE FOR ALL TO "app_system" USING (current_user = 'app_system') WITH CHECK (current_user = 'app_system');--> statement-breakpoint
CREATE POLICY "question_clusters_tenant" ON "question_clusters" AS PERMISSIVE FOR ALL TO "app_rw" USING (team_id = nullif(current_setting('app.team_id', true), '')) WITH CHECK (team_id = nullif(current_setting('app.team_id', true), ''));--> statement-breakpoint
CREATE POLICY "question_clusters_system" ON "question_clusters" AS PERMISSIVE FOR ALL TO "app_system" USING (current_user = 'app_system') WITH CHECK (current_user = 'app_system');--> statement-breakpoint
CREATE POLICY "team_settings_tenant" ON "team_settings" AS PERMISSIVE FOR ALL TO "app_rw" USING (team_id = nullif(current_setting('app.team_id', true), '')) WITH CHECK (team_id = nullif(current_setting('app.team_id', true), ''));--> statement-breakpoint
CREATE POLICY "team_settings_system" ON "team_settings" AS PERMISSIVE FOR ALL TO "app_system" USING (current_user = 'app_system') WITH CHECK (current_user = 'app_system');--> statement-breakpoint
-- Written by hand from here on. The owner itself is bound by FORCE and would see no row to bring along.
ALTER TABLE "questions" NO FORCE ROW LEVEL SECURITY;--> statement-breakpoint
ALTER TABLE "answers" NO FORCE ROW LEVEL SECURITY;--> statement-breakpoint
UPDATE "questions" SET "audience" = 'channel' WHERE "surface" = 'mention';--> statement-breakpoint
INSERT INTO "answer_posts" ("team_id", "answer_id", "channel_id", "ts", "ephemeral", "posted_at")
SELECT DISTINCT ON ("team_id", "posted_channel_id", "posted_ts") "team_id", "answer_id", "posted_channel_id", "posted_ts", false, "created_at"
FROM "answers" WHERE "posted_channel_id" IS NOT NULL AND "posted_ts" IS NOT NULL
ORDER BY "team_id", "posted_channel_id", "posted_ts", "created_at" DESC;--> statement-breakpoint
ALTER TABLE "questions" FORCE ROW LEVEL SECURITY;--> statement-breakpoint
ALTER TABLE "answers" FORCE ROW LEVEL SECURITY;--> statement-breakpoint
-- drizzle-kit emits no FORCE. Without it the owner would see every team.
ALTER TABLE "answer_cache" FORCE ROW LEVEL SECURITY;--> statement-breakpoint
ALTER TABLE "answer_cache_refs" FORCE ROW LEVEL SECURITY;--> statement-breakpoint
ALTER TABLE "answer_posts" FORCE ROW LEVEL SECURITY;--> statement-breakpoint
ALTER TABLE "feedback" FORCE ROW LEVEL SECURITY;--> statement-breakpoint
ALTER TABLE "llm_calls" FORCE ROW LEVEL SECURITY;--> statement-breakpoint
ALTER TABLE "question_clusters" FORCE ROW LEVEL SECURITY;--> statement-breakpoint
ALTER TABLE "team_settings" FORCE ROW LEVEL SECURITY;--> statement-breakpoint
-- Prices are everybody's: a tenant may only read them.
REVOKE INSERT, UPDATE, DELETE, TRUNCATE ON "model_prices" FROM app_rw;--> statement-breakpoint
INSERT INTO "model_prices" ("provider", "model", "unit", "valid_from", "usd_per_million", "note", "is_estimate", "edited_by") VALUES
  ('cohere', 'command-a-03-2025', 'input_token', '2026-01-01T00:00:00Z', 2.5, 'not confirmed from the price page', true, 'backscroll'),
  ('cohere', 'command-a-03-2025', 'output_token', '2026-01-01T00:00:00Z', 10, 'not confirmed from the price page', true, 'backscroll'),
  ('cohere', 'command-r-plus-08-2024', 'input_token', '2026-01-01T00:00:00Z', 2.5, 'from the documentation', false, 'backscroll'),
  ('cohere', 'command-r-plus-08-2024', 'output_token', '2026-01-01T00:00:00Z', 10, 'from the documentation', false, 'backscroll'),
  ('cohere', 'command-r-08-2024', 'input_token', '2026-01-01T00:00:00Z', 0.15, 'from the documentation', false, 'backscroll'),
  ('cohere', 'command-r-08-2024', 'output_token', '2026-01-01T00:00:00Z', 0.6, 'from the documentation', false, 'backscroll'),
  ('cohere', 'command-r7b-12-2024', 'input_token', '2026-01-01T00:00:00Z', 0.0375, 'not confirmed from the price page', true, 'backscroll'),
  ('cohere', 'command-r7b-12-2024', 'output_token', '2026-01-01T00:00:00Z', 0.15, 'not confirmed from the price page', true, 'backscroll'),
  ('cohere', 'embed-v4.0', 'input_token', '2026-01-01T00:00:00Z', 0.12, 'not confirmed from the price page', true, 'backscroll'),
  ('cohere', 'rerank-v4.0-fast', 'search_unit', '2026-01-01T00:00:00Z', 2500, '2.00 to 2.50 per 1,000 searches, not confirmed; the higher is counted', true, 'backscroll'),
  ('cohere', 'rerank-v4.0-pro', 'search_unit', '2026-01-01T00:00:00Z', 2500, '2.00 to 2.50 per 1,000 searches, not confirmed; the higher is counted', true, 'backscroll');
