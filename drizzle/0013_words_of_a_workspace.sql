CREATE TABLE "word_tables" (
	"team_id" text PRIMARY KEY NOT NULL,
	"table_id" text NOT NULL,
	"packed" "bytea" NOT NULL,
	"passages" integer NOT NULL,
	"fitted_at" timestamp with time zone NOT NULL
);
--> statement-breakpoint
ALTER TABLE "word_tables" ENABLE ROW LEVEL SECURITY;--> statement-breakpoint
ALTER TABLE "word_tables" ADD CONSTRAINT "word_tables_team_id_teams_team_id_fk" FOREIGN KEY ("team_id") REFERENCES "public"."teams"("team_id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
CREATE POLICY "word_tables_tenant" ON "word_tables" AS PERMISSIVE FOR ALL TO "app_rw" USING (team_id = nullif(current_setting('app.team_id', true), '')) WITH CHECK (team_id = nullif(current_setting('app.team_id', true), ''));--> statement-breakpoint
CREATE POLICY "word_tables_system" ON "word_tables" AS PERMISSIVE FOR ALL TO "app_system" USING (current_user = 'app_system') WITH CHECK (current_user = 'app_system');--> statement-breakpoint
-- Written by hand: drizzle-kit emits no FORCE. Without it the owner would see every team.
ALTER TABLE "word_tables" FORCE ROW LEVEL SECURITY;--> statement-breakpoint
-- Frozen: vectors made with another table are not comparable.
REVOKE UPDATE ON "word_tables" FROM app_rw, app_system;
