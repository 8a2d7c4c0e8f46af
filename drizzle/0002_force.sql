-- Written by hand: drizzle-kit emits neither FORCE nor grants. Without FORCE the owner would see every team.
ALTER TABLE "answer_sources" FORCE ROW LEVEL SECURITY;
--> statement-breakpoint
ALTER TABLE "answers" FORCE ROW LEVEL SECURITY;
--> statement-breakpoint
ALTER TABLE "audit_log" FORCE ROW LEVEL SECURITY;
--> statement-breakpoint
ALTER TABLE "questions" FORCE ROW LEVEL SECURITY;
--> statement-breakpoint
ALTER TABLE "channel_coverage" FORCE ROW LEVEL SECURITY;
--> statement-breakpoint
ALTER TABLE "inbox_events" FORCE ROW LEVEL SECURITY;
--> statement-breakpoint
ALTER TABLE "index_state" FORCE ROW LEVEL SECURITY;
--> statement-breakpoint
ALTER TABLE "sync_watermarks" FORCE ROW LEVEL SECURITY;
--> statement-breakpoint
ALTER TABLE "team_lease" FORCE ROW LEVEL SECURITY;
--> statement-breakpoint
ALTER TABLE "installations" FORCE ROW LEVEL SECURITY;
--> statement-breakpoint
ALTER TABLE "teams" FORCE ROW LEVEL SECURITY;
--> statement-breakpoint
ALTER TABLE "message_bodies" FORCE ROW LEVEL SECURITY;
--> statement-breakpoint
ALTER TABLE "messages" FORCE ROW LEVEL SECURITY;
--> statement-breakpoint
ALTER TABLE "channel_members" FORCE ROW LEVEL SECURITY;
--> statement-breakpoint
ALTER TABLE "channels" FORCE ROW LEVEL SECURITY;
--> statement-breakpoint
ALTER TABLE "users" FORCE ROW LEVEL SECURITY;
--> statement-breakpoint
-- The log of who did what only grows; the system role keeps DELETE for the erasure of a team.
REVOKE UPDATE, DELETE ON "audit_log" FROM app_rw;
--> statement-breakpoint
REVOKE UPDATE ON "audit_log" FROM app_system;
--> statement-breakpoint
-- Deliveries are stored by the system role: a conflict on the event id must not tell one team about another.
REVOKE INSERT, DELETE ON "inbox_events" FROM app_rw;
--> statement-breakpoint
REVOKE INSERT, DELETE ON "team_lease" FROM app_rw;
--> statement-breakpoint
-- No team_id, so no policy could guard it.
REVOKE ALL ON "oauth_states" FROM app_rw;
