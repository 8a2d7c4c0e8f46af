export { aDatabase, type TestDatabase } from './database.ts'
export { aChannelRecord, aMessageState, aWatermark } from './records.ts'
