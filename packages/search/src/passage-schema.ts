import { Bool, Field, FixedSizeList, Float32, Int64, Schema, TimestampMillisecond, Utf8 } from 'apache-arrow'

/** Type of the vector column. */
export const vectorType = (dimensions: number): FixedSizeList<Float32> =>
  new FixedSizeList(dimensions, new Field('item', new Float32(), true))

const text = (name: string): Field => new Field(name, new Utf8(), false)

const flag = (name: string): Field => new Field(name, new Bool(), false)

/**
 * Columns of a team's table: `place` is what a search reads, the others are what it filters by, searches in and writes by.
 * `vector` is null for a text without features, which no vector search may return.
 */
export const passageSchema = (dimensions: number): Schema =>
  new Schema([
    text('id'),
    text('place'),
    text('channel_id'),
    text('user_id'),
    flag('in_thread'),
    flag('has_link'),
    flag('has_file'),
    flag('has_code'),
    new Field('posted_at', new TimestampMillisecond(), false),
    new Field('version', new Int64(), false),
    text('content_hash'),
    text('text'),
    new Field('vector', vectorType(dimensions), true),
  ])
