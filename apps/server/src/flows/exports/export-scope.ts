import { exportParts } from '@backscroll/contracts'
import { z } from 'zod'

/** What is in an export, as it is stored with it. */
export const exportScope = z.object({
  parts: z.array(z.enum(exportParts)),
  /** Of these channels only. */
  channelIds: z.array(z.string()).nullable(),
  /** What one person has said and asked, and nothing else. */
  person: z.string().nullable(),
})
export type ExportScope = z.output<typeof exportScope>
