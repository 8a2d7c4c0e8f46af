import { endsClause } from './clause.ts'
import { outsideQuotes } from './clean-text.ts'
import type { Draft, Reading } from './draft.ts'
import { known } from './filters.ts'
import { unknownFilter } from './unknown-filter.ts'

const REFERENCE = String.raw`(?:<#[A-Z0-9]+(?:\|[^<>\n]*)?>|(?<![\p{L}\p{N}_&/])#[\p{L}\p{N}_-]+)`
const AND = String.raw`(?:\s*,\s*(?:and\s+|or\s+)?|\s+(?:and|or)\s+|\s+)`
const LISTED = new RegExp(
  String.raw`((?<![\p{L}\p{N}_-])in\s+(?:the\s+)?(?:channels?\s+)?)?(${REFERENCE}(?:${AND}${REFERENCE})*)(\s+channels?(?![\p{L}\p{N}_-]))?(:?)`,
  'giu',
)

/** Reads `#name` and `<#C…|name>`, alone or listed after "in". `#` binds only to a channel that may be named; `#42` stays. */
export const readChannelReferences = (typed: string, draft: Draft, reading: Reading): string =>
  outsideQuotes(typed, (part) =>
    part.replaceAll(LISTED, (written, _in: string | undefined, list: string) => {
      const left = list.replaceAll(new RegExp(REFERENCE, 'giu'), (one) => (isTaken(one, draft, reading) ? ' ' : one))
      return /[#<]/.test(left) ? written.replace(list, () => left) : ' '
    }),
  )

function isTaken(reference: string, draft: Draft, { names, channelIds }: Reading): boolean {
  const [, entity, label] = /^<#([A-Z0-9]+)(?:\|([^>]*))?>$/i.exec(reference) ?? []
  const id = entity ? known(entity.toUpperCase(), channelIds) : names.channels.get(reference.slice(1).toLowerCase())
  if (id) draft.channelIds.add(id)
  else if (entity) draft.unknown.push(unknownFilter('channel', `#${label || entity}`))
  return id !== undefined || entity !== undefined
}

const NAME = String.raw`([\p{L}\p{N}_-]+)`
const CALLED_CHANNEL = new RegExp(String.raw`(?<![\p{L}\p{N}_#@-])(?:in\s+(?:the\s+)?|the\s+)${NAME}\s+channel(?![\p{L}\p{N}_-])`, 'giu')
const IN_NAME = new RegExp(String.raw`(?<![\p{L}\p{N}_#@-])in\s+(?:the\s+)?${NAME}`, 'giu')

/**
 * What follows "in" in ordinary English about work, and is a usual name of a channel, too: "in general", "in production", "who works in sales".
 * A filter that was not meant hides answers; one that is missing costs a rank only.
 */
const ORDINARY = new Set(
  (
    'access accounting admin advance beta business case chat code common communications community company compliance contact customer data ' +
    'deployment design detail development devops docs english engineering error events feedback finance full fun future general german growth ' +
    'hardware help hiring hr incident incidents infra infrastructure integration it legal leadership life limbo line live love management ' +
    'marketing music news office offline ops operations order parallel part people person place planning practice preview principle private ' +
    'prod product production progress projects public qa question questions random real-time recruiting release research review sales security ' +
    'service social software sport sports spring staging stock summary support sync team tech test testing theory time tools touch training ' +
    'transit travel trouble use view winter work writing'
  ).split(' '),
)

/** Words of a question about what was said somewhere: "what did we decide in billing", not "the error in python". */
const TELLS =
  /(?<!\p{L})(?:announced?|anybody|anyone|anything|ask(?:ed)?|conversations?|decided?|decisions?|discuss(?:ed|ions?)?|links?|mention(?:ed)?|messages?|post(?:ed|s)?|sa(?:id|y)|shared?|talk(?:ed)?|tell|threads?|told|wr(?:ite|itten|ote))(?!\p{L})/iu

/**
 * Reads "the X channel", "in the X channel" and plain "in X"; X is the whole name of a channel that may be named. Plain "in X" only where nothing that
 * belongs to X follows, X is no word that ordinarily follows "in", and either X can be no ordinary word (it has a hyphen or a digit), or the
 * question begins with it, or is about what was said.
 */
export function readChannelWords(text: string, draft: Draft, { names }: Reading): string {
  const taken = (name: string): boolean => {
    const id = names.channels.get(name.toLowerCase())
    if (id) draft.channelIds.add(id)
    return id !== undefined
  }
  const isTold = TELLS.test(text)
  return outsideQuotes(text, (part) =>
    part
      .replaceAll(CALLED_CHANNEL, (written, name: string) => (taken(name) ? ' ' : written))
      .replaceAll(IN_NAME, (written, name: string, at: number) => {
        const rest = part.slice(at + written.length, at + written.length + 60)
        const isOrdinary = ORDINARY.has(name.toLowerCase()) || /^\d+$/.test(name)
        const isMeant = isTold || /[-_\d]/.test(name) || (text.startsWith(written) && /^[,:]/.test(rest))
        return isMeant && !isOrdinary && endsClause(rest) && taken(name) ? ' ' : written
      }),
  )
}
