import { ACME } from './small-company.ts'

/** An approved install on its way back to the server. */
export interface Approval {
  /** The address Slack sends the browser to, with code and state. */
  callbackUrl: string
  /** The cookie of the browser that began. */
  cookie: string
}

/** Begins an install and approves it in Slack, and stops in front of the callback. */
export async function approvedInstall(world: { url: string }, teamId: string = ACME, userId = 'U0ADA'): Promise<Approval> {
  const begun = await fetch(`${world.url}/slack/install`, { redirect: 'manual' })
  const cookie = begun.headers
    .getSetCookie()
    .map((line) => line.split(';')[0])
    .join('; ')
  const consent = new URL(begun.headers.get('location') ?? '')
  const page = await (await fetch(consent)).text()
  const form = new URLSearchParams({ team: teamId, user: userId, decision: 'allow' })
  for (const name of ['client_id', 'scope', 'redirect_uri', 'state']) form.set(name, consent.searchParams.get(name) ?? '')
  const shown = /name="shown" value="([^"]*)"/.exec(page)?.[1] ?? ''
  form.set('shown', shown)
  for (const scope of shown.split(',')) if (scope) form.append('grant', scope)
  const approved = await fetch(new URL('/oauth/v2/authorize', consent), { method: 'POST', body: form, redirect: 'manual' })
  return { callbackUrl: approved.headers.get('location') ?? '', cookie }
}
