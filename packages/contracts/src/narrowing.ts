import { z } from 'zod'

/** The text that is looked for. Filters may stand in it as people type them in Slack: `in:#channel from:@user before:2026-03-01`. */
export const queryText = z
  .string()
  .max(1_000, 'may hold 1,000 characters at most')
  .refine((text) => /[^\s\p{C}]/u.test(text), 'must hold something to look for')

/** What has no such form is told by the form. */
const isRealDate = (text: string): boolean => {
  const day = /^(\d{4})-(\d{2})-(\d{2})/.exec(text)
  if (!day) return true
  const date = new Date(Date.UTC(Number(day[1]), Number(day[2]) - 1, Number(day[3])))
  return date.toISOString().startsWith(day[0]) && !Number.isNaN(Date.parse(text)) && Number(day[1]) >= 1970
}

/** A day, `2026-03-01`, in the time zone of whom the search acts for; or an instant with its offset, `2026-03-01T09:00:00Z`. */
const moment = z
  .string()
  .regex(
    /^\d{4}-\d{2}-\d{2}(T\d{2}:\d{2}(:\d{2}(\.\d{1,3})?)?(Z|[+-]\d{2}:\d{2}))?$/,
    'must be a day such as 2026-03-01, or an instant such as 2026-03-01T09:00:00Z',
  )
  .refine(isRealDate, 'is no day of the calendar since 1970')

const name = z.string().min(1, 'must not be empty').max(100, 'may hold 100 characters at most')

/** What narrows a search, beside what its text says. */
export const narrowing = {
  /** Channel ids or names. Unknown ones, and ones that may not be read, are refused alike. */
  channels: z.array(name).max(100, 'may name 100 channels at most').optional(),
  /** User ids, names or e-mail addresses. */
  authors: z.array(name).max(100, 'may name 100 people at most').optional(),
  /** Not before; a day counts from its beginning. */
  from: moment.optional(),
  /** Not after; a day counts to its end. */
  to: moment.optional(),
  /** So many days back, today counted. */
  daysBack: z.int('must be a whole number').min(1, 'must be 1 at least').max(365, 'must be 365 at most').optional(),
  hasLink: z.boolean().optional(),
  hasFile: z.boolean().optional(),
  hasCode: z.boolean().optional(),
  inThread: z.boolean().optional(),
}

/** The same as stored with a question of an evaluation. */
export const narrowingObject = z.strictObject(narrowing).meta({ id: 'Narrowing' })
export type Narrowing = z.output<typeof narrowingObject>
