import { escapeHtml, pageOf } from '../http/markup.ts'
import type { Stage } from '../stage.ts'
import type { StoredWorkspace } from '../world/types.ts'
import { type Authorization, installersOf } from './authorization.ts'

function hidden(name: string, value: string): string {
  return `<input type="hidden" name="${name}" value="${escapeHtml(value)}">`
}

function workspaceLinks(stage: Stage, query: URLSearchParams, chosen: StoredWorkspace): string {
  const links = [...stage.state.workspaces.values()].map((workspace) => {
    const target = new URLSearchParams(query)
    target.set('team', workspace.id)
    const current = workspace.id === chosen.id ? ' aria-current="true"' : ''
    const href = escapeHtml(`/oauth/v2/authorize?${target.toString()}`)
    return `<a data-testid="workspace-${escapeHtml(workspace.id)}" href="${href}"${current}>${escapeHtml(workspace.name)}</a>`
  })
  return `<fieldset><legend>Workspace</legend><nav aria-label="Workspace">${links.join(' ')}</nav></fieldset>`
}

function userPicker(stage: Stage, workspace: StoredWorkspace): string {
  const options = installersOf(stage, workspace).map((user) => {
    const role = user.isOwner ? ', owner' : user.isAdmin ? ', admin' : ''
    return `<option value="${escapeHtml(user.id)}">${escapeHtml(`${user.realName} (@${user.name}${role})`)}</option>`
  })
  return `<fieldset><legend>You are</legend><label for="user">Person who installs</label><select id="user" name="user" data-testid="oauth-user">${options.join('')}</select></fieldset>`
}

function scopeList(authorization: Authorization): string {
  const optional = authorization.app.optionalScopes.filter((scope) => authorization.scopes.includes(scope))
  const required = authorization.scopes.filter((scope) => !optional.includes(scope))
  const items = required.map((scope) => `<li><code>${escapeHtml(scope)}</code></li>`).join('')
  const boxes = optional
    .map((scope) => {
      const name = escapeHtml(scope)
      return `<label><input type="checkbox" name="grant" value="${name}" checked data-testid="scope-${name}"> <code>${name}</code></label>`
    })
    .join('')
  const choice =
    optional.length > 0
      ? `<fieldset><legend>Optional, may be declined</legend>${boxes}${hidden('shown', optional.join(','))}</fieldset>`
      : ''
  return `<fieldset><legend>It will be able to use</legend><ul>${items}</ul></fieldset>${choice}`
}

/** The page that asks a person to allow an app into a workspace. */
export function consentPage(stage: Stage, query: URLSearchParams, authorization: Authorization): string {
  const workspaces = [...stage.state.workspaces.values()]
  const chosen = stage.state.workspaces.get(query.get('team') ?? '') ?? workspaces[0]
  if (!chosen) return errorPage('no_workspace', 'This stand-in has no workspace yet. Seed one first.')
  const carried = ['client_id', 'scope', 'redirect_uri', 'state']
    .filter((name) => query.has(name))
    .map((name) => hidden(name, query.get(name) ?? ''))
  const title = `${authorization.app.name} asks to enter ${chosen.name}`
  return pageOf(
    title,
    `<h1>${escapeHtml(title)}</h1>${workspaceLinks(stage, query, chosen)}
<form method="post" action="/oauth/v2/authorize">${carried.join('')}${hidden('team', chosen.id)}${userPicker(stage, chosen)}${scopeList(authorization)}
<button class="primary" name="decision" value="allow" data-testid="oauth-allow">Allow</button>
<button name="decision" value="cancel" data-testid="oauth-cancel">Cancel</button></form>`,
  )
}

const EXPLANATIONS: Record<string, string> = {
  invalid_client_id: 'No app has this client_id. Check the client id the app was started with.',
  bad_redirect_uri: 'redirect_uri is neither one of the redirect URLs of the app nor below one of them.',
  invalid_scope: 'A scope that was asked for does not exist, or none was asked for.',
  invalid_user: 'This person cannot install apps in this workspace.',
}

/** The page that shows an error of the authorize step. */
export function errorPage(error: string, explanation?: string): string {
  const text = explanation ?? EXPLANATIONS[error] ?? 'Go back and try again.'
  return pageOf(
    'Something went wrong',
    `<h1>Something went wrong</h1><p>${escapeHtml(text)}</p><p>Error: <code data-testid="oauth-error">${escapeHtml(error)}</code></p>`,
  )
}
