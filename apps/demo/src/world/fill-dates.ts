import { type Calendar, nameDay } from './calendar.ts'

const PLACEHOLDER = /\{\{([^{}]*)\}\}/g
const KNOWN = /^(date|short|weekday|month)([+-]\d+)$/

/**
 * Replaces `{{date+9}}`, `{{short-6}}`, `{{weekday+1}}` and `{{month+10}}` (working days from the reference day) by day names.
 * @throws RangeError naming a placeholder that is none of these.
 */
export function fillDates(text: string, calendar: Calendar): string {
  return text.replace(PLACEHOLDER, (whole, inner: string) => {
    const [, style, offset] = KNOWN.exec(inner) ?? []
    if (style !== 'date' && style !== 'short' && style !== 'weekday' && style !== 'month') {
      throw new RangeError(`${whole} is not a date placeholder; write one like {{date+9}}.`)
    }
    return nameDay(calendar.dayMs(Number(offset)), style)
  })
}
