import { wireComposers } from './composer.js'
import { watch } from './live.js'
import { wireMessages } from './message-actions.js'
import { settle } from './page.js'
import { wireSidebar } from './sidebar.js'

wireSidebar()
wireComposers()
wireMessages()
settle()
if (document.body.matches('.live')) watch()
