CREATE TABLE "answer_sources" (
	"team_id" text NOT NULL,
	"answer_id" uuid NOT NULL,
	"ordinal" integer NOT NULL,
	"channel_id" text NOT NULL,
	"ts" text COLLATE "C" NOT NULL,
	"version" bigint NOT NULL,
	"quote_hash" text,
	"role" text NOT NULL,
	"score" double precision,
	CONSTRAINT "answer_sources_team_id_answer_id_ordinal_pk" PRIMARY KEY("team_id","answer_id","ordinal")
);
--> statement-breakpoint
ALTER TABLE "answer_sources" ENABLE ROW LEVEL SECURITY;--> statement-breakpoint
CREATE TABLE "answers" (
	"team_id" text NOT NULL,
	"answer_id" uuid NOT NULL,
	"question_id" uuid NOT NULL,
	"state" text NOT NULL,
	"reason" text,
	"text" text,
	"confidence" double precision,
	"coverage" jsonb,
	"strategy" text,
	"timings" jsonb,
	"posted_channel_id" text,
	"posted_ts" text COLLATE "C",
	"ephemeral" boolean NOT NULL,
	"created_at" timestamp with time zone DEFAULT clock_timestamp() NOT NULL,
	CONSTRAINT "answers_team_id_answer_id_pk" PRIMARY KEY("team_id","answer_id")
);
--> statement-breakpoint
ALTER TABLE "answers" ENABLE ROW LEVEL SECURITY;--> statement-breakpoint
CREATE TABLE "audit_log" (
	"team_id" text NOT NULL,
	"id" bigint GENERATED ALWAYS AS IDENTITY (sequence name "audit_log_id_seq" INCREMENT BY 1 MINVALUE 1 MAXVALUE 9223372036854775807 START WITH 1 CACHE 1),
	"actor" text NOT NULL,
	"actor_kind" text NOT NULL,
	"action" text NOT NULL,
	"target" text NOT NULL,
	"diff" jsonb,
	"created_at" timestamp with time zone NOT NULL,
	CONSTRAINT "audit_log_team_id_id_pk" PRIMARY KEY("team_id","id")
);
--> statement-breakpoint
ALTER TABLE "audit_log" ENABLE ROW LEVEL SECURITY;--> statement-breakpoint
CREATE TABLE "questions" (
	"team_id" text NOT NULL,
	"question_id" uuid NOT NULL,
	"asker_id" text NOT NULL,
	"surface" text NOT NULL,
	"channel_id" text NOT NULL,
	"thread_ts" text COLLATE "C",
	"text" text NOT NULL,
	"dedupe_key" text NOT NULL,
	"response_url" text,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL,
	CONSTRAINT "questions_team_id_question_id_pk" PRIMARY KEY("team_id","question_id"),
	CONSTRAINT "questions_dedupe" UNIQUE("team_id","dedupe_key")
);
--> statement-breakpoint
ALTER TABLE "questions" ENABLE ROW LEVEL SECURITY;--> statement-breakpoint
CREATE TABLE "channel_coverage" (
	"team_id" text NOT NULL,
	"channel_id" text NOT NULL,
	"from_ts" text COLLATE "C" NOT NULL,
	"to_ts" text COLLATE "C" NOT NULL,
	"complete" boolean NOT NULL,
	"threads_complete" boolean NOT NULL,
	CONSTRAINT "channel_coverage_team_id_channel_id_from_ts_pk" PRIMARY KEY("team_id","channel_id","from_ts")
);
--> statement-breakpoint
ALTER TABLE "channel_coverage" ENABLE ROW LEVEL SECURITY;--> statement-breakpoint
CREATE TABLE "inbox_events" (
	"event_id" text PRIMARY KEY NOT NULL,
	"seq" bigint GENERATED ALWAYS AS IDENTITY (sequence name "inbox_events_seq_seq" INCREMENT BY 1 MINVALUE 1 MAXVALUE 9223372036854775807 START WITH 1 CACHE 1),
	"team_id" text NOT NULL,
	"app_id" text NOT NULL,
	"channel_id" text,
	"type" text NOT NULL,
	"body" text NOT NULL,
	"retry_num" integer NOT NULL,
	"received_at" timestamp with time zone DEFAULT now() NOT NULL,
	"done_at" timestamp with time zone,
	"attempts" integer DEFAULT 0 NOT NULL,
	"not_before" timestamp with time zone,
	"dead_at" timestamp with time zone,
	"error" text
);
--> statement-breakpoint
ALTER TABLE "inbox_events" ENABLE ROW LEVEL SECURITY;--> statement-breakpoint
CREATE TABLE "index_state" (
	"team_id" text PRIMARY KEY NOT NULL,
	"embedder_id" text NOT NULL,
	"dims" integer NOT NULL
);
--> statement-breakpoint
ALTER TABLE "index_state" ENABLE ROW LEVEL SECURITY;--> statement-breakpoint
CREATE TABLE "sync_watermarks" (
	"team_id" text NOT NULL,
	"channel_id" text NOT NULL,
	"cursor" text,
	"oldest_ts" text COLLATE "C",
	"newest_ts" text COLLATE "C",
	"pages_done" boolean NOT NULL,
	"threads_left" text[] NOT NULL,
	CONSTRAINT "sync_watermarks_team_id_channel_id_pk" PRIMARY KEY("team_id","channel_id")
);
--> statement-breakpoint
ALTER TABLE "sync_watermarks" ENABLE ROW LEVEL SECURITY;--> statement-breakpoint
CREATE TABLE "team_lease" (
	"team_id" text PRIMARY KEY NOT NULL,
	"owner" uuid NOT NULL,
	"until" timestamp with time zone NOT NULL
);
--> statement-breakpoint
ALTER TABLE "team_lease" ENABLE ROW LEVEL SECURITY;--> statement-breakpoint
CREATE TABLE "installations" (
	"team_id" text NOT NULL,
	"app_id" text NOT NULL,
	"enterprise_id" text,
	"bot_user_id" text NOT NULL,
	"bot_id" text,
	"bot_token" text,
	"key_id" text NOT NULL,
	"scopes" text[] NOT NULL,
	"installer_user_id" text NOT NULL,
	"generation" integer DEFAULT 1 NOT NULL,
	"transport" text NOT NULL,
	"is_active" boolean DEFAULT true NOT NULL,
	"installed_at" timestamp with time zone NOT NULL,
	"revoked_at" timestamp with time zone,
	"revoked_reason" text,
	CONSTRAINT "installations_team_id_app_id_pk" PRIMARY KEY("team_id","app_id")
);
--> statement-breakpoint
ALTER TABLE "installations" ENABLE ROW LEVEL SECURITY;--> statement-breakpoint
CREATE TABLE "oauth_states" (
	"state_hash" text PRIMARY KEY NOT NULL,
	"browser_hash" text NOT NULL,
	"purpose" text NOT NULL,
	"return_path" text,
	"expires_at" timestamp with time zone NOT NULL,
	"used_at" timestamp with time zone
);
--> statement-breakpoint
CREATE TABLE "teams" (
	"team_id" text PRIMARY KEY NOT NULL,
	"enterprise_id" text,
	"name" text NOT NULL,
	"domain" text NOT NULL,
	"url" text NOT NULL,
	"state" text DEFAULT 'installing' NOT NULL,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL,
	"uninstalled_at" timestamp with time zone
);
--> statement-breakpoint
ALTER TABLE "teams" ENABLE ROW LEVEL SECURITY;--> statement-breakpoint
CREATE TABLE "message_bodies" (
	"team_id" text NOT NULL,
	"channel_id" text NOT NULL,
	"ts" text COLLATE "C" NOT NULL,
	"text" text NOT NULL,
	"mrkdwn" text NOT NULL,
	"stored_at" timestamp with time zone DEFAULT now() NOT NULL,
	CONSTRAINT "message_bodies_team_id_channel_id_ts_pk" PRIMARY KEY("team_id","channel_id","ts")
);
--> statement-breakpoint
ALTER TABLE "message_bodies" ENABLE ROW LEVEL SECURITY;--> statement-breakpoint
CREATE TABLE "messages" (
	"team_id" text NOT NULL,
	"channel_id" text NOT NULL,
	"ts" text COLLATE "C" NOT NULL,
	"posted_at" timestamp with time zone GENERATED ALWAYS AS (to_timestamp(ts::double precision)) STORED,
	"thread_ts" text COLLATE "C",
	"user_id" text,
	"bot_id" text,
	"app_id" text,
	"author_team_id" text,
	"kind" text NOT NULL,
	"subtype" text,
	"edited_ts" text COLLATE "C",
	"version" bigint NOT NULL,
	"content_hash" text,
	"reply_count" integer,
	"latest_reply_ts" text COLLATE "C",
	"file_count" integer NOT NULL,
	"source" text NOT NULL,
	"deleted_at" timestamp with time zone,
	"delete_reason" text,
	"indexed_version" bigint,
	"first_seen_at" timestamp with time zone DEFAULT now() NOT NULL,
	CONSTRAINT "messages_team_id_channel_id_ts_pk" PRIMARY KEY("team_id","channel_id","ts")
);
--> statement-breakpoint
ALTER TABLE "messages" ENABLE ROW LEVEL SECURITY;--> statement-breakpoint
CREATE TABLE "channel_members" (
	"team_id" text NOT NULL,
	"channel_id" text NOT NULL,
	"user_id" text NOT NULL,
	"since" timestamp with time zone NOT NULL,
	CONSTRAINT "channel_members_team_id_channel_id_user_id_pk" PRIMARY KEY("team_id","channel_id","user_id")
);
--> statement-breakpoint
ALTER TABLE "channel_members" ENABLE ROW LEVEL SECURITY;--> statement-breakpoint
CREATE TABLE "channels" (
	"team_id" text NOT NULL,
	"channel_id" text NOT NULL,
	"name" text NOT NULL,
	"is_private" boolean NOT NULL,
	"is_archived" boolean NOT NULL,
	"is_general" boolean NOT NULL,
	"is_ext_shared" boolean NOT NULL,
	"is_org_shared" boolean NOT NULL,
	"topic" text NOT NULL,
	"purpose" text NOT NULL,
	"creator_id" text,
	"member_count" integer,
	"policy" text DEFAULT 'pending' NOT NULL,
	"policy_by" text,
	"policy_at" timestamp with time zone,
	"bot_is_member" boolean NOT NULL,
	CONSTRAINT "channels_team_id_channel_id_pk" PRIMARY KEY("team_id","channel_id")
);
--> statement-breakpoint
ALTER TABLE "channels" ENABLE ROW LEVEL SECURITY;--> statement-breakpoint
CREATE TABLE "users" (
	"team_id" text NOT NULL,
	"user_id" text NOT NULL,
	"username" text NOT NULL,
	"real_name" text NOT NULL,
	"display_name" text NOT NULL,
	"email" text,
	"title" text,
	"tz" text,
	"is_bot" boolean NOT NULL,
	"is_admin" boolean NOT NULL,
	"is_owner" boolean NOT NULL,
	"is_restricted" boolean NOT NULL,
	"is_ultra_restricted" boolean NOT NULL,
	"deleted_at" timestamp with time zone,
	"updated_at" timestamp with time zone NOT NULL,
	CONSTRAINT "users_team_id_user_id_pk" PRIMARY KEY("team_id","user_id")
);
--> statement-breakpoint
ALTER TABLE "users" ENABLE ROW LEVEL SECURITY;--> statement-breakpoint
ALTER TABLE "answer_sources" ADD CONSTRAINT "answer_sources_answer_fk" FOREIGN KEY ("team_id","answer_id") REFERENCES "public"."answers"("team_id","answer_id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "answers" ADD CONSTRAINT "answers_team_id_teams_team_id_fk" FOREIGN KEY ("team_id") REFERENCES "public"."teams"("team_id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "answers" ADD CONSTRAINT "answers_question_fk" FOREIGN KEY ("team_id","question_id") REFERENCES "public"."questions"("team_id","question_id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "audit_log" ADD CONSTRAINT "audit_log_team_id_teams_team_id_fk" FOREIGN KEY ("team_id") REFERENCES "public"."teams"("team_id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "questions" ADD CONSTRAINT "questions_team_id_teams_team_id_fk" FOREIGN KEY ("team_id") REFERENCES "public"."teams"("team_id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "channel_coverage" ADD CONSTRAINT "channel_coverage_team_id_teams_team_id_fk" FOREIGN KEY ("team_id") REFERENCES "public"."teams"("team_id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "index_state" ADD CONSTRAINT "index_state_team_id_teams_team_id_fk" FOREIGN KEY ("team_id") REFERENCES "public"."teams"("team_id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "sync_watermarks" ADD CONSTRAINT "sync_watermarks_team_id_teams_team_id_fk" FOREIGN KEY ("team_id") REFERENCES "public"."teams"("team_id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "installations" ADD CONSTRAINT "installations_team_id_teams_team_id_fk" FOREIGN KEY ("team_id") REFERENCES "public"."teams"("team_id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "message_bodies" ADD CONSTRAINT "message_bodies_message_fk" FOREIGN KEY ("team_id","channel_id","ts") REFERENCES "public"."messages"("team_id","channel_id","ts") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "messages" ADD CONSTRAINT "messages_team_id_teams_team_id_fk" FOREIGN KEY ("team_id") REFERENCES "public"."teams"("team_id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "channel_members" ADD CONSTRAINT "channel_members_team_id_teams_team_id_fk" FOREIGN KEY ("team_id") REFERENCES "public"."teams"("team_id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "channels" ADD CONSTRAINT "channels_team_id_teams_team_id_fk" FOREIGN KEY ("team_id") REFERENCES "public"."teams"("team_id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "users" ADD CONSTRAINT "users_team_id_teams_team_id_fk" FOREIGN KEY ("team_id") REFERENCES "public"."teams"("team_id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "answer_sources_message" ON "answer_sources" USING btree ("team_id","channel_id","ts");--> statement-breakpoint
CREATE INDEX "answers_question" ON "answers" USING btree ("team_id","question_id");--> statement-breakpoint
CREATE INDEX "inbox_pending" ON "inbox_events" USING btree ("team_id","seq") WHERE done_at is null and dead_at is null;--> statement-breakpoint
CREATE INDEX "inbox_dead" ON "inbox_events" USING btree ("team_id","dead_at") WHERE dead_at is not null;--> statement-breakpoint
CREATE INDEX "messages_dirty" ON "messages" USING btree ("team_id","version") WHERE indexed_version is distinct from version;--> statement-breakpoint
CREATE INDEX "messages_thread" ON "messages" USING btree ("team_id","channel_id","thread_ts") WHERE thread_ts is not null;--> statement-breakpoint
CREATE INDEX "messages_posted" ON "messages" USING brin ("posted_at");--> statement-breakpoint
CREATE INDEX "channel_members_user" ON "channel_members" USING btree ("team_id","user_id");--> statement-breakpoint
CREATE POLICY "answer_sources_tenant" ON "answer_sources" AS PERMISSIVE FOR ALL TO "app_rw" USING (team_id = nullif(current_setting('app.team_id', true), '')) WITH CHECK (team_id = nullif(current_setting('app.team_id', true), ''));--> statement-breakpoint
CREATE POLICY "answer_sources_system" ON "answer_sources" AS PERMISSIVE FOR ALL TO "app_system" USING (current_user = 'app_system') WITH CHECK (current_user = 'app_system');--> statement-breakpoint
CREATE POLICY "answers_tenant" ON "answers" AS PERMISSIVE FOR ALL TO "app_rw" USING (team_id = nullif(current_setting('app.team_id', true), '')) WITH CHECK (team_id = nullif(current_setting('app.team_id', true), ''));--> statement-breakpoint
CREATE POLICY "answers_system" ON "answers" AS PERMISSIVE FOR ALL TO "app_system" USING (current_user = 'app_system') WITH CHECK (current_user = 'app_system');--> statement-breakpoint
CREATE POLICY "audit_log_tenant" ON "audit_log" AS PERMISSIVE FOR ALL TO "app_rw" USING (team_id = nullif(current_setting('app.team_id', true), '')) WITH CHECK (team_id = nullif(current_setting('app.team_id', true), ''));--> statement-breakpoint
CREATE POLICY "audit_log_system" ON "audit_log" AS PERMISSIVE FOR ALL TO "app_system" USING (current_user = 'app_system') WITH CHECK (current_user = 'app_system');--> statement-breakpoint
CREATE POLICY "questions_tenant" ON "questions" AS PERMISSIVE FOR ALL TO "app_rw" USING (team_id = nullif(current_setting('app.team_id', true), '')) WITH CHECK (team_id = nullif(current_setting('app.team_id', true), ''));--> statement-breakpoint
CREATE POLICY "questions_system" ON "questions" AS PERMISSIVE FOR ALL TO "app_system" USING (current_user = 'app_system') WITH CHECK (current_user = 'app_system');--> statement-breakpoint
CREATE POLICY "channel_coverage_tenant" ON "channel_coverage" AS PERMISSIVE FOR ALL TO "app_rw" USING (team_id = nullif(current_setting('app.team_id', true), '')) WITH CHECK (team_id = nullif(current_setting('app.team_id', true), ''));--> statement-breakpoint
CREATE POLICY "channel_coverage_system" ON "channel_coverage" AS PERMISSIVE FOR ALL TO "app_system" USING (current_user = 'app_system') WITH CHECK (current_user = 'app_system');--> statement-breakpoint
CREATE POLICY "inbox_events_tenant" ON "inbox_events" AS PERMISSIVE FOR ALL TO "app_rw" USING (team_id = nullif(current_setting('app.team_id', true), '')) WITH CHECK (team_id = nullif(current_setting('app.team_id', true), ''));--> statement-breakpoint
CREATE POLICY "inbox_events_system" ON "inbox_events" AS PERMISSIVE FOR ALL TO "app_system" USING (current_user = 'app_system') WITH CHECK (current_user = 'app_system');--> statement-breakpoint
CREATE POLICY "index_state_tenant" ON "index_state" AS PERMISSIVE FOR ALL TO "app_rw" USING (team_id = nullif(current_setting('app.team_id', true), '')) WITH CHECK (team_id = nullif(current_setting('app.team_id', true), ''));--> statement-breakpoint
CREATE POLICY "index_state_system" ON "index_state" AS PERMISSIVE FOR ALL TO "app_system" USING (current_user = 'app_system') WITH CHECK (current_user = 'app_system');--> statement-breakpoint
CREATE POLICY "sync_watermarks_tenant" ON "sync_watermarks" AS PERMISSIVE FOR ALL TO "app_rw" USING (team_id = nullif(current_setting('app.team_id', true), '')) WITH CHECK (team_id = nullif(current_setting('app.team_id', true), ''));--> statement-breakpoint
CREATE POLICY "sync_watermarks_system" ON "sync_watermarks" AS PERMISSIVE FOR ALL TO "app_system" USING (current_user = 'app_system') WITH CHECK (current_user = 'app_system');--> statement-breakpoint
CREATE POLICY "team_lease_tenant" ON "team_lease" AS PERMISSIVE FOR ALL TO "app_rw" USING (team_id = nullif(current_setting('app.team_id', true), '')) WITH CHECK (team_id = nullif(current_setting('app.team_id', true), ''));--> statement-breakpoint
CREATE POLICY "team_lease_system" ON "team_lease" AS PERMISSIVE FOR ALL TO "app_system" USING (current_user = 'app_system') WITH CHECK (current_user = 'app_system');--> statement-breakpoint
CREATE POLICY "installations_tenant" ON "installations" AS PERMISSIVE FOR ALL TO "app_rw" USING (team_id = nullif(current_setting('app.team_id', true), '')) WITH CHECK (team_id = nullif(current_setting('app.team_id', true), ''));--> statement-breakpoint
CREATE POLICY "installations_system" ON "installations" AS PERMISSIVE FOR ALL TO "app_system" USING (current_user = 'app_system') WITH CHECK (current_user = 'app_system');--> statement-breakpoint
CREATE POLICY "teams_tenant" ON "teams" AS PERMISSIVE FOR ALL TO "app_rw" USING (team_id = nullif(current_setting('app.team_id', true), '')) WITH CHECK (team_id = nullif(current_setting('app.team_id', true), ''));--> statement-breakpoint
CREATE POLICY "teams_system" ON "teams" AS PERMISSIVE FOR ALL TO "app_system" USING (current_user = 'app_system') WITH CHECK (current_user = 'app_system');--> statement-breakpoint
CREATE POLICY "message_bodies_tenant" ON "message_bodies" AS PERMISSIVE FOR ALL TO "app_rw" USING (team_id = nullif(current_setting('app.team_id', true), '')) WITH CHECK (team_id = nullif(current_setting('app.team_id', true), ''));--> statement-breakpoint
CREATE POLICY "message_bodies_system" ON "message_bodies" AS PERMISSIVE FOR ALL TO "app_system" USING (current_user = 'app_system') WITH CHECK (current_user = 'app_system');--> statement-breakpoint
CREATE POLICY "messages_tenant" ON "messages" AS PERMISSIVE FOR ALL TO "app_rw" USING (team_id = nullif(current_setting('app.team_id', true), '')) WITH CHECK (team_id = nullif(current_setting('app.team_id', true), ''));--> statement-breakpoint
CREATE POLICY "messages_system" ON "messages" AS PERMISSIVE FOR ALL TO "app_system" USING (current_user = 'app_system') WITH CHECK (current_user = 'app_system');--> statement-breakpoint
CREATE POLICY "channel_members_tenant" ON "channel_members" AS PERMISSIVE FOR ALL TO "app_rw" USING (team_id = nullif(current_setting('app.team_id', true), '')) WITH CHECK (team_id = nullif(current_setting('app.team_id', true), ''));--> statement-breakpoint
CREATE POLICY "channel_members_system" ON "channel_members" AS PERMISSIVE FOR ALL TO "app_system" USING (current_user = 'app_system') WITH CHECK (current_user = 'app_system');--> statement-breakpoint
CREATE POLICY "channels_tenant" ON "channels" AS PERMISSIVE FOR ALL TO "app_rw" USING (team_id = nullif(current_setting('app.team_id', true), '')) WITH CHECK (team_id = nullif(current_setting('app.team_id', true), ''));--> statement-breakpoint
CREATE POLICY "channels_system" ON "channels" AS PERMISSIVE FOR ALL TO "app_system" USING (current_user = 'app_system') WITH CHECK (current_user = 'app_system');--> statement-breakpoint
CREATE POLICY "users_tenant" ON "users" AS PERMISSIVE FOR ALL TO "app_rw" USING (team_id = nullif(current_setting('app.team_id', true), '')) WITH CHECK (team_id = nullif(current_setting('app.team_id', true), ''));--> statement-breakpoint
CREATE POLICY "users_system" ON "users" AS PERMISSIVE FOR ALL TO "app_system" USING (current_user = 'app_system') WITH CHECK (current_user = 'app_system');