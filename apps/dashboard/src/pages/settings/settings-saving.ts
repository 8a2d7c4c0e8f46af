import { ApiError, type SettingName, type Settings, type SettingsChange } from '@backscroll/contracts'
import { useQueryClient } from '@tanstack/react-query'
import { useRef, useState } from 'react'
import { call } from '../../api.ts'
import { showFailure } from '../../components/show-failure.tsx'
import { type ErasureQuestion, erasureQuestion } from './erasure-question.ts'
import { isSame } from './is-same.ts'
import type { Setting, SettingValue } from './setting-table.ts'

/** Two people changed the same setting at the same time. */
export interface Conflict {
  setting: Setting
  mine: SettingValue
  theirs: SettingValue
  changedBy: string | null
}

/** Stores one setting; null takes it back to its default. Throws when it is not stored, which has been told by then. */
export type SaveSetting = (setting: Setting, value: SettingValue) => Promise<void>

const KEY = ['getSettings', {}]

/**
 * Stores settings one by one, each with the version that this page has seen. When somebody else was faster, a change of another setting is put
 * on top of theirs; for a change of the same one the person is asked.
 */
export function useSettingsSaving() {
  const client = useQueryClient()
  const [conflict, setConflict] = useState<Conflict | null>(null)
  const [question, setQuestion] = useState<ErasureQuestion | null>(null)
  const answering = useRef<(isSure: boolean) => void>(undefined)
  const seen = (): Settings | undefined => client.getQueryData<Settings>(KEY)

  const send = async (name: SettingName, value: SettingValue): Promise<void> => {
    const body: SettingsChange = { [name]: value }
    client.setQueryData(KEY, await call('changeSettings', { body, headers: { 'if-match': `"${seen()?.version ?? 0}"` } }))
  }
  const sure = (asked: ErasureQuestion): Promise<boolean> =>
    new Promise((resolve) => {
      answering.current = resolve
      setQuestion(asked)
    })
  const answer = (isSure: boolean): void => {
    setQuestion(null)
    answering.current?.(isSure)
  }

  const save: SaveSetting = async (setting, value) => {
    const before = seen()
    const becomes = value ?? before?.defaults[setting.name] ?? null
    const erases = before === undefined ? null : erasureQuestion(setting.name, before.values, becomes)
    if (erases && !(await sure(erases))) throw new Error('left as it is')
    try {
      await send(setting.name, value)
    } catch (error) {
      const current = whatIsThere(error)
      if (!current || !before) {
        showFailure(`${setting.label} was not changed`, error)
        throw error
      }
      client.setQueryData(KEY, current)
      const theirs = current.values[setting.name]
      if (isSame(theirs, before.values[setting.name])) return save(setting, value)
      if (isSame(theirs, becomes)) return
      setConflict({ setting, mine: becomes, theirs, changedBy: current.updatedBy?.name ?? null })
      throw error
    }
  }
  const settleConflict = (isMine: boolean): void => {
    setConflict(null)
    // a failure has been told
    if (isMine && conflict) void save(conflict.setting, conflict.mine).catch(() => undefined)
  }
  return { save, conflict, settleConflict, question, answer }
}

/** What a conflict says is stored now. */
const whatIsThere = (error: unknown): Settings | undefined =>
  error instanceof ApiError && error.status === 409 ? (error.document.current as Settings | undefined) : undefined
