import type { WorkspaceSeed } from '@backscroll/fake-slack'
import { minutesAgo } from '../../test/world/small-company.ts'

/** One of two companies that must not learn of each other. Its ids and secrets follow from its letter. */
export interface Company {
  teamId: string
  people: Readonly<Record<Post, string>>
  channels: { open: string; secret: string; spare: string }
  /** What nobody outside of the company may read: names and texts. */
  canaries: readonly string[]
  /** What nobody in the company may read who is not in its secret channel: there is only the member. */
  secrets: readonly string[]
}

/** What somebody is in the company. Nobody touches the things of `other`, and `spare` is changed and changed back. */
export type Post = 'owner' | 'admin' | 'analyst' | 'member' | 'viewer' | 'operator' | 'other' | 'spare'

const POSTS: readonly Post[] = ['owner', 'admin', 'analyst', 'member', 'viewer', 'operator', 'other', 'spare']

export function companyOf(letter: 'A' | 'B'): Company {
  const canary = (what: string) => `canary${letter.toLowerCase()}${what}`
  return {
    teamId: `T0COMPANY${letter}`,
    people: Object.fromEntries(POSTS.map((post) => [post, `U0${letter}${post.toUpperCase()}`])) as Record<Post, string>,
    channels: { open: `C0${letter}OPEN`, secret: `C0${letter}SECRET`, spare: `C0${letter}SPARE` },
    canaries: [canary('company'), canary('person'), canary('open'), canary('text'), canary('asked')],
    secrets: [canary('hidden'), canary('whisper'), canary('secretly')],
  }
}

/** The workspace of a company as Slack has it. Everything in it holds a word of its own that gives away who said it. */
export function workspaceOf({ teamId, people, channels, canaries, secrets }: Company): WorkspaceSeed {
  const [company = '', person = '', open = '', text = ''] = canaries
  const [hidden = '', whisper = ''] = secrets
  const everybody = POSTS.filter((post) => post !== 'viewer').map((post) => people[post])
  return {
    id: teamId,
    domain: company,
    name: company,
    users: POSTS.map((post) => ({
      id: people[post],
      name: `${person}.${post}`,
      realName: `${person} ${post}`,
      isOwner: post === 'owner',
      isAdmin: post === 'owner',
      isGuest: post === 'viewer',
    })),
    channels: [
      {
        id: channels.open,
        name: open,
        isGeneral: true,
        members: everybody,
        messages: [
          { ts: minutesAgo(600), user: people.owner, text: `The xylograph of ${text} ships on 14 December.` },
          { ts: minutesAgo(500), user: people.other, text: `Lunch of ${text} is at noon.` },
        ],
      },
      {
        id: channels.secret,
        name: hidden,
        isPrivate: true,
        members: [people.member],
        messages: [{ ts: minutesAgo(400), user: people.member, text: `The merger of ${whisper} closes on Friday, says the xylograph.` }],
      },
      {
        id: channels.spare,
        name: `${open}-spare`,
        members: everybody,
        messages: [{ ts: minutesAgo(300), user: people.spare, text: `Nothing of ${text}.` }],
      },
    ],
  }
}
