import { useChange } from '../../api.ts'

/** Allows or excludes channels. */
export const usePolicy = () =>
  useChange('setPolicy', {
    touches: ['listChannels', 'getChannel', 'getWork', 'getOnboarding', 'getOverview'],
    failure: 'The channels were not changed',
  })
