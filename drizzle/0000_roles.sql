-- Written by hand. Roles are cluster-wide: another database of the same cluster may already have made them.
DO $$ BEGIN CREATE ROLE app_rw NOLOGIN NOBYPASSRLS; EXCEPTION WHEN duplicate_object OR unique_violation THEN NULL; END $$;
--> statement-breakpoint
DO $$ BEGIN CREATE ROLE app_system NOLOGIN NOBYPASSRLS; EXCEPTION WHEN duplicate_object OR unique_violation THEN NULL; END $$;
--> statement-breakpoint
-- From version 16 on, creating a role does not yet allow to switch to it.
DO $$ BEGIN
  IF current_setting('server_version_num')::int < 160000
    OR NOT pg_has_role(current_user, 'app_rw', 'SET') OR NOT pg_has_role(current_user, 'app_system', 'SET') THEN
    EXECUTE format('GRANT app_rw, app_system TO %I', current_user);
  END IF;
END $$;
--> statement-breakpoint
GRANT USAGE ON SCHEMA public TO app_rw, app_system;
--> statement-breakpoint
ALTER DEFAULT PRIVILEGES IN SCHEMA public GRANT SELECT, INSERT, UPDATE, DELETE ON TABLES TO app_rw, app_system;
--> statement-breakpoint
ALTER DEFAULT PRIVILEGES IN SCHEMA public GRANT USAGE, SELECT ON SEQUENCES TO app_rw, app_system;
