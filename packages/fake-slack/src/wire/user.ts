import type { Stage } from '../stage.ts'
import type { StoredUser } from '../world/types.ts'

type Wire = Record<string, unknown>

function offsetSeconds(tz: string, atMs: number): number {
  try {
    const name = new Intl.DateTimeFormat('en-US', { timeZone: tz, timeZoneName: 'longOffset' })
      .formatToParts(atMs)
      .find((part) => part.type === 'timeZoneName')?.value
    const match = /GMT([+-])(\d\d):(\d\d)/.exec(name ?? '')
    if (!match) return 0
    return (match[1] === '-' ? -1 : 1) * (Number(match[2]) * 3600 + Number(match[3]) * 60)
  } catch {
    return 0
  }
}

function profileOf(stage: Stage, user: StoredUser, withEmail: boolean): Wire {
  const image = `${stage.url()}/img/user.png`
  const [firstName = '', ...rest] = user.realName.split(' ')
  return {
    title: user.title,
    phone: '',
    skype: '',
    real_name: user.realName,
    real_name_normalized: user.realName,
    display_name: user.displayName,
    display_name_normalized: user.displayName,
    status_text: '',
    status_emoji: '',
    status_expiration: 0,
    avatar_hash: '',
    first_name: firstName,
    last_name: rest.join(' '),
    image_24: image,
    image_32: image,
    image_48: image,
    image_72: image,
    image_192: image,
    image_512: image,
    team: user.teamId,
    ...(withEmail && user.email ? { email: user.email } : {}),
    ...(user.isBot ? { api_app_id: user.appId ?? '', always_active: true } : {}),
    ...(user.botId ? { bot_id: user.botId } : {}),
  }
}

/** The face of a person that goes with what they write where other workspaces read it. */
export function shortProfile(stage: Stage, user: StoredUser): Wire {
  return {
    avatar_hash: '',
    image_72: `${stage.url()}/img/user.png`,
    first_name: user.realName.split(' ')[0] ?? '',
    real_name: user.realName,
    display_name: user.displayName,
    team: user.teamId,
    name: user.name,
    is_restricted: user.isGuest,
    is_ultra_restricted: false,
  }
}

/** A user as the Web API gives it; the e-mail address only to those with `users:read.email`. */
export function wireUser(stage: Stage, user: StoredUser, options: { withEmail: boolean }): Wire {
  const core: Wire = {
    id: user.id,
    team_id: user.teamId,
    name: user.name,
    deleted: user.deleted,
    profile: profileOf(stage, user, options.withEmail),
    is_bot: user.isBot,
    is_app_user: false,
    updated: 0,
  }
  if (user.deleted) return core
  return {
    ...core,
    color: '9f69e7',
    real_name: user.realName,
    tz: user.tz,
    tz_label: user.tz,
    tz_offset: offsetSeconds(user.tz, stage.clock.nowMs()),
    is_admin: user.isAdmin,
    is_owner: user.isOwner,
    is_primary_owner: false,
    is_restricted: user.isGuest,
    is_ultra_restricted: false,
    is_email_confirmed: !user.isBot,
    who_can_share_contact_card: 'EVERYONE',
  }
}
