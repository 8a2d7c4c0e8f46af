import type { Source } from '../../ports.ts'
import { contentStems } from '../text/content-stems.ts'

/** A message that a later one changes. */
export interface Superseded {
  earlierId: string
  laterId: string
  /** When the later one was written, in milliseconds since the epoch. */
  onMs: number
}

const CHANGES =
  /\b(?:moved? (?:it |them )?(?:to|from)|moving (?:it |them )?(?:to|from)|instead of|no longer|not any ?more|(?:has|have|was|were|is|are|been) (?:now )?changed|changed? (?:it |them )?(?:to|from)|correction|corrected|update:|replaced (?:by|with)|replaces|supersedes?|superseded|postponed|rescheduled|pushed (?:back|to|out)|delayed (?:to|until|by)|brought forward|cancell?ed|revoked|reverted|overruled|scrapped|deprecated|raised (?:to|from)|lowered (?:to|from)|increased (?:to|from)|reduced (?:to|from)|extended (?:to|until)|as of (?:now|today)|from now on|new (?:date|deadline|limit|owner|plan|time|policy)|takes? over|took over|handed over|scratch that|ignore (?:that|my last))\b|\bverschoben|\bstatt(?:dessen)?\b|\bnicht mehr\b|\bgeändert|\bkorrektur|\bab sofort\b|\bersetzt\b|\babgesagt|\breporté|\bau lieu d|\bne .{1,30} plus\b|\bmodifié|\bannulé|\bcorrection\b|\bremplacé/iu
const CHANGES_WITHOUT_EDGES =
  /перенес|перенос|больше не |вместо |изменил|изменен|изменён|отмен|исправлени|変更|延期|中止|代わりに|ではなく/iu
const MIN_SHARED = 2
const MIN_SHARE = 0.3

/** Whether a message says that something changed. */
export const changesSomething = (text: string): boolean => {
  const start = text.slice(0, 4_000)
  return CHANGES.test(start) || CHANGES_WITHOUT_EDGES.test(start)
}

/**
 * The messages among sources that a later one of them changes, each with the newest that does. Both speak of the same: they share their words, or
 * stand in one thread. Sources without a date neither change nor are changed.
 */
export function supersededBy(sources: readonly Source[]): Superseded[] {
  const dated = sources
    .flatMap((source) => {
      const onMs = Date.parse(source.postedAt ?? '')
      return Number.isNaN(onMs) ? [] : [{ source, onMs, own: stems(source.text), all: stems(`${source.text}\n${source.context ?? ''}`) }]
    })
    .sort((a, b) => b.onMs - a.onMs)
  const changing = dated.filter(({ source }) => changesSomething(source.text))
  return dated.flatMap((earlier) => {
    const later = changing.find((each) => each.onMs > earlier.onMs && isSameSubject(earlier, each))
    return later ? [{ earlierId: earlier.source.id, laterId: later.source.id, onMs: later.onMs }] : []
  })
}

interface Dated {
  source: Source
  own: ReadonlySet<string>
  all: ReadonlySet<string>
}

const stems = (text: string): ReadonlySet<string> => new Set(contentStems(text.slice(0, 4_000)).filter((stem) => !/^\d+$/.test(stem)))

function isSameSubject(earlier: Dated, later: Dated): boolean {
  const [a, b] = [earlier.source, later.source]
  const isOneThread =
    (a.context !== undefined && a.context === b.context) || (b.context !== undefined && b.context.trim() === a.text.trim())
  if (isOneThread) return true
  const shared = [...later.all].filter((stem) => earlier.all.has(stem)).length
  return shared >= MIN_SHARED && shared / Math.max(1, Math.min(earlier.own.size, later.own.size)) >= MIN_SHARE
}
