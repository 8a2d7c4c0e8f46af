export { aDatabase, type TestDatabase } from './database.ts'
export { type FakeCohere, type FakeCohereOptions, startFakeCohere } from './fake-cohere/start.ts'
export { type FakeHub, startFakeHub } from './fake-hub.ts'
export { aChannelRecord, aMessageState, aWatermark } from './records.ts'
