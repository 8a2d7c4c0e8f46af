CREATE TABLE "login_sessions" (
	"team_id" text NOT NULL,
	"session_hash" text NOT NULL,
	"user_id" text NOT NULL,
	"created_at" timestamp with time zone NOT NULL,
	"last_seen_at" timestamp with time zone NOT NULL,
	"expires_at" timestamp with time zone NOT NULL,
	"revoked_at" timestamp with time zone,
	"ip_hash" text,
	"user_agent" text,
	CONSTRAINT "login_sessions_team_id_session_hash_pk" PRIMARY KEY("team_id","session_hash"),
	CONSTRAINT "login_sessions_hash" UNIQUE("session_hash")
);
--> statement-breakpoint
ALTER TABLE "login_sessions" ENABLE ROW LEVEL SECURITY;--> statement-breakpoint
CREATE TABLE "team_members" (
	"team_id" text NOT NULL,
	"user_id" text NOT NULL,
	"role" text NOT NULL,
	"granted_by" text NOT NULL,
	"granted_at" timestamp with time zone NOT NULL,
	"last_login_at" timestamp with time zone,
	CONSTRAINT "team_members_team_id_user_id_pk" PRIMARY KEY("team_id","user_id")
);
--> statement-breakpoint
ALTER TABLE "team_members" ENABLE ROW LEVEL SECURITY;--> statement-breakpoint
CREATE TABLE "erasure_receipts" (
	"team_id" text NOT NULL,
	"receipt_id" uuid NOT NULL,
	"kind" text NOT NULL,
	"counts" jsonb NOT NULL,
	"jws" text NOT NULL,
	"created_at" timestamp with time zone NOT NULL,
	CONSTRAINT "erasure_receipts_team_id_receipt_id_pk" PRIMARY KEY("team_id","receipt_id")
);
--> statement-breakpoint
ALTER TABLE "erasure_receipts" ENABLE ROW LEVEL SECURITY;--> statement-breakpoint
CREATE TABLE "exports" (
	"team_id" text NOT NULL,
	"export_id" uuid NOT NULL,
	"requested_by" text NOT NULL,
	"scope" jsonb NOT NULL,
	"format" text NOT NULL,
	"state" text DEFAULT 'waiting' NOT NULL,
	"reason" text,
	"object_key" text,
	"size_bytes" bigint,
	"row_count" bigint,
	"created_at" timestamp with time zone NOT NULL,
	"finished_at" timestamp with time zone,
	"expires_at" timestamp with time zone,
	CONSTRAINT "exports_team_id_export_id_pk" PRIMARY KEY("team_id","export_id")
);
--> statement-breakpoint
ALTER TABLE "exports" ENABLE ROW LEVEL SECURITY;--> statement-breakpoint
ALTER TABLE "channels" ADD COLUMN "retention_days" integer;--> statement-breakpoint
ALTER TABLE "channels" ADD COLUMN "legal_hold" boolean DEFAULT false NOT NULL;--> statement-breakpoint
ALTER TABLE "login_sessions" ADD CONSTRAINT "login_sessions_team_id_teams_team_id_fk" FOREIGN KEY ("team_id") REFERENCES "public"."teams"("team_id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "team_members" ADD CONSTRAINT "team_members_team_id_teams_team_id_fk" FOREIGN KEY ("team_id") REFERENCES "public"."teams"("team_id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "exports" ADD CONSTRAINT "exports_team_id_teams_team_id_fk" FOREIGN KEY ("team_id") REFERENCES "public"."teams"("team_id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "login_sessions_user" ON "login_sessions" USING btree ("team_id","user_id") WHERE revoked_at is null;--> statement-breakpoint
CREATE INDEX "login_sessions_expires" ON "login_sessions" USING btree ("expires_at");--> statement-breakpoint
CREATE INDEX "exports_created" ON "exports" USING btree ("team_id","created_at");--> statement-breakpoint
CREATE INDEX "exports_expires" ON "exports" USING btree ("expires_at") WHERE state = 'ready';--> statement-breakpoint
CREATE POLICY "login_sessions_tenant" ON "login_sessions" AS PERMISSIVE FOR ALL TO "app_rw" USING (team_id = nullif(current_setting('app.team_id', true), '')) WITH CHECK (team_id = nullif(current_setting('app.team_id', true), ''));--> statement-breakpoint
CREATE POLICY "login_sessions_system" ON "login_sessions" AS PERMISSIVE FOR ALL TO "app_system" USING (current_user = 'app_system') WITH CHECK (current_user = 'app_system');--> statement-breakpoint
CREATE POLICY "team_members_tenant" ON "team_members" AS PERMISSIVE FOR ALL TO "app_rw" USING (team_id = nullif(current_setting('app.team_id', true), '')) WITH CHECK (team_id = nullif(current_setting('app.team_id', true), ''));--> statement-breakpoint
CREATE POLICY "team_members_system" ON "team_members" AS PERMISSIVE FOR ALL TO "app_system" USING (current_user = 'app_system') WITH CHECK (current_user = 'app_system');--> statement-breakpoint
CREATE POLICY "erasure_receipts_tenant" ON "erasure_receipts" AS PERMISSIVE FOR ALL TO "app_rw" USING (team_id = nullif(current_setting('app.team_id', true), '')) WITH CHECK (team_id = nullif(current_setting('app.team_id', true), ''));--> statement-breakpoint
CREATE POLICY "erasure_receipts_system" ON "erasure_receipts" AS PERMISSIVE FOR ALL TO "app_system" USING (current_user = 'app_system') WITH CHECK (current_user = 'app_system');--> statement-breakpoint
CREATE POLICY "exports_tenant" ON "exports" AS PERMISSIVE FOR ALL TO "app_rw" USING (team_id = nullif(current_setting('app.team_id', true), '')) WITH CHECK (team_id = nullif(current_setting('app.team_id', true), ''));--> statement-breakpoint
CREATE POLICY "exports_system" ON "exports" AS PERMISSIVE FOR ALL TO "app_system" USING (current_user = 'app_system') WITH CHECK (current_user = 'app_system');--> statement-breakpoint
-- Written by hand from here on: drizzle-kit emits no FORCE. Without it the owner would see every team.
ALTER TABLE "login_sessions" FORCE ROW LEVEL SECURITY;--> statement-breakpoint
ALTER TABLE "team_members" FORCE ROW LEVEL SECURITY;--> statement-breakpoint
ALTER TABLE "exports" FORCE ROW LEVEL SECURITY;--> statement-breakpoint
ALTER TABLE "erasure_receipts" FORCE ROW LEVEL SECURITY;--> statement-breakpoint
-- A receipt is a proof: it can be added and read, by the system role too.
REVOKE UPDATE, DELETE, TRUNCATE ON "erasure_receipts" FROM app_rw, app_system;--> statement-breakpoint
-- The lock lets changes of owners go one after another, so that two of them who step down at once see each other.
-- A team that is being erased takes its owners along: its own row is gone before theirs.
CREATE FUNCTION "keep_last_owner"() RETURNS trigger LANGUAGE plpgsql SET search_path = public, pg_temp AS $$
BEGIN
  IF OLD.role = 'owner' AND (TG_OP = 'DELETE' OR NEW.role <> 'owner' OR NEW.user_id <> OLD.user_id OR NEW.team_id <> OLD.team_id) THEN
    PERFORM 1 FROM teams WHERE team_id = OLD.team_id FOR NO KEY UPDATE;
    IF FOUND AND NOT EXISTS (
      SELECT 1 FROM team_members WHERE team_id = OLD.team_id AND role = 'owner' AND user_id <> OLD.user_id
    ) THEN
      RAISE EXCEPTION 'a team keeps its last owner' USING ERRCODE = 'check_violation', CONSTRAINT = 'team_members_last_owner';
    END IF;
  END IF;
  IF TG_OP = 'DELETE' THEN RETURN OLD; END IF;
  RETURN NEW;
END $$;--> statement-breakpoint
CREATE TRIGGER "team_members_last_owner" BEFORE UPDATE OR DELETE ON "team_members" FOR EACH ROW EXECUTE FUNCTION "keep_last_owner"();
