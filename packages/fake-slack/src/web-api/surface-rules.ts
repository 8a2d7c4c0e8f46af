import { SlackRefusal } from '../refusal.ts'

/** Where blocks are to stand, which decides how many and which there may be, and with which word Slack refuses them. */
export interface SurfaceRules {
  surface: 'message' | 'modal' | 'home'
  maxBlocks: number
  error: string
  /** JSON pointer of the list of blocks. */
  pointer: string
}

export const IN_MESSAGE: SurfaceRules = { surface: 'message', maxBlocks: 50, error: 'invalid_blocks', pointer: '/blocks' }
export const IN_MODAL: SurfaceRules = { surface: 'modal', maxBlocks: 100, error: 'invalid_arguments', pointer: '/view/blocks' }
export const IN_HOME: SurfaceRules = { ...IN_MODAL, surface: 'home' }

/** Refuses as Slack does: the word of the surface, and what is wrong where. */
export function refuse({ error }: Pick<SurfaceRules, 'error'>, message: string, pointer: string): never {
  throw new SlackRefusal(error, { response_metadata: { messages: [`[ERROR] ${message} [json-pointer:${pointer}]`] } })
}

/** Refuses text that is too long. */
export function checkLength(rules: SurfaceRules, text: unknown, max: number, pointer: string): void {
  if (typeof text === 'string' && text.length > max) refuse(rules, `must be less than ${max + 1} characters`, pointer)
}
