export { type FakeClock, realClock, testClock } from './clock.ts'
export type {
  Actor,
  Delivery,
  EventControls,
  FakeSlack,
  FakeSlackOptions,
  FaultRule,
  InstalledApp,
  OpenView,
  Outcome,
  PostOptions,
  SeenRequest,
  SignInFault,
} from './contract.ts'
export type { NoticeDraft, Platform } from './platform.ts'
export { SlackRefusal } from './refusal.ts'
export type { AppSeed, ChannelSeed, LimitClass, MessageSeed, ShortcutSeed, UserSeed, WorkspaceSeed } from './seeds.ts'
export { startFakeSlack } from './start.ts'
export { type ConsentChoice, openVisitor, type VisitedPage, type Visitor } from './visitor.ts'
export type { Given } from './wire/input-values.ts'
export type {
  ContextEntity,
  InputValue,
  InputValues,
  MessageStream,
  StoredView,
  SuggestedPrompts,
  ThreadStatus,
} from './world/surfaces.ts'
export type {
  StoredApp,
  StoredChannel,
  StoredInstallation,
  StoredMessage,
  StoredReaction,
  StoredUser,
  StoredWorkspace,
  ThreadSummary,
  World,
  WorldChange,
} from './world/types.ts'
