import { expect, it } from 'vitest'
import { health, type HealthOf } from '../../../../server/http/health.ts'

const well: HealthOf = { recorder: { status: () => ({ ok: true }) }, publication: { isUpToDate: () => true }, stopping: false }

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

it('is ready, and says so, when the shared engine is out of reach', () => {
  const answer = health('/health/ready', { ...well, publication: { isUpToDate: () => false } })
  expect(answer).toEqual({ status: 200, text: 'ready; visits are counted here and cannot be published at the moment\n' })
})
