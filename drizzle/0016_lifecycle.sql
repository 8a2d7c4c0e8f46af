CREATE TABLE "erasures" (
	"team_id" text NOT NULL,
	"erasure_id" uuid NOT NULL,
	"kind" text NOT NULL,
	"target" text NOT NULL,
	"requested_by" text NOT NULL,
	"state" text DEFAULT 'waiting' NOT NULL,
	"counts" jsonb DEFAULT '{}'::jsonb NOT NULL,
	"jws" text,
	"created_at" timestamp with time zone NOT NULL,
	"finished_at" timestamp with time zone,
	CONSTRAINT "erasures_team_id_erasure_id_pk" PRIMARY KEY("team_id","erasure_id")
);
--> statement-breakpoint
ALTER TABLE "erasures" ENABLE ROW LEVEL SECURITY;--> statement-breakpoint
CREATE TABLE "receipt_keys" (
	"key_id" text PRIMARY KEY NOT NULL,
	"sealed_key" text NOT NULL,
	"public_jwk" jsonb NOT NULL,
	"created_at" timestamp with time zone NOT NULL
);
--> statement-breakpoint
ALTER TABLE "teams" ADD COLUMN "erase_after" timestamp with time zone;--> statement-breakpoint
ALTER TABLE "teams" ADD COLUMN "retained_at" timestamp with time zone;--> statement-breakpoint
ALTER TABLE "team_reading" ADD COLUMN "limited_at" timestamp with time zone;--> statement-breakpoint
ALTER TABLE "erasures" ADD CONSTRAINT "erasures_team_id_teams_team_id_fk" FOREIGN KEY ("team_id") REFERENCES "public"."teams"("team_id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "erasures_created" ON "erasures" USING btree ("team_id","created_at","erasure_id");--> statement-breakpoint
CREATE POLICY "erasures_tenant" ON "erasures" AS PERMISSIVE FOR ALL TO "app_rw" USING (team_id = nullif(current_setting('app.team_id', true), '')) WITH CHECK (team_id = nullif(current_setting('app.team_id', true), ''));--> statement-breakpoint
CREATE POLICY "erasures_system" ON "erasures" AS PERMISSIVE FOR ALL TO "app_system" USING (current_user = 'app_system') WITH CHECK (current_user = 'app_system');--> statement-breakpoint
-- Written by hand from here on. drizzle-kit emits no FORCE: without it the owner would see every team.
ALTER TABLE "erasures" FORCE ROW LEVEL SECURITY;--> statement-breakpoint
-- Keys belong to no team: only the system role reaches them.
REVOKE ALL ON "receipt_keys" FROM app_rw;
