import { type UnknownFilter, unreachable } from '@backscroll/core'

/** More of them are not read. */
const MAX_UNKNOWN = 5

/** Each thing that is not known, in a sentence with what to do; the words are those of the asker and tell nothing that they did not write. */
export function unknownText(unknown: readonly UnknownFilter[]): string {
  const said = unknown.slice(0, MAX_UNKNOWN).map((filter) => `${unknownSentence(filter)} ${filter.advice}`)
  return [...new Set(said), 'I have not searched.'].join('\n')
}

function unknownSentence({ kind, written }: UnknownFilter): string {
  switch (kind) {
    case 'channel':
      return `I do not know a channel called "${written}".`
    case 'user':
      return `I do not know whom you mean by "${written}".`
    case 'date':
      return `I do not understand the date "${written}".`
    case 'source':
    case 'has':
    case 'is':
      return `I do not know the filter "${kind}:${written}".`
    default:
      return unreachable(kind)
  }
}
