import { expect, it } from 'vitest'
import { health, type HealthOf } from '../../../../server/http/health.ts'
import type { MachineState } from '../../../../server/state.ts'

const well: HealthOf = { recorder: { status: () => ({ ok: true }) }, machine: () => ({ absent: 0, isPublished: true }), stopping: false }

it('is live, ready, and nothing else', () => {
  expect(health('/health/live', well)).toEqual({ status: 200, text: 'live\n' })
  expect(health('/health/ready', well)).toEqual({ status: 200, text: 'ready\n' })
  expect(health('/health/other', well)).toBeUndefined()
})

it('is not ready when it stops or cannot write', () => {
  expect(health('/health/ready', { ...well, stopping: true })?.status).toBe(503)
  const recorder: HealthOf['recorder'] = { status: () => ({ ok: false, reason: 'database is locked', pending: 2 }) }
  expect(health('/health/ready', { ...well, recorder })).toEqual({ status: 503, text: 'visits are counted in memory only: database is locked\n' })
})

it('is not ready when another process of the machine does not answer or cannot write', () => {
  const ready = (state: Partial<MachineState>) => health('/health/ready', { ...well, machine: () => ({ absent: 0, isPublished: true, ...state }) })
  expect(ready({ absent: 2 })).toEqual({ status: 503, text: 'processes that do not answer: 2\n' })
  expect(ready({ storeFault: 'EACCES' })).toEqual({ status: 503, text: 'visits are counted in memory only: EACCES\n' })
})

it('is ready, and says so, when the shared engine is out of reach', () => {
  const answer = health('/health/ready', { ...well, machine: () => ({ absent: 0, isPublished: false }) })
  expect(answer).toEqual({ status: 200, text: 'ready; visits are counted here and cannot be published at the moment\n' })
})
