import { piecesOf, splitToken } from './mrkdwn-tokens.ts'

/** What a link leads to. */
export type LinkKind =
  | 'github_pr'
  | 'github_issue'
  | 'github'
  | 'gitlab'
  | 'jira'
  | 'notion'
  | 'confluence'
  | 'google_docs'
  | 'youtube'
  | 'slack_message'
  | 'other'

/** A link as somebody posted it. Address and label are untrusted. */
export interface Link {
  url: string
  /** Equal for two ways to write one address. */
  urlNorm: string
  kind: LinkKind
  /** Host without `www.`, lower case. */
  domain: string
  /** `owner/name` at GitHub, the project's key at Jira. */
  repo: string | null
  number: number | null
  label: string | null
}

type Typed = Pick<Link, 'kind' | 'repo' | 'number'>

const MAX_LINKS = 200
const MAX_URL_LENGTH = 3_000

/** The web links of a message in their order, repetitions included. */
export function linksIn(mrkdwn: string): Link[] {
  return piecesOf(mrkdwn)
    .flatMap((piece) => (piece.kind === 'token' && /^https?:/i.test(piece.value) ? (linkOf(piece.value) ?? []) : []))
    .slice(0, MAX_LINKS)
}

function linkOf(token: string): Link | null {
  const { target, label } = splitToken(token)
  const url = target.length > MAX_URL_LENGTH ? null : URL.parse(target)
  if (!url || url.hostname === '') return null
  const domain = url.hostname.replace(/^www\./, '')
  return { url: target, urlNorm: normalized(url, domain), domain, ...typed(url, domain), label: label && label !== target ? label : null }
}

/** Without scheme, `www.`, fragment, tracking parameters and the last slash; the order of parameters does not count. */
function normalized(url: URL, domain: string): string {
  const kept = [...url.searchParams].filter(([name]) => !/^(utm_.*|fbclid|gclid)$/i.test(name)).sort(([a], [b]) => (a < b ? -1 : 1))
  const query = new URLSearchParams(kept).toString()
  const port = url.port ? `:${url.port}` : ''
  return `${domain}${port}${url.pathname.replace(/\/+$/, '')}${query ? `?${query}` : ''}`
}

function typed({ pathname }: URL, domain: string): Typed {
  const plain = (kind: LinkKind): Typed => ({ kind, repo: null, number: null })
  if (domain === 'github.com') return atGitHub(pathname)
  if (domain === 'gitlab.com' || domain.startsWith('gitlab.')) return plain('gitlab')
  if (domain.endsWith('.atlassian.net') && /^\/wiki(\/|$)/.test(pathname)) return plain('confluence')
  if (domain.endsWith('.atlassian.net') || domain.startsWith('jira.')) return atJira(pathname)
  if (domain.startsWith('confluence.')) return plain('confluence')
  if (/^(docs|drive|sheets|slides)\.google\.com$/.test(domain)) return plain('google_docs')
  if (domain === 'notion.so' || domain === 'notion.com' || domain.endsWith('.notion.site')) return plain('notion')
  if (/^(m\.)?(youtube\.com|youtu\.be)$/.test(domain)) return plain('youtube')
  if (domain.endsWith('.slack.com') && /^\/archives\/[A-Z0-9]+\/p\d+/.test(pathname)) return plain('slack_message')
  return plain('other')
}

function atGitHub(pathname: string): Typed {
  const [, owner, name, place, number] = /^\/([\w.-]+)\/([\w.-]+)(?:\/([a-z]+)\/(\d{1,15})(?=\/|$))?/.exec(pathname) ?? []
  const repo = owner && name ? `${owner}/${name}`.toLowerCase() : null
  if (repo && number && place === 'pull') return { kind: 'github_pr', repo, number: Number(number) }
  if (repo && number && place === 'issues') return { kind: 'github_issue', repo, number: Number(number) }
  return { kind: 'github', repo, number: null }
}

function atJira(pathname: string): Typed {
  const [, key, number] = /\/browse\/([A-Z][A-Z0-9_]{0,30})-(\d{1,15})(?=\/|$)/.exec(pathname) ?? []
  return { kind: 'jira', repo: key ?? null, number: number ? Number(number) : null }
}
