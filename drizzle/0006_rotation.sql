ALTER TABLE "installations" ADD COLUMN "refresh_token" text;--> statement-breakpoint
ALTER TABLE "installations" ADD COLUMN "token_expires_at" timestamp with time zone;--> statement-breakpoint
ALTER TABLE "installations" ADD COLUMN "renewal_refused_at" timestamp with time zone;