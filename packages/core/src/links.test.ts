import { describe, expect, test } from 'vitest'
import { linksIn } from './links.ts'
import { mentionsIn } from './mentions.ts'

describe('links', () => {
  test.each<[string, string, string | null, number | null]>([
    ['https://github.com/Acme/App/pull/42', 'github_pr', 'acme/app', 42],
    ['https://www.github.com/acme/app/pull/42/files#diff', 'github_pr', 'acme/app', 42],
    ['https://github.com/acme/app/issues/7#issuecomment-1', 'github_issue', 'acme/app', 7],
    ['https://github.com/acme/app/blob/main/README.md', 'github', 'acme/app', null],
    ['https://github.com/acme', 'github', null, null],
    ['https://gitlab.acme.dev/a/b/-/merge_requests/1', 'gitlab', null, null],
    ['https://acme.atlassian.net/browse/OPS-1234?focusedId=1', 'jira', 'OPS', 1234],
    ['https://acme.atlassian.net/wiki/spaces/ENG/pages/1/Plan', 'confluence', null, null],
    ['https://docs.google.com/document/d/1a2b/edit', 'google_docs', null, null],
    ['https://www.notion.so/acme/Plan-123', 'notion', null, null],
    ['https://youtu.be/abc', 'youtube', null, null],
    ['https://acme.slack.com/archives/C0GENERAL/p1790000000000100?thread_ts=1.2', 'slack_message', null, null],
    ['https://acme.slack.com/files/U1/F1/plan.pdf', 'other', null, null],
    ['https://github.com.evil.example/a/b/pull/1', 'other', null, null],
    ['https://evilatlassian.net/browse/OPS-1', 'other', null, null],
  ])('%s is %s', (url, kind, repo, number) => {
    expect(linksIn(`see <${url.replaceAll('&', '&amp;')}|it>`)).toMatchObject([{ url, kind, repo, number, label: 'it' }])
  })

  test('two ways to write one address are equal, and the order of a message is kept', () => {
    const [first, second, third] = linksIn(
      '<http://www.acme.dev/a/?b=1&amp;a=2&amp;utm_source=x#part> <https://acme.dev/a?a=2&amp;b=1> <https://acme.dev/c>',
    )
    expect(first?.urlNorm).toBe('acme.dev/a?a=2&b=1')
    expect(second?.urlNorm).toBe(first?.urlNorm)
    expect(third).toMatchObject({ url: 'https://acme.dev/c', domain: 'acme.dev', label: null })
  })

  test.each([
    '<mailto:a@acme.dev|a@acme.dev>',
    '<@U1>',
    '<!here>',
    'https://acme.dev written by hand',
    '<https://>',
    '<javascript:alert(1)>',
  ])('%s is no link', (text) => {
    expect(linksIn(text)).toEqual([])
  })

  test('a message of links alone is bounded', () => {
    expect(linksIn('<https://acme.dev>'.repeat(1_000))).toHaveLength(200)
  })
})

test('mentions are named once each, whatever their label; what is no id is none', () => {
  expect(
    mentionsIn('<@U1|ada> <@U1> <#C1|> <!subteam^S1|@core> <!channel> <!everyone|everyone> <!date^1^x|y> <@nobody> &lt;@U9&gt;'),
  ).toEqual([
    { kind: 'user', targetId: 'U1' },
    { kind: 'channel', targetId: 'C1' },
    { kind: 'group', targetId: 'S1' },
    { kind: 'broadcast', targetId: 'channel' },
    { kind: 'broadcast', targetId: 'everyone' },
  ])
})
