import { mkdir, writeFile } from 'node:fs/promises'
import path from 'node:path'
import { tinyEncoder } from './tiny-onnx.ts'

const WORDS = ['[PAD]', '[UNK]', '[CLS]', '[SEP]', 'deploy', 'failed', 'lunch', 'friday', 'checkout']

/** One row per word: all different, none near another by accident. */
export const rowOf = (word: string): number[] => {
  const at = Math.max(1, WORDS.indexOf(word))
  return Array.from({ length: 8 }, (_, n) => Math.sin(at * 7.3 + n * (at + 1)))
}

/** Writes a whole model below `modelDir`, small enough to be read by eye: a WordPiece tokenizer of nine words and an encoder of one step. */
export async function writeTinyModel(modelDir: string, model: string): Promise<void> {
  const home = path.join(modelDir, model)
  await mkdir(path.join(home, 'onnx'), { recursive: true })
  const special = (id: number) => ({
    id,
    content: WORDS[id],
    single_word: false,
    lstrip: false,
    rstrip: false,
    normalized: false,
    special: true,
  })
  const json = (name: string, value: object) => writeFile(path.join(home, name), JSON.stringify(value))
  await json('config.json', { model_type: 'bert', architectures: ['BertModel'], hidden_size: 8 })
  await json('tokenizer_config.json', {
    tokenizer_class: 'BertTokenizer',
    model_max_length: 512,
    pad_token: '[PAD]',
    unk_token: '[UNK]',
    cls_token: '[CLS]',
    sep_token: '[SEP]',
  })
  await json('tokenizer.json', {
    version: '1.0',
    truncation: null,
    padding: null,
    added_tokens: [0, 1, 2, 3].map(special),
    normalizer: { type: 'BertNormalizer', clean_text: true, handle_chinese_chars: true, strip_accents: null, lowercase: true },
    pre_tokenizer: { type: 'BertPreTokenizer' },
    post_processor: {
      type: 'TemplateProcessing',
      single: [
        { SpecialToken: { id: '[CLS]', type_id: 0 } },
        { Sequence: { id: 'A', type_id: 0 } },
        { SpecialToken: { id: '[SEP]', type_id: 0 } },
      ],
      pair: [],
      special_tokens: {
        '[CLS]': { id: '[CLS]', ids: [2], tokens: ['[CLS]'] },
        '[SEP]': { id: '[SEP]', ids: [3], tokens: ['[SEP]'] },
      },
    },
    decoder: { type: 'WordPiece', prefix: '##', cleanup: true },
    model: {
      type: 'WordPiece',
      unk_token: '[UNK]',
      continuing_subword_prefix: '##',
      max_input_chars_per_word: 100,
      vocab: Object.fromEntries(WORDS.map((word, id) => [word, id])),
    },
  })
  const table = WORDS.map((word) => (word === '[PAD]' ? Array.from({ length: 8 }, () => 1_000) : rowOf(word)))
  await writeFile(path.join(home, 'onnx', 'model_quantized.onnx'), tinyEncoder(table))
}
