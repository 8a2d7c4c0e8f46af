CREATE TABLE "saved_answers" (
	"team_id" text NOT NULL,
	"answer_id" uuid NOT NULL,
	"user_id" text NOT NULL,
	"note" text,
	"saved_at" timestamp with time zone NOT NULL,
	CONSTRAINT "saved_answers_team_id_answer_id_user_id_pk" PRIMARY KEY("team_id","answer_id","user_id")
);
--> statement-breakpoint
ALTER TABLE "saved_answers" ENABLE ROW LEVEL SECURITY;--> statement-breakpoint
ALTER TABLE "answer_sources" ADD COLUMN "ranking" jsonb;--> statement-breakpoint
ALTER TABLE "saved_answers" ADD CONSTRAINT "saved_answers_answer_fk" FOREIGN KEY ("team_id","answer_id") REFERENCES "public"."answers"("team_id","answer_id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "saved_answers_user" ON "saved_answers" USING btree ("team_id","user_id","answer_id");--> statement-breakpoint
CREATE INDEX "answers_model" ON "answers" USING btree ("team_id","model","created_at","answer_id");--> statement-breakpoint
CREATE POLICY "saved_answers_tenant" ON "saved_answers" AS PERMISSIVE FOR ALL TO "app_rw" USING (team_id = nullif(current_setting('app.team_id', true), '')) WITH CHECK (team_id = nullif(current_setting('app.team_id', true), ''));--> statement-breakpoint
CREATE POLICY "saved_answers_system" ON "saved_answers" AS PERMISSIVE FOR ALL TO "app_system" USING (current_user = 'app_system') WITH CHECK (current_user = 'app_system');--> statement-breakpoint
-- Written by hand from here on. drizzle-kit emits no FORCE: without it the owner would see every team.
ALTER TABLE "saved_answers" FORCE ROW LEVEL SECURITY;
