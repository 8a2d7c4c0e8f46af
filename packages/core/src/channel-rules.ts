/** How channels are decided over that nobody has decided about. */
export const CHANNEL_POLICIES = ['opt_in', 'all_public', 'name_rules'] as const
export type ChannelPolicy = (typeof CHANNEL_POLICIES)[number]

/** Most patterns of a workspace. */
export const MAX_NAME_RULES = 50
/** A name, `*` for any ending, `!` for all but; Slack's names are at most 80 characters long and hold none of these signs. */
export const NAME_RULE = /^!?#?(?:[^\s,#!*"'`<>]{1,80}\*?|\*)$/u

/** What the rules look at in a channel. */
export interface RuledChannel {
  name: string
  isPrivate: boolean
  isExtShared: boolean
}

/** What a workspace has decided about channels in general. */
export interface ChannelRules {
  channel_policy: ChannelPolicy
  channel_name_rules: readonly string[]
}

/** What decides whether the app comes into a channel by itself. */
export interface JoinableChannel extends RuledChannel {
  isArchived: boolean
  botIsMember: boolean
  policy: 'pending' | 'allowed' | 'excluded'
  /** Why it does not; null where nothing is known against it. */
  joinBarred: string | null
}

/** Whether the app joins a channel by itself: a public one that an admin or the policy allows, out of which nobody has taken it. */
export function isJoinedBySetting(channel: JoinableChannel, settings: ChannelRules & { auto_join: boolean }): boolean {
  const { isPrivate, isArchived, botIsMember, policy, joinBarred } = channel
  if (!settings.auto_join || isPrivate || isArchived || botIsMember || joinBarred !== null) return false
  return policy === 'allowed' || (policy === 'pending' && isAllowedByPolicy(channel, settings))
}

/** A pattern as it is kept: without `#`, in small letters. */
export const ruleText = (rule: string): string =>
  rule
    .trim()
    .replace(/^(!?)#/, '$1')
    .toLowerCase()

/** `billing` names itself, `eng-*` every channel that begins with `eng-`; what one with `!` names is left out, whatever the others say. */
export function isNamedBy(name: string, rules: readonly string[]): boolean {
  const spoken = name.toLowerCase()
  const isMet = (rule: string) => (rule.endsWith('*') ? spoken.startsWith(rule.slice(0, -1)) : spoken === rule)
  if (rules.some((rule) => rule.startsWith('!') && isMet(rule.slice(1)))) return false
  return rules.some((rule) => !rule.startsWith('!') && isMet(rule))
}

/**
 * Whether a workspace allows a channel without asking anybody: public ones alone, and none that people of other companies write in, because nobody here
 * has decided for them.
 */
export function isAllowedByPolicy(
  { name, isPrivate, isExtShared }: RuledChannel,
  { channel_policy, channel_name_rules }: ChannelRules,
): boolean {
  if (isPrivate || isExtShared) return false
  switch (channel_policy) {
    case 'opt_in':
      return false
    case 'all_public':
      return true
    case 'name_rules':
      return isNamedBy(name, channel_name_rules)
  }
}
