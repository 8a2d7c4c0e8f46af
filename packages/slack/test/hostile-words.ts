import fc from 'fast-check'

const nasty = fc.constantFrom(
  '<!channel>',
  '<!here>',
  '<@U123>',
  '<@U1|ann>',
  '<#C1|general>',
  '<!subteam^S1>',
  '<https://evil.example|click>',
  '<https://evil.example>',
  '[click](https://evil.example)',
  '![x](https://evil.example/x.png)',
  'https://evil.example/a?b=1&c=2',
  'www.evil.example',
  'javascript:alert(1)',
  '&lt;!channel&gt;',
  '&amp;',
  '```',
  '`',
  '\n',
  '\r',
  '\n# ',
  '\n- ',
  '\n> ',
  '\n1. ',
  '\n---\n',
  '\u2028',
  '\u0000',
  '\uD800',
  '\u202E',
  '\u2066',
  '\u200B',
  '\u{E0041}',
  '\uFEFF',
  '|',
  '>',
  '<',
  '&',
  '*',
  '**',
  '_',
  '~',
  '\\',
  ':tada:',
  ':+1:',
  '10:30:45',
  ' ',
  'a. ',
  ')',
  ']',
)

/** Words as an attacker would write them, among any others. */
export const hostileWords = fc
  .array(fc.oneof(nasty, fc.string({ unit: 'binary', maxLength: 20 })), { maxLength: 60 })
  .map((words) => words.join(''))

/** Addresses as they come, of which many are none. */
export const hostileLink = fc.oneof(
  fc.webUrl({ withQueryParameters: true, withFragments: true }),
  hostileWords,
  hostileWords.map((tail) => `https://acme.slack.com/archives/${tail}`),
  fc.constantFrom('javascript:alert(1)', 'https://slack.com@evil.example/', 'https://a:b@evil.example/', ''),
)
