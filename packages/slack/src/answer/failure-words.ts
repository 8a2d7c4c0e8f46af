/** Why there is no answer. */
export type FailureReason =
  | 'not_installed'
  | 'indexing'
  | 'channel_excluded'
  | 'no_access'
  | 'no_evidence'
  | 'not_confident'
  | 'rate_limited'
  | 'budget_reached'
  | 'model_unavailable'
  | 'too_long'
  | 'feature_off'
  | 'not_an_asker'
  | 'question_limit'
  | 'bad_question'
  | 'not_in_channel'
  | 'expired'
  | 'internal'

interface FailureWords {
  /** What is the matter, and what the person can do. */
  said: string
  /** Whether the same question can do better a little later. */
  retry: 'helps' | 'pointless'
}

/** Each reason in plain words with what to do. None tells whether something exists that the person may not see. */
export const FAILURE_WORDS: Readonly<Record<FailureReason, FailureWords>> = {
  not_installed: { said: 'Backscroll is not installed in this workspace. An admin can install it.', retry: 'pointless' },
  indexing: {
    said: 'The channels you can read are still being read. New messages are found as they come; older ones follow.',
    retry: 'helps',
  },
  channel_excluded: {
    said: 'That channel is not searched, because no admin has allowed it. An admin can do so in my Home tab.',
    retry: 'pointless',
  },
  no_access: {
    said: 'I can search only what you can read yourself. Name a channel that you are in, or leave the channel out.',
    retry: 'pointless',
  },
  no_evidence: { said: 'Nothing found that you can read. Try other words, or a longer time.', retry: 'pointless' },
  not_confident: { said: 'I am not sure enough to answer that. A channel, a name or a time in the question helps.', retry: 'pointless' },
  rate_limited: { said: 'There are too many questions at once.', retry: 'helps' },
  budget_reached: {
    said: "Today's budget for written answers is used up. You get quotes until tomorrow, or until an admin raises it.",
    retry: 'pointless',
  },
  model_unavailable: { said: 'The model that writes answers cannot be reached.', retry: 'helps' },
  too_long: { said: 'That question is too long. Please use at most 1,000 characters.', retry: 'pointless' },
  feature_off: {
    said: 'An admin has switched off this way of asking. In another way you can still ask; help says how.',
    retry: 'pointless',
  },
  not_an_asker: {
    said: 'This workspace lets only some people ask Backscroll. If you need it, please ask an admin of this workspace.',
    retry: 'pointless',
  },
  question_limit: {
    said: 'This workspace has asked all its questions of today. It goes on at midnight UTC, or when an admin raises the number.',
    retry: 'pointless',
  },
  bad_question: { said: 'I cannot search for that. Please ask with at least three letters.', retry: 'pointless' },
  not_in_channel: { said: 'I am not in that channel. Invite me there and ask again.', retry: 'pointless' },
  expired: { said: 'That is too long ago for this button. Please ask again.', retry: 'pointless' },
  internal: { said: 'Something went wrong on our side, and it has been logged.', retry: 'helps' },
}

/** Whether the same question can do better a little later, so that a Retry button is worth its place. */
export const retryHelps = (reason: FailureReason): boolean => FAILURE_WORDS[reason].retry === 'helps'
