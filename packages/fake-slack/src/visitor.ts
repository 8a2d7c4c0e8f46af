/** A page as a visitor sees it. */
export interface VisitedPage {
  /** After all redirects. */
  url: string
  status: number
  text: string
  headers: Headers
}

/** A person's browser without a screen: follows redirects and keeps cookies by host. */
export interface Visitor {
  open(url: string): Promise<VisitedPage>
  /** Begins at a page that leads to the consent page, and decides there. @returns the page the app shows afterwards. */
  decide(url: string, choice: ConsentChoice): Promise<VisitedPage>
  /** Begins at a page that leads to the sign-in page, and clicks on a person there, or on Cancel. @returns the page the app shows afterwards. */
  signIn(url: string, who: { teamId: string; userId: string } | 'cancel'): Promise<VisitedPage>
}

/** What a person does on the consent page. */
export interface ConsentChoice {
  teamId: string
  userId: string
  decision: 'allow' | 'cancel'
  /** Optional scopes that are declined. */
  decline?: readonly string[]
}

const MAX_REDIRECTS = 10

/** Opens a browser with an empty cookie jar. */
export function openVisitor(): Visitor {
  const jar = new Map<string, Map<string, string>>()

  const request = async (target: URL, init: RequestInit): Promise<Response> => {
    const cookies = [...(jar.get(target.hostname) ?? [])].map(([name, value]) => `${name}=${value}`).join('; ')
    const response = await fetch(target, { ...init, redirect: 'manual', headers: cookies ? { cookie: cookies } : {} })
    for (const line of response.headers.getSetCookie()) keep(jar, target.hostname, line)
    return response
  }

  const walk = async (url: string, init: RequestInit = {}): Promise<VisitedPage> => {
    let target = new URL(url)
    let response = await request(target, init)
    for (let hops = 0; response.status >= 300 && response.status < 400; hops += 1) {
      if (hops === MAX_REDIRECTS) throw new Error(`too many redirects from ${url}`)
      target = new URL(response.headers.get('location') ?? '', target)
      response = await request(target, {})
    }
    return { url: target.href, status: response.status, text: await response.text(), headers: response.headers }
  }

  return {
    open: (url) => walk(url),
    async decide(url, { teamId, userId, decision, decline = [] }) {
      const consent = await walk(url)
      if (!consent.text.includes('data-testid="oauth-allow"')) return consent
      const asked = new URL(consent.url)
      const form = new URLSearchParams()
      for (const name of ['client_id', 'scope', 'redirect_uri', 'state']) form.set(name, asked.searchParams.get(name) ?? '')
      form.set('team', teamId)
      form.set('user', userId)
      form.set('decision', decision)
      const shown = /name="shown" value="([^"]*)"/.exec(consent.text)?.[1] ?? ''
      if (shown) form.set('shown', shown)
      for (const scope of shown.split(',')) if (scope && !decline.includes(scope)) form.append('grant', scope)
      return walk(new URL('/oauth/v2/authorize', asked).href, { method: 'POST', body: form })
    },
    async signIn(url, who) {
      const page = await walk(url)
      if (!page.text.includes('data-testid="sign-in-cancel"')) return page
      const asked = new URL(page.url)
      const form = new URLSearchParams(asked.searchParams)
      if (who === 'cancel') form.set('decision', 'cancel')
      else
        for (const [name, value] of [
          ['team', who.teamId],
          ['user', who.userId],
        ] as const)
          form.set(name, value)
      return walk(new URL('/openid/connect/authorize', asked).href, { method: 'POST', body: form })
    },
  }
}

function keep(jar: Map<string, Map<string, string>>, host: string, line: string): void {
  const [pair = '', ...attributes] = line.split(';')
  const at = pair.indexOf('=')
  const [name, value] = [pair.slice(0, at).trim(), pair.slice(at + 1).trim()]
  const cookies = jar.get(host) ?? new Map<string, string>()
  const isGone = attributes.some((attribute) => /^\s*max-age\s*=\s*0\s*$/i.test(attribute) || /^\s*expires\s*=.*1970/i.test(attribute))
  if (isGone) cookies.delete(name)
  else cookies.set(name, value)
  jar.set(host, cookies)
}
