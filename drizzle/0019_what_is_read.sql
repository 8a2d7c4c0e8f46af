ALTER TABLE "channels" ADD COLUMN "join_barred" text;--> statement-breakpoint
ALTER TABLE "team_reading" ADD COLUMN "compare_at" timestamp with time zone;--> statement-breakpoint
ALTER TABLE "team_reading" ADD COLUMN "compare_planned_at" timestamp with time zone;