export { aDatabase, type TestDatabase } from './database.ts'
export { type FakeCohere, type FakeCohereOptions, startFakeCohere } from './fake-cohere/start.ts'
export { type FakeS3, startFakeS3 } from './fake-s3/index.ts'
export { aChannelRecord, aMessageState, aWatermark } from './records.ts'
