import { z } from 'zod'

/** What a key may be good for. */
export const scopes = ['search', 'evaluations', 'ask', 'channels', 'answers', 'usage', 'audit'] as const
export const scope = z.enum(scopes)
export type Scope = (typeof scopes)[number]
