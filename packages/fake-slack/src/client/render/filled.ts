import type { InputValues } from '../../world/surfaces.ts'

/** What a person has done with the controls of one message or view. */
export interface Filled {
  readonly values: InputValues
  /** The values of the feedback buttons that were pressed, by action_id. */
  readonly feedback: Readonly<Record<string, string>>
  /** What stands below inputs of a refused form, by block_id. */
  readonly errors: Readonly<Record<string, string>>
}

/** Controls as their app made them. */
export const untouched: Filled = { values: {}, feedback: {}, errors: {} }
