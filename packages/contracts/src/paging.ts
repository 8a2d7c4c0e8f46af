import { z } from 'zod'

/** Where a page goes on. Opaque: it is good for the same list with the same filters, for the same person. */
const cursor = z.string().min(1, 'must not be empty').max(2_000, 'is no cursor of this list')

/** A number that stands in an address. */
export const inAddress = (low: number, high: number) =>
  z
    .string()
    .regex(/^\d{1,9}$/, `must be a whole number from ${low} to ${high}`)
    .transform(Number)
    .pipe(z.int().min(low, `must be ${low} at least`).max(high, `must be ${high} at most`))

/** A list of values that stands in an address, comma-separated. */
export const listInAddress = <const Value extends string>(values: readonly Value[]) =>
  z
    .string()
    .transform((text) => text.split(','))
    .pipe(z.array(z.enum(values)))

/** Ids that stand in an address, comma-separated, a hundred at most. */
export const idsInAddress = <Id extends z.ZodType<string, string>>(id: Id) =>
  z
    .string()
    .transform((text) => text.split(','))
    .pipe(z.array(id).max(100, 'may name 100 at most'))

/** What every list takes. @param most rows of a page at most; @param usual without a word. */
export const paging = (most: number, usual: number) => ({
  cursor: cursor.optional(),
  limit: inAddress(1, most).default(usual),
})

/** A page of a list. `nextCursor` is null at its end. */
export const pageOf = <Row extends z.ZodType>(row: Row) =>
  z.object({ data: z.array(row), nextCursor: z.string().nullable(), hasMore: z.boolean() })

/** What runs behind the answer: read `id` again, or listen to `/v1/progress`. */
export const accepted = z.object({ id: z.string() }).meta({ id: 'Accepted' })
export type Accepted = z.output<typeof accepted>

/** A person as others see them. */
export const person = z.object({ userId: z.string(), name: z.string() }).meta({ id: 'Person' })
export type Person = z.output<typeof person>

export const slackUserId = z.string().regex(/^[UW][A-Z0-9]{1,30}$/, 'is no user id')
export const slackChannelId = z.string().regex(/^[CG][A-Z0-9]{1,30}$/, 'is no channel id')
