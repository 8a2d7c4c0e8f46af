import { type Route, type RouteName, routes } from '@backscroll/contracts'
import { CALLERS, type CallerKind, headersFor, refusalOf } from './callers.ts'
import { type Findings, noFindings } from './findings.ts'
import { type Ground, startOver } from './ground.ts'
import { leakIn } from './leak.ts'
import { BODIES, QUERIES, REFERENCES, SOMETIMES } from './requests.ts'
import { type Reply, send } from './send.ts'
import { nothing, type Settled, type Things, thingsOf } from './things.ts'

/** More than any request may hold, in bytes. */
const TOO_LARGE = 1_100_000
/** What it comes to when something inside of a request is not the caller's: never a failure. */
const NAMED = [200, 202, 403, 404, 409, 422]
const WRONG: readonly [{ what: string; raw: string; type?: string }, number][] = [
  [{ what: 'no JSON', raw: '{broken' }, 400],
  [{ what: 'another shape', raw: '{"nonsense":1}' }, 422],
  [{ what: 'a list', raw: '[]' }, 422],
  [{ what: 'too large', raw: JSON.stringify({ text: 'x'.repeat(TOO_LARGE) }) }, 413],
  [{ what: 'plain text', raw: 'hello', type: 'text/plain' }, 415],
]

/** What is walked: default everything. */
export interface Part {
  kinds?: readonly CallerKind[]
  names?: readonly RouteName[]
}

const NAMES = Object.keys(routes) as RouteName[]

/** One route, one caller. */
interface Place {
  ground: Ground
  home: Settled
  abroad: Settled
  name: RouteName
  route: Route
  kind: CallerKind
  found: Findings
}

/** Walks the whole table, as everybody of one company, with what is theirs, what is another company's and what nobody has. */
export async function walk(
  ground: Ground,
  [home, abroad]: readonly [Settled, Settled],
  { kinds = CALLERS, names = NAMES }: Part = {},
): Promise<Findings> {
  const found = noFindings()
  for (const name of names) {
    const route: Route = routes[name]
    found.routes += 1
    for (const kind of kinds) {
      await startOver(ground)
      const isServed = await walkPlace({ ground, home, abroad, name, route, kind, found })
      if (isServed) continue
      found.notServed.push(name)
      found.ok = false
      break
    }
  }
  return found
}

/** @returns whether anything answers there. */
async function walkPlace(place: Place): Promise<boolean> {
  const { ground, home, abroad, name, route, kind } = place
  const refusal = refusalOf(kind, route)
  const own = await thingsOf(ground, home, kind.post)
  const foreign = await thingsOf(ground, abroad, kind.post)
  const first = await call(place, { of: own })
  if (first.status === 404 && first.text.includes('There is nothing at this address.')) return false
  see(place, 'own', first, refusal ? [refusal] : [route.status, ...(SOMETIMES[name] ?? [])])
  if (route.params) await compare(place, { foreign, expected: [refusal ?? 404] })
  if (route.body) for (const [wrong, status] of WRONG) see(place, wrong.what, await call(place, { of: own, ...wrong }), [refusal ?? status])
  if (isChange(route))
    for (const [version, status] of [
      [null, 428],
      ['"999999"', 409],
      ['nonsense', 422],
    ] as const)
      see(place, `If-Match ${version}`, await call(place, { of: own, version }), [refusal ?? status])
  if (refusal !== null) return true
  for (const { route: about, body } of REFERENCES)
    if (about === name) await compare(place, { foreign, expected: NAMED, ...(body ? { body } : {}) })
  return true
}

/** What belongs to another company and what nobody has must come to the same. */
async function compare(
  place: Place,
  { foreign, expected, body }: { foreign: Things; expected: readonly number[]; body?: (of: Things) => unknown },
): Promise<void> {
  const ask = (of: Things) => call(place, { of, ...(body ? { body: body(of) } : {}) })
  const [theirs, nobodys] = [await ask(foreign), await ask(nothing())]
  see(place, 'foreign', theirs, expected)
  see(place, 'unknown', nobodys, expected)
  if (theirs.status === nobodys.status && theirs.withoutIds === nobodys.withoutIds) return
  place.found.tell(
    'unexpected',
    place.name,
    `as ${place.kind.name}: foreign and unknown differ: ${theirs.withoutIds} ${nobodys.withoutIds}`,
  )
}

function see({ found, name, kind, home, abroad }: Place, what: string, reply: Reply, expected: readonly number[]): void {
  found.cells += 1
  const cell = `as ${kind.name}, ${what}`
  if (!expected.includes(reply.status))
    found.tell('unexpected', name, `${cell}: ${reply.status}, not ${expected.join(' or ')}: ${reply.text}`)
  const leak = leakIn(reply, { home, abroad, kind })
  if (leak !== null) found.tell('leaks', name, `${cell}: ${leak}`)
}

interface Call {
  of: Things
  body?: unknown
  /** Sent as it is. */
  raw?: string
  type?: string
  /** Sent as If-Match; null: none; absent: that of now. */
  version?: string | null
}

const isChange = (route: Route): boolean => route.versioned === true && route.method !== 'GET'

async function call(
  { ground, home, name, route, kind }: Place,
  { of, body = BODIES[name]?.(of), raw, type, version }: Call,
): Promise<Reply> {
  const headers = await headersFor(ground, home, kind, route)
  const seen = isChange(route) ? (version === undefined ? await versionOf(ground, headers, route) : version) : null
  return send(ground, route, {
    params: of,
    query: QUERIES[name]?.(of) ?? {},
    headers: { ...headers, ...(seen === null ? {} : { 'if-match': seen }) },
    content: raw ?? (body === undefined ? undefined : JSON.stringify(body)),
    ...(type ? { type } : {}),
  })
}

/** What a caller would have seen; anything for one who may not look. */
async function versionOf({ url }: Ground, headers: Record<string, string>, { path }: Route): Promise<string> {
  const reply = await fetch(`${url}${path}`, { headers })
  await reply.arrayBuffer()
  return reply.headers.get('etag') ?? '"0"'
}
