CREATE TABLE "notices" (
	"team_id" text NOT NULL,
	"kind" text NOT NULL,
	"subject" text NOT NULL,
	"recipient_id" text,
	"planned_at" timestamp with time zone NOT NULL,
	"claimed_at" timestamp with time zone,
	"sent_at" timestamp with time zone,
	"posted_ts" text COLLATE "C",
	CONSTRAINT "notices_team_id_kind_subject_pk" PRIMARY KEY("team_id","kind","subject")
);
--> statement-breakpoint
ALTER TABLE "notices" ENABLE ROW LEVEL SECURITY;--> statement-breakpoint
CREATE TABLE "org_installations" (
	"enterprise_id" text NOT NULL,
	"app_id" text NOT NULL,
	"name" text NOT NULL,
	"bot_token" text,
	"refresh_token" text,
	"token_expires_at" timestamp with time zone,
	"renewal_refused_at" timestamp with time zone,
	"key_id" text NOT NULL,
	"scopes" text[] NOT NULL,
	"installer_user_id" text NOT NULL,
	"generation" integer DEFAULT 1 NOT NULL,
	"is_active" boolean DEFAULT true NOT NULL,
	"installed_at" timestamp with time zone NOT NULL,
	CONSTRAINT "org_installations_enterprise_id_app_id_pk" PRIMARY KEY("enterprise_id","app_id")
);
--> statement-breakpoint
ALTER TABLE "installations" ADD COLUMN "refresh_token" text;--> statement-breakpoint
ALTER TABLE "installations" ADD COLUMN "token_expires_at" timestamp with time zone;--> statement-breakpoint
ALTER TABLE "installations" ADD COLUMN "renewal_refused_at" timestamp with time zone;--> statement-breakpoint
ALTER TABLE "installations" ADD COLUMN "is_org_wide" boolean DEFAULT false NOT NULL;--> statement-breakpoint
ALTER TABLE "teams" ADD COLUMN "paused_reason" text;--> statement-breakpoint
ALTER TABLE "notices" ADD CONSTRAINT "notices_team_id_teams_team_id_fk" FOREIGN KEY ("team_id") REFERENCES "public"."teams"("team_id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
CREATE POLICY "notices_tenant" ON "notices" AS PERMISSIVE FOR ALL TO "app_rw" USING (team_id = nullif(current_setting('app.team_id', true), '')) WITH CHECK (team_id = nullif(current_setting('app.team_id', true), ''));--> statement-breakpoint
CREATE POLICY "notices_system" ON "notices" AS PERMISSIVE FOR ALL TO "app_system" USING (current_user = 'app_system') WITH CHECK (current_user = 'app_system');--> statement-breakpoint
-- Written by hand: drizzle-kit emits neither FORCE nor grants.
ALTER TABLE "notices" FORCE ROW LEVEL SECURITY;
--> statement-breakpoint
-- No team_id, so no policy could guard it.
REVOKE ALL ON "org_installations" FROM app_rw;
