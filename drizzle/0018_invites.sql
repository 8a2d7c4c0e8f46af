CREATE TABLE "deactivated_members" (
	"team_id" text NOT NULL,
	"user_id" text NOT NULL,
	"deactivated_by" text NOT NULL,
	"deactivated_at" timestamp with time zone NOT NULL,
	CONSTRAINT "deactivated_members_team_id_user_id_pk" PRIMARY KEY("team_id","user_id")
);
--> statement-breakpoint
ALTER TABLE "deactivated_members" ENABLE ROW LEVEL SECURITY;--> statement-breakpoint
CREATE TABLE "member_invites" (
	"team_id" text NOT NULL,
	"invite_id" uuid NOT NULL,
	"token_hash" text NOT NULL,
	"user_id" text NOT NULL,
	"role" text NOT NULL,
	"invited_by" text NOT NULL,
	"created_at" timestamp with time zone NOT NULL,
	"expires_at" timestamp with time zone NOT NULL,
	"sent_at" timestamp with time zone,
	"redeemed_at" timestamp with time zone,
	"revoked_at" timestamp with time zone,
	CONSTRAINT "member_invites_team_id_invite_id_pk" PRIMARY KEY("team_id","invite_id"),
	CONSTRAINT "member_invites_token" UNIQUE("token_hash")
);
--> statement-breakpoint
ALTER TABLE "member_invites" ENABLE ROW LEVEL SECURITY;--> statement-breakpoint
ALTER TABLE "oauth_states" ADD COLUMN "invite_hash" text;--> statement-breakpoint
ALTER TABLE "deactivated_members" ADD CONSTRAINT "deactivated_members_team_id_teams_team_id_fk" FOREIGN KEY ("team_id") REFERENCES "public"."teams"("team_id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "member_invites" ADD CONSTRAINT "member_invites_team_id_teams_team_id_fk" FOREIGN KEY ("team_id") REFERENCES "public"."teams"("team_id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "member_invites_created" ON "member_invites" USING btree ("team_id","created_at","invite_id");--> statement-breakpoint
CREATE POLICY "deactivated_members_tenant" ON "deactivated_members" AS PERMISSIVE FOR ALL TO "app_rw" USING (team_id = nullif(current_setting('app.team_id', true), '')) WITH CHECK (team_id = nullif(current_setting('app.team_id', true), ''));--> statement-breakpoint
CREATE POLICY "deactivated_members_system" ON "deactivated_members" AS PERMISSIVE FOR ALL TO "app_system" USING (current_user = 'app_system') WITH CHECK (current_user = 'app_system');--> statement-breakpoint
CREATE POLICY "member_invites_tenant" ON "member_invites" AS PERMISSIVE FOR ALL TO "app_rw" USING (team_id = nullif(current_setting('app.team_id', true), '')) WITH CHECK (team_id = nullif(current_setting('app.team_id', true), ''));--> statement-breakpoint
CREATE POLICY "member_invites_system" ON "member_invites" AS PERMISSIVE FOR ALL TO "app_system" USING (current_user = 'app_system') WITH CHECK (current_user = 'app_system');--> statement-breakpoint
-- Written by hand from here on. drizzle-kit emits no FORCE: without it the owner would see every team.
ALTER TABLE "deactivated_members" FORCE ROW LEVEL SECURITY;--> statement-breakpoint
ALTER TABLE "member_invites" FORCE ROW LEVEL SECURITY;--> statement-breakpoint
-- An owner who is shut out is none to count on: a team keeps one who may come in.
CREATE OR REPLACE FUNCTION "keep_last_owner"() RETURNS trigger LANGUAGE plpgsql SET search_path = public, pg_temp AS $$
BEGIN
  IF OLD.role = 'owner' AND (TG_OP = 'DELETE' OR NEW.role <> 'owner' OR NEW.user_id <> OLD.user_id OR NEW.team_id <> OLD.team_id) THEN
    PERFORM 1 FROM teams WHERE team_id = OLD.team_id FOR NO KEY UPDATE;
    IF FOUND AND NOT EXISTS (
      SELECT 1 FROM team_members m WHERE m.team_id = OLD.team_id AND m.role = 'owner' AND m.user_id <> OLD.user_id
        AND NOT EXISTS (SELECT 1 FROM deactivated_members d WHERE d.team_id = m.team_id AND d.user_id = m.user_id)
    ) THEN
      RAISE EXCEPTION 'a team keeps its last owner' USING ERRCODE = 'check_violation', CONSTRAINT = 'team_members_last_owner';
    END IF;
  END IF;
  IF TG_OP = 'DELETE' THEN RETURN OLD; END IF;
  RETURN NEW;
END $$;--> statement-breakpoint
CREATE FUNCTION "keep_active_owner"() RETURNS trigger LANGUAGE plpgsql SET search_path = public, pg_temp AS $$
BEGIN
  PERFORM 1 FROM teams WHERE team_id = NEW.team_id FOR NO KEY UPDATE;
  IF EXISTS (SELECT 1 FROM team_members WHERE team_id = NEW.team_id AND user_id = NEW.user_id AND role = 'owner') AND NOT EXISTS (
    SELECT 1 FROM team_members m WHERE m.team_id = NEW.team_id AND m.role = 'owner' AND m.user_id <> NEW.user_id
      AND NOT EXISTS (SELECT 1 FROM deactivated_members d WHERE d.team_id = m.team_id AND d.user_id = m.user_id)
  ) THEN
    RAISE EXCEPTION 'a team keeps its last owner' USING ERRCODE = 'check_violation', CONSTRAINT = 'team_members_last_owner';
  END IF;
  RETURN NEW;
END $$;--> statement-breakpoint
CREATE TRIGGER "deactivated_members_last_owner" BEFORE INSERT OR UPDATE ON "deactivated_members" FOR EACH ROW EXECUTE FUNCTION "keep_active_owner"();
