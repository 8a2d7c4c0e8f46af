import { existsSync, readFileSync, writeFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { gunzipSync } from 'node:zlib'
import { fitIdf } from '../idf-table.ts'
import { packTable } from './table-file.ts'

/**
 * Makes table.bin.gz from the `train` split of irc-chat, beside the repository.
 */
/** Features of fewer messages count as unseen. */
const MINIMUM = 3
const source = fileURLToPath(new URL('../../../../../../shared/data/irc-chat/messages.jsonl.gz', import.meta.url))
if (!existsSync(source)) throw new Error('The irc-chat data set is not mounted beside the repository.')
const texts = gunzipSync(readFileSync(source))
  .toString('utf8')
  .split('\n')
  .filter(Boolean)
  .map((line) => JSON.parse(line) as { split: string; text: string })
  .filter(({ split }) => split === 'train')
  .map(({ text }) => text)
const packed = packTable(fitIdf(texts, MINIMUM))
writeFileSync(new URL('table.bin.gz', import.meta.url), packed)
process.stdout.write(`${texts.length} messages, ${packed.length} bytes\n`)
