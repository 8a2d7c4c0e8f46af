import { InvalidInputError } from './errors.ts'

declare const brand: unique symbol
type Branded<Name extends string> = string & { readonly [brand]: Name }

/** A Slack workspace: the tenant. */
export type TeamId = Branded<'TeamId'>
/** A Slack channel of any kind. */
export type ChannelId = Branded<'ChannelId'>
/** A person or a bot user in Slack. */
export type UserId = Branded<'UserId'>
/** Slack's message id within its channel: `seconds.fraction`, text, never a number. Byte order is time order. */
export type MessageTs = Branded<'MessageTs'>

const parser =
  <Id extends string>(name: string, pattern: RegExp) =>
  (value: unknown): Id => {
    if (typeof value !== 'string' || !pattern.test(value)) throw new InvalidInputError(`not a Slack ${name}`)
    return value as Id
  }

/** Accepts a workspace id such as `T0123ABCD`. @throws InvalidInputError */
export const teamId = parser<TeamId>('team id', /^T[A-Z0-9]{2,20}$/)
/** Accepts a channel id of any kind (`C`, `G`, `D`). @throws InvalidInputError */
export const channelId = parser<ChannelId>('channel id', /^[CGD][A-Z0-9]{1,20}$/)
/** Accepts a user id (`U` or `W`; Slack's own `USLACKBOT` too). @throws InvalidInputError */
export const userId = parser<UserId>('user id', /^[UW][A-Z0-9]{1,20}$/)
/** Accepts a message timestamp exactly as received. @throws InvalidInputError */
export const messageTs = parser<MessageTs>('message timestamp', /^\d{1,12}\.\d{1,6}$/)

/** A Slack timestamp as microseconds since the epoch: the order of two states of one message. */
export function tsMicros(ts: string): bigint {
  const [seconds = '0', fraction = ''] = ts.split('.')
  return BigInt(seconds) * 1_000_000n + BigInt(fraction.padEnd(6, '0').slice(0, 6))
}

/** A Slack timestamp as milliseconds since the epoch, cut to whole milliseconds. */
export const tsMillis = (ts: string): number => Number(tsMicros(ts) / 1000n)
