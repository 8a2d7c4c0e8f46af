import type { MadeApiKey } from '@backscroll/contracts'
import { ShowOnce } from '../../components/show-once.tsx'
import { MadeKey } from './made-key.tsx'
import { NewKeyForm } from './new-key-form.tsx'

/** Makes a key, then shows it once. */
export const MakeKey = (dialog: { isOpen: boolean; onClose: () => void }) => (
  <ShowOnce<MadeApiKey>
    {...dialog}
    title={{ before: 'Make a key', after: 'The key is made' }}
    form={(onMade, onClose) => <NewKeyForm onMade={onMade} onClose={onClose} />}
    shown={(made, onClose) => <MadeKey made={made} onClose={onClose} />}
  />
)
