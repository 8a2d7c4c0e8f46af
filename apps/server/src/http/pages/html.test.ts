import fc from 'fast-check'
import { expect, test } from 'vitest'
import { html } from './html.ts'
import { problemPage } from './problem.ts'

test('no text can break out of the place it is put in', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'binary' }), (text) => {
      const { markup } = html`<p title="${text}">${text}</p>`
      expect(markup.match(/[<>]/g)).toHaveLength(4)
      expect(markup.match(/"/g)).toHaveLength(2)
      expect(markup).not.toMatch(/&(?!amp;|lt;|gt;|quot;|#39;)/)
    }),
  )
})

test('markup made by the template stays, in lists as well', () => {
  const items = ['a & b', 'c'].map((item) => html`<li>${item}</li>`)
  expect(html`<ul>${items}</ul>${1}`.markup).toBe('<ul><li>a &amp; b</li><li>c</li></ul>1')
})

test('a problem that nobody foresaw is shown with its reason, escaped, and a way back', () => {
  const page = problemPage('<script>alert(1)</script>')
  expect(page).toContain('&lt;script&gt;alert(1)&lt;/script&gt;')
  expect(page).not.toContain('<script>')
  expect(page).toContain('href="/"')
})

test('every foreseen problem says what happened and what to do', () => {
  for (const reason of ['access_denied', 'bad_state', 'missing_state', 'invalid_code', 'bad_client_secret', 'slack_unavailable', 'no_team'])
    expect(problemPage(reason)).not.toContain('The install could not be finished</h1>')
})
