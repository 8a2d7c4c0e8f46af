import { promptSources, type Source } from '@backscroll/core'

/** More than this is neither read well by a model nor paid for: sources, and characters of all together. */
const MAX_SOURCES = 60
const MAX_ALL = 80_000

/** What a model sees of a source. */
export interface ShownSource {
  /** The id that the caller gave it; no provider sees it. */
  id: string
  /** Its fields by names that a model understands. */
  data: { text: string; author?: string; channel?: string; date?: string; said_before_in_thread?: string }
}

/** The sources that a model is shown, best first, cleaned of what nobody sees and of marks that steer a model, long texts cut. Its numbers begin at 1 in this order. */
export function shownSources(sources: readonly Source[]): ShownSource[] {
  const shown: ShownSource[] = []
  let characters = 0
  for (const { id, text, context, author, channel, postedAt } of promptSources(sources.slice(0, MAX_SOURCES))) {
    const before = context?.trim()
    const data = {
      text,
      ...(author ? { author } : {}),
      ...(channel ? { channel } : {}),
      ...(postedAt ? { date: postedAt } : {}),
      ...(before ? { said_before_in_thread: before } : {}),
    }
    characters += Object.values(data).join('').length
    if (characters > MAX_ALL && shown.length > 0) break
    shown.push({ id, data })
  }
  return shown
}

/** The id of the source of that number, counted from 1; of a number that was not shown an id that no source has. */
export const idOfNumber = (shown: readonly ShownSource[], number: number): string => shown[number - 1]?.id ?? `unsent:${number}`

/** A JSON value on one line that holds no `<`, so that text cannot end the place where it stands. */
export const asData = (value: unknown): string => JSON.stringify(value).replaceAll('<', '\\u003c')

/** The beginning of a text, never half a character. */
export const clipped = (text: string, characters: number): string =>
  text.length <= characters ? text : text.slice(0, characters).replace(/[\uD800-\uDBFF]$/, '')
