CREATE TABLE "org_installations" (
	"enterprise_id" text NOT NULL,
	"app_id" text NOT NULL,
	"name" text NOT NULL,
	"bot_token" text,
	"refresh_token" text,
	"token_expires_at" timestamp with time zone,
	"renewal_refused_at" timestamp with time zone,
	"key_id" text NOT NULL,
	"scopes" text[] NOT NULL,
	"installer_user_id" text NOT NULL,
	"generation" integer DEFAULT 1 NOT NULL,
	"is_active" boolean DEFAULT true NOT NULL,
	"installed_at" timestamp with time zone NOT NULL,
	CONSTRAINT "org_installations_enterprise_id_app_id_pk" PRIMARY KEY("enterprise_id","app_id")
);
--> statement-breakpoint
ALTER TABLE "installations" ADD COLUMN "is_org_wide" boolean DEFAULT false NOT NULL;--> statement-breakpoint
-- Written by hand: drizzle-kit emits no grants. The table has no team_id, so no policy could guard it.
REVOKE ALL ON "org_installations" FROM app_rw;
