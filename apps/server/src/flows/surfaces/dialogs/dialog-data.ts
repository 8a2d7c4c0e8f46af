import { z } from 'zod'

/** What the dialog that asks carries from where it was opened to where it is sent off. The person can read it, and whatever comes back is checked. */
export interface AskDialogData {
  /** The question that is edited; absent for a new one. */
  parentId?: string
  /** Of the message that only this person sees; absent when everybody sees it. */
  responseUrl?: string
}

const shape = z.object({ parentId: z.uuid().optional(), responseUrl: z.string().max(1_000).optional() })

/** Writes it down for a dialog. */
export const toMetadata = (data: AskDialogData): string => JSON.stringify(data)

/** Reads it; nothing when it is not ours. */
export function fromMetadata(metadata: string): AskDialogData {
  try {
    const { parentId, responseUrl } = shape.parse(JSON.parse(metadata))
    return { ...(parentId ? { parentId } : {}), ...(responseUrl ? { responseUrl } : {}) }
  } catch {
    return {}
  }
}
