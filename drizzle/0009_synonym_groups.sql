CREATE TABLE "synonym_groups" (
	"team_id" text NOT NULL,
	"group_id" text NOT NULL,
	"members" text[] NOT NULL,
	"updated_by" text NOT NULL,
	"updated_at" timestamp with time zone NOT NULL,
	CONSTRAINT "synonym_groups_team_id_group_id_pk" PRIMARY KEY("team_id","group_id")
);
--> statement-breakpoint
ALTER TABLE "synonym_groups" ENABLE ROW LEVEL SECURITY;--> statement-breakpoint
ALTER TABLE "synonym_groups" ADD CONSTRAINT "synonym_groups_team_id_teams_team_id_fk" FOREIGN KEY ("team_id") REFERENCES "public"."teams"("team_id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
CREATE POLICY "synonym_groups_tenant" ON "synonym_groups" AS PERMISSIVE FOR ALL TO "app_rw" USING (team_id = nullif(current_setting('app.team_id', true), '')) WITH CHECK (team_id = nullif(current_setting('app.team_id', true), ''));--> statement-breakpoint
CREATE POLICY "synonym_groups_system" ON "synonym_groups" AS PERMISSIVE FOR ALL TO "app_system" USING (current_user = 'app_system') WITH CHECK (current_user = 'app_system');--> statement-breakpoint
-- Written by hand: drizzle-kit emits no FORCE. Without it the owner would see every team.
ALTER TABLE "synonym_groups" FORCE ROW LEVEL SECURITY;
