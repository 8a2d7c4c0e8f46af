/**
 * A backup is one stream of lines: a head, then per table a line that names it, its rows in Postgres' COPY text format (which has no line break
 * inside of a row) and `\.`, then one line per waiting job and schedule, and an end that counts the rows. Lines that are not rows are JSON.
 */
export const FORMAT = 'backscroll-backup/1'
/** Ends the rows of a table, as in a dump of Postgres. */
export const END_OF_ROWS = '\\.'

export interface BackupHead {
  format: string
  /** Identity of the newest migration of the database. */
  migration: number
  /** ISO date and time. */
  createdAt: string
}

/** Every line after the head that is no row. */
export type BackupLine =
  | { table: string; columns: string[] }
  | { job: { kind: string; payload: object; key: string | null; startAfterMs: number } }
  | { schedule: { kind: string; payload: object; key: string; cron: string; timeZone: string } }
  | { end: { tables: number; rows: number } }

/** What a backup holds. */
export interface BackupCounts {
  tables: number
  rows: number
  /** Waiting jobs and schedules. */
  jobs: number
  createdAt: string
}
