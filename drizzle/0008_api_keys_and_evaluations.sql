CREATE TABLE "api_keys" (
	"team_id" text NOT NULL,
	"prefix" text NOT NULL,
	"hash" text NOT NULL,
	"scopes" text[] NOT NULL,
	"acts_as_user_id" text NOT NULL,
	"created_at" timestamp with time zone NOT NULL,
	"expires_at" timestamp with time zone NOT NULL,
	"last_used_at" timestamp with time zone,
	"revoked_at" timestamp with time zone,
	"recent_searches" bigint[] DEFAULT '{}' NOT NULL,
	"recent_calls" bigint[] DEFAULT '{}' NOT NULL,
	CONSTRAINT "api_keys_team_id_prefix_pk" PRIMARY KEY("team_id","prefix"),
	CONSTRAINT "api_keys_prefix" UNIQUE("prefix")
);
--> statement-breakpoint
ALTER TABLE "api_keys" ENABLE ROW LEVEL SECURITY;--> statement-breakpoint
CREATE TABLE "eval_items" (
	"team_id" text NOT NULL,
	"item_id" uuid NOT NULL,
	"set_id" uuid NOT NULL,
	"ordinal" integer NOT NULL,
	"query" text NOT NULL,
	"must_abstain" boolean NOT NULL,
	"filters" jsonb NOT NULL,
	CONSTRAINT "eval_items_team_id_item_id_pk" PRIMARY KEY("team_id","item_id")
);
--> statement-breakpoint
ALTER TABLE "eval_items" ENABLE ROW LEVEL SECURITY;--> statement-breakpoint
CREATE TABLE "eval_judgments" (
	"team_id" text NOT NULL,
	"item_id" uuid NOT NULL,
	"channel_id" text NOT NULL,
	"ts" text COLLATE "C" NOT NULL,
	"grade" integer NOT NULL,
	CONSTRAINT "eval_judgments_team_id_item_id_channel_id_ts_pk" PRIMARY KEY("team_id","item_id","channel_id","ts")
);
--> statement-breakpoint
ALTER TABLE "eval_judgments" ENABLE ROW LEVEL SECURITY;--> statement-breakpoint
CREATE TABLE "eval_results" (
	"team_id" text NOT NULL,
	"run_id" uuid NOT NULL,
	"item_id" uuid NOT NULL,
	"strategy" text NOT NULL,
	"outcome" text NOT NULL,
	"found" integer NOT NULL,
	"ndcg10" double precision NOT NULL,
	"recall100" double precision NOT NULL,
	"mrr10" double precision NOT NULL,
	"precision10" double precision NOT NULL,
	"took_ms" double precision NOT NULL,
	CONSTRAINT "eval_results_team_id_run_id_item_id_strategy_pk" PRIMARY KEY("team_id","run_id","item_id","strategy")
);
--> statement-breakpoint
ALTER TABLE "eval_results" ENABLE ROW LEVEL SECURITY;--> statement-breakpoint
CREATE TABLE "eval_runs" (
	"team_id" text NOT NULL,
	"run_id" uuid NOT NULL,
	"set_id" uuid NOT NULL,
	"owner_id" text NOT NULL,
	"strategies" text[] NOT NULL,
	"state" text NOT NULL,
	"reason" text,
	"created_at" timestamp with time zone NOT NULL,
	"finished_at" timestamp with time zone,
	CONSTRAINT "eval_runs_team_id_run_id_pk" PRIMARY KEY("team_id","run_id")
);
--> statement-breakpoint
ALTER TABLE "eval_runs" ENABLE ROW LEVEL SECURITY;--> statement-breakpoint
CREATE TABLE "eval_sets" (
	"team_id" text NOT NULL,
	"set_id" uuid NOT NULL,
	"owner_id" text NOT NULL,
	"name" text NOT NULL,
	"created_at" timestamp with time zone NOT NULL,
	CONSTRAINT "eval_sets_team_id_set_id_pk" PRIMARY KEY("team_id","set_id")
);
--> statement-breakpoint
ALTER TABLE "eval_sets" ENABLE ROW LEVEL SECURITY;--> statement-breakpoint
ALTER TABLE "api_keys" ADD CONSTRAINT "api_keys_team_id_teams_team_id_fk" FOREIGN KEY ("team_id") REFERENCES "public"."teams"("team_id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "eval_items" ADD CONSTRAINT "eval_items_set_fk" FOREIGN KEY ("team_id","set_id") REFERENCES "public"."eval_sets"("team_id","set_id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "eval_judgments" ADD CONSTRAINT "eval_judgments_item_fk" FOREIGN KEY ("team_id","item_id") REFERENCES "public"."eval_items"("team_id","item_id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "eval_results" ADD CONSTRAINT "eval_results_run_fk" FOREIGN KEY ("team_id","run_id") REFERENCES "public"."eval_runs"("team_id","run_id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "eval_runs" ADD CONSTRAINT "eval_runs_set_fk" FOREIGN KEY ("team_id","set_id") REFERENCES "public"."eval_sets"("team_id","set_id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "eval_sets" ADD CONSTRAINT "eval_sets_team_id_teams_team_id_fk" FOREIGN KEY ("team_id") REFERENCES "public"."teams"("team_id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "eval_items_set" ON "eval_items" USING btree ("team_id","set_id","ordinal");--> statement-breakpoint
CREATE UNIQUE INDEX "eval_runs_open" ON "eval_runs" USING btree ("team_id","set_id") WHERE finished_at is null;--> statement-breakpoint
CREATE POLICY "api_keys_tenant" ON "api_keys" AS PERMISSIVE FOR ALL TO "app_rw" USING (team_id = nullif(current_setting('app.team_id', true), '')) WITH CHECK (team_id = nullif(current_setting('app.team_id', true), ''));--> statement-breakpoint
CREATE POLICY "api_keys_system" ON "api_keys" AS PERMISSIVE FOR ALL TO "app_system" USING (current_user = 'app_system') WITH CHECK (current_user = 'app_system');--> statement-breakpoint
CREATE POLICY "eval_items_tenant" ON "eval_items" AS PERMISSIVE FOR ALL TO "app_rw" USING (team_id = nullif(current_setting('app.team_id', true), '')) WITH CHECK (team_id = nullif(current_setting('app.team_id', true), ''));--> statement-breakpoint
CREATE POLICY "eval_items_system" ON "eval_items" AS PERMISSIVE FOR ALL TO "app_system" USING (current_user = 'app_system') WITH CHECK (current_user = 'app_system');--> statement-breakpoint
CREATE POLICY "eval_judgments_tenant" ON "eval_judgments" AS PERMISSIVE FOR ALL TO "app_rw" USING (team_id = nullif(current_setting('app.team_id', true), '')) WITH CHECK (team_id = nullif(current_setting('app.team_id', true), ''));--> statement-breakpoint
CREATE POLICY "eval_judgments_system" ON "eval_judgments" AS PERMISSIVE FOR ALL TO "app_system" USING (current_user = 'app_system') WITH CHECK (current_user = 'app_system');--> statement-breakpoint
CREATE POLICY "eval_results_tenant" ON "eval_results" AS PERMISSIVE FOR ALL TO "app_rw" USING (team_id = nullif(current_setting('app.team_id', true), '')) WITH CHECK (team_id = nullif(current_setting('app.team_id', true), ''));--> statement-breakpoint
CREATE POLICY "eval_results_system" ON "eval_results" AS PERMISSIVE FOR ALL TO "app_system" USING (current_user = 'app_system') WITH CHECK (current_user = 'app_system');--> statement-breakpoint
CREATE POLICY "eval_runs_tenant" ON "eval_runs" AS PERMISSIVE FOR ALL TO "app_rw" USING (team_id = nullif(current_setting('app.team_id', true), '')) WITH CHECK (team_id = nullif(current_setting('app.team_id', true), ''));--> statement-breakpoint
CREATE POLICY "eval_runs_system" ON "eval_runs" AS PERMISSIVE FOR ALL TO "app_system" USING (current_user = 'app_system') WITH CHECK (current_user = 'app_system');--> statement-breakpoint
CREATE POLICY "eval_sets_tenant" ON "eval_sets" AS PERMISSIVE FOR ALL TO "app_rw" USING (team_id = nullif(current_setting('app.team_id', true), '')) WITH CHECK (team_id = nullif(current_setting('app.team_id', true), ''));--> statement-breakpoint
CREATE POLICY "eval_sets_system" ON "eval_sets" AS PERMISSIVE FOR ALL TO "app_system" USING (current_user = 'app_system') WITH CHECK (current_user = 'app_system');--> statement-breakpoint
-- Written by hand: drizzle-kit emits no FORCE. Without it the owner would see every team.
ALTER TABLE "api_keys" FORCE ROW LEVEL SECURITY;--> statement-breakpoint
ALTER TABLE "eval_items" FORCE ROW LEVEL SECURITY;--> statement-breakpoint
ALTER TABLE "eval_judgments" FORCE ROW LEVEL SECURITY;--> statement-breakpoint
ALTER TABLE "eval_results" FORCE ROW LEVEL SECURITY;--> statement-breakpoint
ALTER TABLE "eval_runs" FORCE ROW LEVEL SECURITY;--> statement-breakpoint
ALTER TABLE "eval_sets" FORCE ROW LEVEL SECURITY;
