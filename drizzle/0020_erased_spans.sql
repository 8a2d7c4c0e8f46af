CREATE TABLE "erased_spans" (
	"team_id" text NOT NULL,
	"erasure_id" uuid NOT NULL,
	"channel_id" text,
	"user_id" text,
	"thread_ts" text COLLATE "C",
	"from_ts" text COLLATE "C" NOT NULL,
	"until_ts" text COLLATE "C" NOT NULL,
	"except_channels" text[] DEFAULT '{}' NOT NULL,
	CONSTRAINT "erased_spans_team_id_erasure_id_pk" PRIMARY KEY("team_id","erasure_id")
);
--> statement-breakpoint
ALTER TABLE "erased_spans" ENABLE ROW LEVEL SECURITY;--> statement-breakpoint
ALTER TABLE "erased_spans" ADD CONSTRAINT "erased_spans_team_id_teams_team_id_fk" FOREIGN KEY ("team_id") REFERENCES "public"."teams"("team_id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
CREATE POLICY "erased_spans_tenant" ON "erased_spans" AS PERMISSIVE FOR ALL TO "app_rw" USING (team_id = nullif(current_setting('app.team_id', true), '')) WITH CHECK (team_id = nullif(current_setting('app.team_id', true), ''));--> statement-breakpoint
CREATE POLICY "erased_spans_system" ON "erased_spans" AS PERMISSIVE FOR ALL TO "app_system" USING (current_user = 'app_system') WITH CHECK (current_user = 'app_system');--> statement-breakpoint
-- Written by hand from here on. drizzle-kit emits no FORCE: without it the owner would see every team.
ALTER TABLE "erased_spans" FORCE ROW LEVEL SECURITY;
