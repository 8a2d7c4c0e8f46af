import { sql } from 'drizzle-orm'

/** What hangs on a message `m` with the body `b`, as a text array: a link, a live file, code in backticks. */
export const traits = sql`array_remove(array[
  case when exists (select 1 from links l where l.team_id = m.team_id and l.channel_id = m.channel_id and l.ts = m.ts) then 'link' end,
  case when m.file_count > 0 then 'file' end,
  case when position(chr(96) in b.mrkdwn) > 0 then 'code' end], null)`
