import { wireComposers } from './composer.js'
import { watch } from './live.js'
import { rotateLoading } from './loading.js'
import { wireMessages } from './message-actions.js'
import { wireModal } from './modal.js'
import { refresh, settle } from './page.js'
import { wirePrompts } from './prompts.js'
import { wireSidebar } from './sidebar.js'

wireSidebar()
wireComposers()
wireMessages()
wirePrompts()
wireModal(refresh)
rotateLoading()
settle()
if (document.body.matches('.live')) watch()
