import { escapeHtml, pageOf } from '../http/markup.ts'
import { SlackRefusal } from '../refusal.ts'
import type { Stage } from '../stage.ts'
import type { StoredApp, StoredUser, StoredWorkspace } from '../world/types.ts'

/** What an app asks for when it wants to know who somebody is. */
export interface SignInRequest {
  app: StoredApp
  redirectUri: string
  state: string | null
  nonce: string | null
}

/** People who can sign in: guests too, bots and those who have left not. */
export const peopleOf = (stage: Stage, teamId: string): StoredUser[] =>
  (stage.state.usersByTeam.get(teamId) ?? []).filter((user) => !user.isBot && !user.deleted)

function chosenWorkspace(stage: Stage, query: URLSearchParams): StoredWorkspace {
  const workspace = stage.state.workspaces.get(query.get('team') ?? '') ?? [...stage.state.workspaces.values()][0]
  if (!workspace) throw new SlackRefusal('no_workspace')
  return workspace
}

function workspaceLinks(stage: Stage, query: URLSearchParams, chosen: StoredWorkspace): string {
  const links = [...stage.state.workspaces.values()].map(({ id, name }) => {
    const target = new URLSearchParams(query)
    target.set('team', id)
    const current = id === chosen.id ? ' aria-current="true"' : ''
    return `<a data-testid="workspace-${escapeHtml(id)}" href="${escapeHtml(`/openid/connect/authorize?${target.toString()}`)}"${current}>${escapeHtml(name)}</a>`
  })
  return `<fieldset><legend>Workspace</legend><nav aria-label="Workspace">${links.join(' ')}</nav></fieldset>`
}

/** People who stand on the page by name; a company of a thousand has the others in a list. */
const BY_NAME = 8

const rankOf = (user: StoredUser): number => (user.isOwner ? 0 : user.isAdmin ? 1 : 2)

function labelOf(user: StoredUser): string {
  const role = user.isOwner ? ', owner' : user.isAdmin ? ', admin' : user.isGuest ? ', guest' : ''
  return escapeHtml(`${user.realName} (@${user.name}${role})`)
}

const personButton = (user: StoredUser): string =>
  `<p><button class="primary" name="user" value="${escapeHtml(user.id)}" data-testid="sign-in-${escapeHtml(user.id)}">${labelOf(user)}</button></p>`

const personOption = (user: StoredUser): string => `<option value="${escapeHtml(user.id)}">${labelOf(user)}</option>`

/** The page that asks who somebody is: one click on a person signs in; owners and admins are first. */
export function signInPage(stage: Stage, query: URLSearchParams, { app }: SignInRequest): string {
  const chosen = chosenWorkspace(stage, query)
  const carried = ['client_id', 'scope', 'response_type', 'redirect_uri', 'state', 'nonce']
    .filter((name) => query.has(name))
    .map((name) => `<input type="hidden" name="${name}" value="${escapeHtml(query.get(name) ?? '')}">`)
  const title = `Sign in to ${app.name} with ${chosen.name}`
  const people = peopleOf(stage, chosen.id).sort((a, b) => rankOf(a) - rankOf(b))
  const others = people.slice(BY_NAME)
  const form = `<form method="post" action="/openid/connect/authorize">${carried.join('')}<input type="hidden" name="team" value="${escapeHtml(chosen.id)}">`
  return pageOf(
    title,
    `<h1>${escapeHtml(title)}</h1>${workspaceLinks(stage, query, chosen)}
${form}<fieldset><legend>You are</legend>${people.slice(0, BY_NAME).map(personButton).join('')}</fieldset></form>
${others.length > 0 ? `${form}<fieldset><legend>Somebody else</legend><label for="other">Person</label><select id="other" name="user" data-testid="sign-in-other">${others.map(personOption).join('')}</select><button class="primary">Sign in</button></fieldset></form>` : ''}
${form}<button name="decision" value="cancel" data-testid="sign-in-cancel">Cancel</button></form>`,
  )
}
