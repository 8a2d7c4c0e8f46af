import { linksIn } from '@backscroll/core'

/** What `/backscroll` was asked to do. */
export type BackscrollVerb =
  | { verb: 'help' | 'status' | 'settings' }
  /** What the person has asked is to be forgotten; only the whole phrase means it. */
  | { verb: 'forget' }
  /** `topic` is mrkdwn as typed, at most 1,000 characters. */
  | { verb: 'who'; topic: string }
  /** `link` is what was given as a message's address, unchecked. */
  | { verb: 'summary'; link: string }

const MAX_TOPIC = 1_000

/** Reads the text of `/backscroll`; anything unheard of, and a verb without what it needs, asks for help. */
export function backscrollVerb(text: string): BackscrollVerb {
  const [, word = '', rest = ''] = /^\s*([\p{L}-]+)\s*(.*)$/su.exec(text) ?? []
  switch (word.toLowerCase()) {
    case 'status':
    case 'settings':
      return rest === '' ? { verb: word.toLowerCase() as 'status' | 'settings' } : { verb: 'help' }
    case 'who': {
      const topic = rest.replace(/^(knows?|works?|has worked)(\s+(about|on|with))?(\s+|$)/i, '').trim()
      return topic === '' ? { verb: 'help' } : { verb: 'who', topic: topic.slice(0, MAX_TOPIC).toWellFormed() }
    }
    case 'summary':
    case 'summarize':
    case 'summarise': {
      const link = linksIn(rest)[0]?.url ?? /https?:\/\/[^\s<>|]{1,2000}/i.exec(rest)?.[0]
      return link === undefined ? { verb: 'help' } : { verb: 'summary', link }
    }
    case 'forget':
      return /^me[.!]?$/i.test(rest.trim()) ? { verb: 'forget' } : { verb: 'help' }
    default:
      return { verb: 'help' }
  }
}
