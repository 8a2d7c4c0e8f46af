import { useChange } from '../../api.ts'

/** Changes one channel. */
export const useChannelChange = () =>
  useChange('changeChannel', { touches: ['listChannels', 'getChannel'], failure: 'The channel was not changed' })
