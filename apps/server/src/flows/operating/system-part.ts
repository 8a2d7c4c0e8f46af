import { AppError } from '@backscroll/core'
import { DatabaseError } from '@backscroll/db'
import { inTime } from './in-time.ts'

/** What an installation is made of. */
export type PartName = 'config' | 'database' | 'search' | 'queue' | 'workers' | 'models' | 'slack' | 'disk'

/** Something that an operator should do something about. Whole sentences. */
export interface Issue {
  problem: string
  remedy: string
}

/** One part of the installation, as it was found. */
export interface SystemPart {
  part: PartName
  state: 'ok' | 'issue'
  issues: Issue[]
  /** Numbers and names, for people and programs; no secret and no text of anybody. */
  facts: Record<string, string | number | null>
}

/** What a check found; no issue means that the part works. */
export type Finding = Pick<SystemPart, 'issues' | 'facts'>

/** A check that takes longer counts as failed. */
const PATIENCE_MS = 10_000

/** Runs a check; one that throws is an issue of its part, in words that hold no secret. @param remedy what to do when it cannot even be asked. */
export async function checkPart(part: PartName, remedy: string, check: () => Promise<Finding>): Promise<SystemPart> {
  try {
    const found = await inTime(PATIENCE_MS, `${part}: no answer within ${PATIENCE_MS / 1_000} s.`, check())
    return { part, state: found.issues.length > 0 ? 'issue' : 'ok', ...found }
  } catch (error) {
    return { part, state: 'issue', issues: [{ problem: reasonOf(error), remedy }], facts: {} }
  }
}

/** Messages of our own errors are safe to show; another one is named only. */
export function reasonOf(error: unknown): string {
  if (error instanceof AppError || error instanceof DatabaseError) return error.message
  return error instanceof Error ? `Failed unexpectedly (${error.name}).` : 'Failed unexpectedly.'
}
