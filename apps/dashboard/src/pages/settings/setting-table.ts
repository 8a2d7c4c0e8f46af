import type { SettingName, SettingsValues } from '@backscroll/contracts'

export type SettingValue = SettingsValues[SettingName]

export type Control =
  | { kind: 'switch' }
  | { kind: 'choice'; options: readonly (readonly [value: string, label: string])[] }
  /** `whenEmpty` says what an empty field, which is null, stands for; without it the field must hold a number. */
  | { kind: 'number'; low: number; high: number; unit: string; whenEmpty?: string }
  /** Some lines, stored by a button. */
  | { kind: 'text'; most: number }
  /** People and user groups of Slack, found by name. */
  | { kind: 'askers' }
  /** One of some values, or own words, stored on Enter or when the field is left. */
  | { kind: 'schedule'; options: readonly (readonly [value: string, label: string])[]; example: string }
  /** Some entries, one a line, stored by a button. */
  | { kind: 'lines'; most: number; longest: number; example: string }
  /** One of the models that the server knows; null for its own choice. */
  | { kind: 'model' }
  /** The name of a reaction in Slack; null for none. */
  | { kind: 'reaction' }

/** One setting as people see it. */
export interface Setting {
  name: SettingName
  label: string
  help: string
  control: Control
}

const named = (name: SettingName, label: string, help: string, control: Control): Setting => ({ name, label, help, control })
const onOff: Control = { kind: 'switch' }
const number = (low: number, high: number, unit: string): Control => ({ kind: 'number', low, high, unit })

/** Languages to choose from; any other code can be set over the API and is shown as it is. */
const languages = [
  ['asker', 'That of the question'],
  ['en', 'English'],
  ['de', 'German'],
  ['fr', 'French'],
  ['es', 'Spanish'],
  ['pt-BR', 'Portuguese (Brazil)'],
  ['it', 'Italian'],
  ['nl', 'Dutch'],
  ['pl', 'Polish'],
  ['ja', 'Japanese'],
] as const

const notified = [
  ['slack', 'In Slack'],
  ['dashboard', 'On the dashboard alone'],
] as const

/** Every setting, in the groups and the order of the page. Ranges are those of the API: a test compares them. */
export const settingGroups: readonly { title: string; about: string; settings: readonly Setting[] }[] = [
  {
    title: 'Answers',
    about: 'How answers are written and when one is given at all.',
    settings: [
      named('answer_tone', 'Tone', 'How an answer that a model writes sounds.', {
        kind: 'choice',
        options: [
          ['professional', 'Professional'],
          ['casual', 'Casual'],
          ['technical', 'Technical'],
          ['friendly', 'Friendly'],
        ],
      }),
      named('answer_length', 'Length', 'How much an answer says.', {
        kind: 'choice',
        options: [
          ['concise', 'Concise'],
          ['balanced', 'Balanced'],
          ['detailed', 'Detailed'],
        ],
      }),
      named('answer_language', 'Language', 'Quotes stay in the language in which they were written.', {
        kind: 'choice',
        options: languages,
      }),
      named(
        'custom_instructions',
        'Instructions',
        'Added to what the model is told. They cannot lift the rules about sources and access.',
        {
          kind: 'text',
          most: 2_000,
        },
      ),
      named(
        'min_confidence',
        'Least confidence',
        'Below it, Backscroll says that it found nothing instead of guessing.',
        number(0, 100, 'of 100'),
      ),
      named('max_sources', 'Most sources', 'How many messages an answer may cite.', number(1, 50, 'sources')),
      named(
        'default_days',
        'How far back',
        'Where a question names no time, messages up to this age are searched.',
        number(1, 365, 'days'),
      ),
      named('answer_model', 'Model', 'What writes the answers. The server may have a model of its own; without any, answers are quotes.', {
        kind: 'model',
      }),
    ],
  },
  {
    title: 'Where it answers',
    about: 'What is off answers with one sentence that says so.',
    settings: [
      named('slash_enabled', 'Commands', 'Answer /ask and /askall.', onOff),
      named('mention_enabled', 'Mentions', 'Answer when the app is mentioned in a channel.', onOff),
      named('dm_enabled', 'Direct messages', 'Answer what people write to the app.', onOff),
      named('web_enabled', 'Web and API', 'Answer questions on this dashboard and over the API.', onOff),
      named(
        'public_answers',
        'Public answers',
        'Let people share answers and ask in public. Off: answers are seen by the asker alone.',
        onOff,
      ),
      named('allowed_askers', 'Who may ask', 'Everybody else is told in private whom to ask about it. Admins may always ask.', {
        kind: 'choice',
        options: [
          ['everyone', 'Everyone, guests too'],
          ['full_members', 'Everyone but guests'],
          ['chosen', 'Chosen people and groups'],
        ],
      }),
      named(
        'asker_ids',
        'Chosen people and groups',
        'Whoever is in a chosen user group of Slack may ask, and no longer once they leave it.',
        {
          kind: 'askers',
        },
      ),
      named('questions_per_day', 'Questions per day', 'Of everybody together, counted from midnight UTC. Over it, people are told why.', {
        kind: 'number',
        low: 1,
        high: 1_000_000,
        unit: 'questions',
        whenEmpty: 'any number',
      }),
    ],
  },
  {
    title: 'What is read',
    about: 'Which channels are read from Slack, and how far back.',
    settings: [
      named(
        'channel_policy',
        'New channels',
        'What happens with a channel that nobody has decided about. Private ones always wait for an admin who is in them, as do channels that another company shares. What an admin excluded stays excluded.',
        {
          kind: 'choice',
          options: [
            ['opt_in', 'Wait for an admin'],
            ['all_public', 'Read all public ones'],
            ['name_rules', 'Read public ones by name'],
          ],
        },
      ),
      named(
        'channel_name_rules',
        'Names',
        'Used where new channels are read by name: one pattern a line. "eng-*" fits every name that begins so, "!eng-secret" leaves one out.',
        {
          kind: 'lines',
          most: 50,
          longest: 82,
          example: 'eng-*',
        },
      ),
      named(
        'auto_join',
        'Join by itself',
        'The app joins public channels that are allowed. A channel it was taken out of it leaves alone. Where announcements are on, it says in a channel that it is being read.',
        onOff,
      ),
      named(
        'index_bots',
        'Read posts of apps',
        'Off: what other apps post is not read any more, and what was read of it is erased here for good. On again: the channels are read again to bring it back.',
        onOff,
      ),
      named('backfill_days', 'Days of history', 'A larger number reads further back. A smaller one deletes nothing.', {
        kind: 'number',
        low: 1,
        high: 3_650,
        unit: 'days',
        whenEmpty: 'server',
      }),
      named(
        'sync_schedule',
        'Compare with Slack',
        'How often what is stored is compared with Slack, beside what Slack tells at once. At most once an hour.',
        {
          kind: 'schedule',
          options: [
            ['auto', 'Every six hours, or daily'],
            ['hourly', 'Every hour'],
            ['daily', 'Every day'],
          ],
          example: '17 3 * * 1-5',
        },
      ),
      named('announce_in_channel', 'Announce in channels', 'Say in a channel that it is being read, and when that is done.', onOff),
    ],
  },
  {
    title: 'Budget',
    about: 'What models may cost in a day, in US dollars.',
    settings: [
      named('budget_day_usd', 'Budget per day', 'Counted from midnight UTC.', number(0, 100_000, 'USD')),
      named('alert_percent', 'Tell at', 'When this much of the budget is spent, it is told where you choose below.', number(1, 100, '%')),
      named('hard_cap', 'Stop at the budget', 'On: when it is spent, answers are quotes until the next day. Off: it is only told.', onOff),
      named('notify_budget', 'Message about the budget', 'Whoever installed the app gets it, once a day. The overview tells it always.', {
        kind: 'choice',
        options: notified,
      }),
    ],
  },
  {
    title: 'Failures',
    about: 'What ends the work unless somebody acts.',
    settings: [
      named(
        'notify_failures',
        'Message about failures',
        'Whoever installed the app gets it when Slack renews the app’s token no more. The overview tells it always.',
        { kind: 'choice', options: notified },
      ),
    ],
  },
  {
    title: 'Keeping and erasing',
    about: 'How long what was read from Slack is kept here.',
    settings: [
      named(
        'retention_days',
        'Keep messages',
        'Older messages are erased for good. A channel can have its own number.',
        number(1, 3_650, 'days'),
      ),
      named(
        'keep_reaction',
        'Keep what bears a reaction',
        'Messages with this reaction in Slack outlast the days above. Without it they go with the next run. What Slack’s free plan hides goes anyway.',
        { kind: 'reaction' },
      ),
      named(
        'exclude_grace_hours',
        'Keep excluded channels',
        'What was read of a channel that is excluded can be taken back for so long; then it is erased.',
        number(0, 336, 'hours'),
      ),
      named(
        'erase_after_hours',
        'Erase after an uninstall',
        'So long after the app is uninstalled, everything is erased.',
        number(0, 336, 'hours'),
      ),
      named(
        'log_question_text',
        'Keep the text of questions',
        'Off: the log of answers holds figures, but neither questions nor answers.',
        onOff,
      ),
      named(
        'redact_pii',
        'Take out personal data and keys',
        'Mail addresses, phone numbers, card numbers and keys become [email], [phone], [card] and [secret] before text goes to a model over the network. People who may read a message still see it whole. With the index, they are not found by search either: it is built anew beside the one in use, which serves until then.',
        {
          kind: 'choice',
          options: [
            ['off', 'Nothing is taken out'],
            ['models', 'Before models'],
            ['models_and_index', 'Before models and the index'],
          ],
        },
      ),
    ],
  },
]
