import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { editorPolicy, openDoor, type Knock } from '../../../../tools/edit/origin-guard.ts'

const own = '127.0.0.1:4000'
const knock: Knock = { method: 'GET', url: '/secret/editor/', host: own, origin: undefined, fetchSite: 'none' }
const open = (change: Partial<Knock>) => openDoor({ ...knock, ...change }, own, 'secret')

describe('openDoor', () => {
  it('lets in who was given the address', () => {
    expect(open({})).toBe('editor/')
    expect(open({ url: '/secret/?x' })).toBe('')
    expect(open({ method: 'POST', url: '/secret/hand-over', origin: `http://${own}`, fetchSite: 'same-origin' })).toBe('hand-over')
  })

  it.each([
    ['a name that somebody points here (DNS rebinding)', { host: 'evil.example:4000' }, 403],
    ['another port', { host: '127.0.0.1:4001' }, 403],
    ['no host', { host: undefined }, 403],
    ['no secret', { url: '/editor/' }, 404],
    ['a wrong secret', { url: '/secreT/' }, 404],
    ['another method', { method: 'PUT' }, 405],
    ['a form of another page', { method: 'POST', origin: 'http://evil.example', fetchSite: 'cross-site' }, 403],
    ['a form of a page without origin', { method: 'POST', origin: 'null', fetchSite: 'cross-site' }, 403],
    ['a program that sends no origin', { method: 'POST', fetchSite: undefined }, 403],
    ['an image or script of another page', { fetchSite: 'cross-site' }, 403],
    ['a page on another port', { fetchSite: 'same-site', origin: 'http://127.0.0.1:4001' }, 403],
  ] satisfies [string, Partial<Knock>, number][])('keeps out %s', (_what, change, status) => {
    expect(open(change)).toBe(status)
  })
})

it('the sample for nginx has the policy that the tests run with, and the git host', () => {
  const sample = readFileSync(join(import.meta.dirname, '../../../../deploy/editor/nginx.conf'), 'utf8')
  expect(sample).toContain(`Content-Security-Policy "${editorPolicy('https://git.example.org')}" always`)
})
