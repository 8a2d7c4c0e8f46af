import { plainQuery, type SearchStrategy } from '@backscroll/core'
import fc from 'fast-check'
import type { SearchRequest } from '../../src/flows/search/search-messages.ts'
import { canaryOf, channelAt, messageAt, personAt, type RandomWorld, VOCABULARY } from './random-world.ts'

/** A search without the one who searches. */
export type RandomSearch = Pick<SearchRequest, 'query' | 'groupBy'> & { strategy?: SearchStrategy }

/** Searches that name anything in a world, hidden or not: words, channels, people, times, permalinks. */
export function randomSearch(world: RandomWorld): fc.Arbitrary<RandomSearch> {
  const channel = fc.nat(world.channels.length - 1)
  const person = fc.nat(world.people.length - 1)
  const message = channel.chain((at) => fc.nat((world.channels[at]?.messages.length ?? 1) - 1).map((which) => ({ at, which })))
  const word = fc.oneof(fc.constantFrom(...VOCABULARY), channel.map(canaryOf), fc.string({ maxLength: 6 }))
  const often = <Value>(arbitrary: fc.Arbitrary<Value>) => fc.option(arbitrary, { nil: undefined, freq: 2 })
  return fc
    .record({
      words: fc.array(word, { maxLength: 4 }),
      required: fc.array(fc.array(word, { minLength: 1, maxLength: 2 }), { maxLength: 1 }),
      excluded: fc.array(word, { maxLength: 1 }),
      channels: often(fc.array(channel, { minLength: 1, maxLength: 3 })),
      authors: often(fc.array(person, { minLength: 1, maxLength: 2 })),
      has: often(fc.constantFrom<'link' | 'code' | 'file'>('link', 'code', 'file')),
      inThread: fc.boolean(),
      from: often(message),
      to: often(message),
      pasted: fc.array(message, { maxLength: 2 }),
      strategy: fc.constantFrom<SearchStrategy | undefined>(undefined, 'keyword', 'semantic', 'hybrid_rrf', 'hybrid_weighted'),
      groupBy: fc.constantFrom<'thread' | 'message'>('thread', 'message'),
    })
    .map((wish) => {
      const query = plainQuery(wish.words.join(' ').trim())
      const momentOf = (place: { at: number; which: number }): number => Number(messageAt(place.at, place.which)) * 1_000
      return {
        groupBy: wish.groupBy,
        ...(wish.strategy ? { strategy: wish.strategy } : {}),
        query: {
          ...query,
          terms: { ...query.terms, required: wish.required, excluded: wish.excluded },
          filters: {
            channelIds: (wish.channels ?? []).map(channelAt),
            userIds: (wish.authors ?? []).map(personAt),
            has: wish.has ? [wish.has] : [],
            inThread: wish.inThread,
            ...(wish.from ? { fromMs: Math.floor(momentOf(wish.from)) } : {}),
            ...(wish.to ? { toMs: Math.floor(momentOf(wish.to)) } : {}),
          },
          permalinks: wish.pasted.map(({ at, which }) => {
            const ts = messageAt(at, which)
            return { channelId: channelAt(at), ts, threadTs: ts }
          }),
        },
      }
    })
}
