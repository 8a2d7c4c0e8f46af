import { z } from 'zod'

/** Every part of the server, for those who run it. */
export const system = z
  .object({
    version: z.string(),
    score: z.int(),
    state: z.enum(['healthy', 'warning', 'failing']),
    parts: z.array(
      z.object({ name: z.string(), state: z.enum(['ok', 'warning', 'failed', 'off']), detail: z.string(), remedy: z.string().nullable() }),
    ),
    migrations: z.object({ applied: z.int(), waiting: z.int() }),
    teams: z.record(z.string(), z.int()),
  })
  .meta({ id: 'System' })
export type System = z.output<typeof system>
