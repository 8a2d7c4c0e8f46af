import { type Route, routes } from '@backscroll/contracts'
import { type Html, html } from './html.ts'
import { layout } from './layout.ts'

/** Every route of the API on one plain page, made from the table. */
export function apiReferencePage(): string {
  const groups = Map.groupBy(Object.entries<Route>(routes), ([, { path }]) => path.split('/')[2] ?? '')
  return layout({
    title: 'API of Backscroll',
    body: html`
<h1>API</h1>
<p class="lead">Everything the dashboard does. Programs send a key: <code>Authorization: Bearer bsk_…</code>. The same as
<a href="/openapi.json">OpenAPI 3.1</a>, for tools.</p>
<p>Lists are pages: <code>nextCursor</code> goes back as <code>cursor</code> until it is null. Every refusal is a problem document with a
<code>code</code>, a sentence and a request id. What has an <code>ETag</code> is changed with <code>If-Match</code>. A POST with an
<code>Idempotency-Key</code> is carried out once.</p>
${[...groups]
  .toSorted(([a], [b]) => (a < b ? -1 : 1))
  .map(
    ([name, group]) => html`<h2>${name}</h2>
${group.map(([, route]) => routePart(route))}`,
  )}`,
  })
}

function routePart({ method, path, summary, role, scope, query, status, versioned }: Route): Html {
  const asked = query ? Object.keys(query.shape) : []
  return html`<h3><code>${method} ${path}</code></h3>
<p>${summary}. Least role: ${role}. ${scope === null ? 'No key is good for it.' : html`Scope of a key: <code>${scope}</code>.`}
Answers ${status}.${versioned ? ' Has an ETag.' : ''}${asked.length > 0 ? ` Takes ${asked.join(', ')}.` : ''}</p>
`
}
